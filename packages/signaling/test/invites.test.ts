import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { REMEMBERED_FOR_MS } from '../src/calls/settlement.ts';
import { type Invitation, ring } from './support/ringing.ts';
import { startServer } from './support/start-server.ts';

describe('an invite', () => {
  it('gets the same call when it is repeated', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const ben = await server.connect('ben');
    const invitation: Invitation = { requestId: crypto.randomUUID(), to: ['ben'], kind: 'video' };
    const grants = await Promise.all([ann.granted('call:invite', invitation), ann.granted('call:invite', invitation)]);
    assert.equal(grants[0].call.id, grants[1].call.id);
    await ann.granted('call:cancel', { callId: grants[0].call.id });
    assert.equal((await ann.granted('call:invite', invitation)).call.phase, 'ended');
    await ben.settled();
    assert.equal(ben.noticesOf('call:ring').length, 1);
  });

  it('is withdrawn by its own id, also by somebody who never heard what came of it', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const ben = await server.connect('ben');
    const invitation: Invitation = { requestId: crypto.randomUUID(), to: ['ben'], kind: 'video' };
    await ann.granted('call:withdraw', { requestId: crypto.randomUUID() });
    await ann.granted('call:invite', invitation);
    await ben.granted('call:withdraw', { requestId: invitation.requestId });
    await ann.granted('call:withdraw', { requestId: invitation.requestId });
    const { call } = await ben.notice('call:changed');
    assert.deepEqual(call.ended, { reason: 'canceled', by: 'ann' });
  });

  it('brings back whoever was cut off meanwhile, when it is repeated', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const ben = await server.connect('ben');
    const invitation: Invitation = { requestId: crypto.randomUUID(), to: ['ben'], kind: 'video' };
    await ann.granted('call:invite', invitation);
    ann.socket.disconnect();
    await ben.notice('call:changed', ({ call }) => call.participants[0]?.standing === 'away');
    const back = await server.connect('ann', { auth: { deviceId: ann.deviceId } });
    const { call } = await back.granted('call:invite', invitation);
    assert.deepEqual([call.participants[0]?.standing, call.joinedHere], ['joined', true]);
  });

  it('is forgotten two minutes after its call has ended', async () => {
    await using server = await startServer();
    const { ann, callId } = await ring(server);
    await ann.granted('call:cancel', { callId });
    server.clock.advance(REMEMBERED_FOR_MS);
    assert.equal(await ann.refused('call:cancel', { callId }), 'no-such-call');
  });

  it('to oneself, or to somebody twice, is refused', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const invitation = { requestId: crypto.randomUUID(), kind: 'video' } as const;
    assert.equal(await ann.refused('call:invite', { ...invitation, to: ['ann'] }), 'invalid-request');
    assert.equal(await ann.refused('call:invite', { ...invitation, to: ['ben', 'ben'] }), 'invalid-request');
  });

  it('to somebody who is ringing the caller accepts that call', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    const { call } = await ben.invite('ann');
    assert.deepEqual([call.id, call.phase, call.joinedHere], [callId, 'active', true]);
    await ann.notice('call:changed', (notice) => notice.call.phase === 'active');
    assert.equal(ann.noticesOf('call:ring').length, 0);
  });

  it('that crosses another one ends up in one call', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const ben = await server.connect('ben');
    const [one, other] = await Promise.all([ann.invite('ben'), ben.invite('ann')]);
    assert.equal(one.call.id, other.call.id);
    await ann.notice('call:changed', ({ call }) => call.phase === 'active');
    await ben.notice('call:changed', ({ call }) => call.phase === 'active');
  });

  it('that crosses another one makes it a video call if either asked for video', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const ben = await server.connect('ben');
    const invite = (kind: 'video' | 'voice', to: string): Invitation => ({
      requestId: crypto.randomUUID(),
      to: [to],
      kind,
    });
    await ann.granted('call:invite', invite('voice', 'ben'));
    const { call } = await ben.granted('call:invite', invite('video', 'ann'));
    assert.equal(call.kind, 'video');
    const changed = await ann.notice('call:changed', (notice) => notice.call.phase === 'active');
    assert.equal(changed.call.kind, 'video');
  });

  it('is refused when one user places very many in a short time, and nobody rings', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    for (let count = 0; count < 60; count += 1) await ann.invite('nobody');
    const ben = await server.connect('ben');
    const invitation: Invitation = { requestId: crypto.randomUUID(), to: ['ben'], kind: 'video' };
    assert.equal(await ann.refused('call:invite', invitation), 'rate-limited');
    await ben.settled();
    assert.equal(ben.noticesOf('call:ring').length, 0);
  });

  it('to two people goes on ringing one of them when the other declines', async () => {
    await using server = await startServer();
    const { ann, ben, cleo } = {
      ann: await server.connect('ann'),
      ben: await server.connect('ben'),
      cleo: await server.connect('cleo'),
    };
    const { call } = await ann.invite('ben', 'cleo');
    await ben.granted('call:decline', { callId: call.id });
    const { call: active } = await cleo.granted('call:accept', { callId: call.id });
    assert.equal(active.phase, 'active');
    await ben.settled();
    const heard = ben.noticesOf('call:changed').map((notice) => notice.call.version);
    assert.deepEqual(heard, [2], 'who has left hears nothing more');
    for (const ask of ['call:decline', 'call:resume'] as const)
      assert.equal(await ben.refused(ask, { callId: call.id }), 'no-such-call', 'nor by asking');
    assert.equal(await ben.refused('call:leave', { callId: call.id, reason: 'hung-up' }), 'no-such-call');
  });
});
