import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { ask } from './support/http.ts';
import { Receiver, WEBHOOK_SECRET } from './support/receiver.ts';
import { talk } from './support/ringing.ts';
import { type RunningServer, startServer } from './support/start-server.ts';

const toldTo = ({ url }: Receiver) => ({ webhookUrl: url, webhookSecret: WEBHOOK_SECRET });
const typesOf = ({ received }: Receiver): string[] => received.map(({ type }) => type).toSorted();

/** Lets time pass until so many messages were taken. */
async function told(server: RunningServer, { received }: Receiver, count: number): Promise<void> {
  for (let second = 0; second < 100 && received.length < count; second += 1) await pass(server);
  assert.equal(received.length, count);
}

/** What has happened is written, and the outbox is looked into. */
async function pass(server: RunningServer, milliseconds = 1_000): Promise<void> {
  await ask(`${server.url}/readyz`);
  server.clock.advance(milliseconds);
}

describe('a host that wants to be told', () => {
  it('hears of a call that it started, and how it ended, signed', async () => {
    using receiver = await Receiver.start();
    await using server = await startServer(toldTo(receiver));
    const { ann, callId } = await talk(server);
    await told(server, receiver, 1);
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    await told(server, receiver, 2);
    assert.deepEqual(typesOf(receiver), ['call.ended', 'call.started']);
    const { call } = receiver.received[1]!.data;
    assert.deepEqual([call.id, call.endReason, call.endedBy], [callId, 'hung-up', 'ann']);
  });

  it('hears of a call that was missed', async () => {
    using receiver = await Receiver.start();
    await using server = await startServer(toldTo(receiver));
    const [ann] = [await server.connect('ann'), await server.connect('ben')];
    await ann.invite('ben');
    server.clock.advance(45_000);
    await told(server, receiver, 3);
    assert.deepEqual(typesOf(receiver), ['call.ended', 'call.missed', 'call.started']);
  });

  it('hears of no declined call as of a missed one', async () => {
    using receiver = await Receiver.start();
    await using server = await startServer(toldTo(receiver));
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    const { call } = await ann.invite('ben');
    await ben.granted('call:decline', { callId: call.id });
    await told(server, receiver, 2);
    await pass(server);
    assert.deepEqual(typesOf(receiver), ['call.ended', 'call.started']);
  });

  it('is told again, later each time and under the same id, until it takes the message, and then no more', async () => {
    using receiver = await Receiver.start();
    receiver.answers.push(500, 302, 404);
    await using server = await startServer(toldTo(receiver));
    await talk(server);
    const times: number[] = [];
    receiver.on('request', () => times.push(server.clock.now()));
    await told(server, receiver, 1);
    const pauses = times.slice(1).map((time, index) => time - times[index]!);
    assert.ok(
      pauses.every((pause, index) => pause >= 5_000 * 2 ** index),
      `${pauses}`,
    );
    assert.deepEqual(typesOf(receiver), ['call.started']);
    for (let minute = 0; minute < 3; minute += 1) await pass(server, 60_000);
    assert.equal(times.length, 4);
  });

  it('is told once of each, where two processes share one database', async () => {
    using receiver = await Receiver.start();
    const folder = await mkdtemp(join(tmpdir(), 'call-window-webhooks-'));
    const options = { ...toldTo(receiver), databaseUrl: `sqlite:${join(folder, 'calls.db')}` };
    {
      await using one = await startServer(options);
      await using other = await startServer(options);
      const ann = await one.connect('ann');
      for (let call = 0; call < 30; call += 1) await ann.invite('ben');
      for (let second = 0; second < 100 && receiver.received.length < 90; second += 1)
        await Promise.all([pass(one), pass(other)]);
      assert.equal(receiver.received.length, 90);
      assert.equal(new Set(receiver.received.map(({ id }) => id)).size, 90);
    }
    await rm(folder, { recursive: true });
  });

  it('holds up no call when it is not there', async () => {
    await using server = await startServer({ webhookUrl: 'http://127.0.0.1:1/nobody', webhookSecret: WEBHOOK_SECRET });
    const { ann, callId } = await talk(server);
    await pass(server);
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
  });
});
