import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';

import { pino } from 'pino';

import { talk } from './support/ringing.ts';
import { envelope, offer } from './support/signals.ts';
import { startServer } from './support/start-server.ts';

describe('the log', () => {
  it("has one line for each step of a call's life, with its id and without what people say", async () => {
    const lines: string[] = [];
    const stream = new Writable({ write: (line, _encoding, done) => done(void lines.push(String(line))) });
    await using server = await startServer({ logger: pino(stream) });
    const { ann, callId } = await talk(server);
    await ann.granted('call:signal', envelope(callId, 'ben', offer));
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    const entries = lines.map((line) => JSON.parse(line) as { msg: string; callId: string });
    assert.deepEqual(
      entries.map(({ msg }) => msg),
      ['call created', 'call answered', 'call ended'],
    );
    assert.ok(entries.every((entry) => entry.callId === callId));
    assert.doesNotMatch(lines.join(''), /127\.0\.0\.1|v=0|candidate|token/);
  });
});
