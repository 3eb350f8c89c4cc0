import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ended, ring, talk } from './support/ringing.ts';
import { startServer, type RunningServer } from './support/start-server.ts';

/** Ann and Ben talk, and Cleo rings Ben. */
async function interrupt(server: RunningServer) {
  const talking = await talk(server);
  const cleo = await server.connect('cleo');
  const { call } = await cleo.invite('ben');
  await talking.ben.notice('call:ring', (notice) => notice.call.id === call.id);
  return { ...talking, cleo, second: call.id };
}

async function endOf(client: Awaited<ReturnType<typeof ring>>['ann'], callId: string) {
  const { call } = await client.notice('call:changed', (notice) => notice.call.id === callId && ended(notice));
  return call.ended;
}

describe('a second call to somebody who is in one', () => {
  it('rings, and leaves the first one alone', async () => {
    await using server = await startServer();
    const { ann, callId, cleo, second } = await interrupt(server);
    await ann.settled();
    assert.equal(ann.noticesOf('call:changed').some(ended), false);
    assert.equal((await cleo.granted('call:resume', { callId: second })).call.phase, 'ringing');
    assert.equal((await ann.granted('call:resume', { callId })).call.phase, 'active');
  });

  it('is busy when it is declined, and says what was said with it', async () => {
    await using server = await startServer();
    const { ann, ben, cleo, second } = await interrupt(server);
    const { call } = await ben.granted('call:decline', { callId: second, message: 'One minute' });
    assert.deepEqual(call.ended, { reason: 'busy', by: 'ben', message: 'One minute' });
    assert.deepEqual(await endOf(cleo, second), call.ended);
    await ann.settled();
    assert.equal(ann.noticesOf('call:changed').some(ended), false);
  });

  it('is declined, not busy, once the first one is over', async () => {
    await using server = await startServer();
    const { ben, cleo, callId, second } = await interrupt(server);
    await ben.granted('call:leave', { callId, reason: 'hung-up' });
    await ben.granted('call:decline', { callId: second });
    assert.deepEqual(await endOf(cleo, second), { reason: 'declined', by: 'ben' });
  });

  it('is missed when nobody answers it', async () => {
    await using server = await startServer();
    const { cleo, second } = await interrupt(server);
    server.clock.advance(45_000);
    assert.deepEqual(await endOf(cleo, second), { reason: 'unanswered', by: null });
  });

  it('hangs up the first one when it is accepted', async () => {
    await using server = await startServer();
    const { ann, ben, cleo, callId, second } = await interrupt(server);
    const { call } = await ben.granted('call:accept', { callId: second });
    assert.equal(call.phase, 'active');
    assert.deepEqual(await endOf(ann, callId), { reason: 'hung-up', by: 'ben' });
    await cleo.notice('call:changed', (notice) => notice.call.phase === 'active');
  });

  it('can be answered on another device, which ends the first one on the device where it was', async () => {
    await using server = await startServer();
    const { ann, callId, ben, second } = await interrupt(server);
    const laptop = await server.connect('ben');
    await laptop.notice('call:ring', ({ call }) => call.id === second);
    assert.equal((await laptop.granted('call:accept', { callId: second })).call.joinedHere, true);
    for (const client of [ann, ben]) assert.deepEqual(await endOf(client, callId), { reason: 'hung-up', by: 'ben' });
  });

  it('leaves the first one alone when it is accepted too late', async () => {
    await using server = await startServer();
    const { ann, ben, cleo, second } = await interrupt(server);
    await cleo.granted('call:cancel', { callId: second });
    assert.equal(await ben.refused('call:accept', { callId: second }), 'no-such-call');
    await ann.settled();
    assert.equal(ann.noticesOf('call:changed').some(ended), false);
  });

  it('does not end the first one, whose user was away, by a call that rings nobody', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    ben.socket.disconnect();
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    const laptop = await server.connect('ben');
    assert.equal((await laptop.invite('nobody')).call.ended?.reason, 'unreachable');
    assert.equal((await ann.granted('call:resume', { callId })).call.phase, 'active');
    await server.connect('cleo');
    await laptop.invite('cleo');
    assert.deepEqual(await endOf(ann, callId), { reason: 'hung-up', by: 'ben' });
  });

  it('rings also at somebody who is calling, and cancels that call when it is accepted', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    const cleo = await server.connect('cleo');
    const { call } = await cleo.invite('ann');
    await ann.notice('call:ring');
    await ann.granted('call:accept', { callId: call.id });
    assert.deepEqual(await endOf(ben, callId), { reason: 'canceled', by: 'ann' });
  });
});

describe('a farewell', () => {
  it('that crosses another one gets the end that is in the record', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const [one, other] = await Promise.all(
      [ann, ben].map((client) => client.granted('call:leave', { callId, reason: 'hung-up' })),
    );
    assert.deepEqual(one!.call.ended, other!.call.ended);
    assert.equal(one!.call.endedAt, other!.call.endedAt);
  });

  it('that comes too late gets the end as it was', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    await ann.granted('call:cancel', { callId });
    const { call } = await ben.granted('call:decline', { callId });
    assert.deepEqual(call.ended, { reason: 'canceled', by: 'ann' });
  });
});

describe('asking how a call stands', () => {
  it('tells a device that is being rung that it rings, and keeps what came with the ring', async () => {
    await using server = await startServer();
    const { ben, callId } = await ring(server);
    const { call } = await ben.granted('call:resume', { callId });
    assert.deepEqual([call.phase, call.joinedHere], ['ringing', false]);
    assert.equal((await ben.granted('call:accept', { callId })).call.phase, 'active');
  });

  it('tells a device that another one has answered', async () => {
    await using server = await startServer();
    const { callId } = await talk(server);
    const laptop = await server.connect('ben');
    assert.equal(await laptop.refused('call:resume', { callId }), 'already-in-call');
  });

  it('tells whoever missed it how the call ended', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    await ben.granted('call:decline', { callId });
    assert.deepEqual((await ann.granted('call:resume', { callId })).call.ended, { reason: 'declined', by: 'ben' });
  });
});
