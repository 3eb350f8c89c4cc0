import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { Client } from './support/client.ts';
import { ask } from './support/http.ts';
import { type Postgres, startPostgres } from './support/postgres.ts';
import { Receiver, WEBHOOK_SECRET } from './support/receiver.ts';
import { kill, startProgram } from './support/standalone.ts';

const CALLS = 200;

/** What becomes of a call before the server is killed, and what its record says in the end. */
const FATES = ['rings', 'talks', 'hung up', 'declined'] as const;
const REASONS = { rings: 'failed', talks: 'connection-lost', 'hung up': 'hung-up', declined: 'declined' } as const;

let postgres: Postgres;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'call-window-killed-'));
  postgres = await startPostgres();
});

after(async () => {
  await postgres[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function callOf(url: string, number: number): Promise<{ id: string; caller: string; reason: string }> {
  const caller = `caller-${number}`;
  const [ann, ben] = await Promise.all([Client.connect(url, caller), Client.connect(url, `callee-${number}`)]);
  const fate = FATES[number % FATES.length]!;
  const { call } = await ann.invite(ben.userId);
  if (fate === 'declined') await ben.granted('call:decline', { callId: call.id });
  if (fate === 'talks' || fate === 'hung up') await ben.granted('call:accept', { callId: call.id });
  if (fate === 'hung up') await ann.granted('call:leave', { callId: call.id, reason: 'hung-up' });
  return { id: call.id, caller, reason: REASONS[fate] };
}

async function recordOf(url: string, caller: string, id: string): Promise<Record<string, unknown>> {
  const { status, body } = await ask(`${url}/api/communication/calls/${id}`, { headers: { 'X-User-Id': caller } });
  assert.equal(status, 200, body);
  return JSON.parse(body) as Record<string, unknown>;
}

const databases = {
  SQLite: async () => `sqlite:${join(folder, 'calls.db')}`,
  PostgreSQL: () => postgres.create(),
};

for (const [name, open] of Object.entries(databases)) {
  describe(`a server that is killed in the midst of ${CALLS} calls, with its history in ${name},`, () => {
    it('has lost none of them: after its restart each is closed with a true reason, and the host was told of each', async () => {
      using receiver = await Receiver.start();
      const env = {
        ...{ DATABASE_URL: await open(), GRACE_SECONDS: '1' },
        ...{ WEBHOOK_URL: receiver.url, WEBHOOK_SECRET },
      };
      const first = await startProgram(env);
      const calls = await Promise.all(Array.from({ length: CALLS }, (_, number) => callOf(first.url, number)));
      await kill(first);
      const second = await startProgram(env);
      try {
        const told = (type: string): Set<string> =>
          new Set(receiver.received.filter((message) => message.type === type).map(({ data }) => data.call.id));
        while (Math.min(told('call.ended').size, told('call.started').size) < CALLS)
          await once(receiver, 'request', { signal: AbortSignal.timeout(30_000) });
        for (const { id, caller, reason } of calls) {
          const record = await recordOf(second.url, caller, id);
          assert.deepEqual([record['endReason'], typeof record['endedAt']], [reason, 'number']);
        }
        for (const { data } of receiver.received.filter(({ type }) => type === 'call.ended'))
          assert.equal(data.call.endReason, calls.find(({ id }) => id === data.call.id)?.reason);
      } finally {
        await kill(second);
      }
    });
  });
}
