import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { endingOf, type Invitation, ring, talk } from './support/ringing.ts';
import { startServer } from './support/start-server.ts';

describe('a call between two people', () => {
  it('rings the callee and connects both when the callee accepts', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann', { auth: { name: 'Ann Lee' } });
    const ben = await server.connect('ben');
    const { call } = await ann.invite('ben');
    assert.equal(call.phase, 'ringing');
    assert.equal(call.joinedHere, true);
    const ringing = await ben.notice('call:ring');
    assert.equal(ringing.call.participants[0]?.name, 'Ann Lee');
    assert.equal(ringing.call.joinedHere, false);
    assert.equal(ringing.now, server.clock.now());
    assert.equal(ringing.call.ringsUntil, server.clock.now() + 45_000);
    const accepted = await ben.granted('call:accept', { callId: call.id });
    assert.deepEqual([accepted.call.phase, accepted.call.joinedHere], ['active', true]);
    const changed = await ann.notice('call:changed', (notice) => notice.call.phase === 'active');
    assert.equal(changed.call.joinedHere, true);
  });

  it('tells the caller when a device really rings', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    await ben.granted('call:ringing', { callId });
    const { call } = await ann.notice('call:changed');
    assert.equal(call.participants[1]?.standing, 'ringing');
  });

  it('is declined for both', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    await ben.granted('call:decline', { callId });
    assert.deepEqual(await endingOf(ann), { reason: 'declined', by: 'ben' });
    assert.deepEqual(await endingOf(ben), { reason: 'declined', by: 'ben' });
  });

  it('is declined with a message that both read, on one line and without unseen marks', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    await ben.granted('call:decline', { callId, message: " Can't\ntalk \u202Enow " });
    const ending = { reason: 'declined', by: 'ben', message: "Can't talk now" };
    assert.deepEqual(await endingOf(ann), ending);
    assert.deepEqual(await endingOf(ben), ending);
  });

  it('goes on ringing when the message of a decline is too long', async () => {
    await using server = await startServer();
    const { ben, callId } = await ring(server);
    assert.equal(await ben.refused('call:decline', { callId, message: 'x'.repeat(141) }), 'invalid-request');
    assert.equal((await ben.granted('call:accept', { callId })).call.phase, 'active');
  });

  it('is canceled for both', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    await ann.granted('call:cancel', { callId });
    assert.deepEqual(await endingOf(ben), { reason: 'canceled', by: 'ann' });
    assert.equal(await ben.refused('call:accept', { callId }), 'no-such-call');
  });

  it('ends for both when one hangs up', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ben.granted('call:leave', { callId, reason: 'hung-up' });
    assert.deepEqual(await endingOf(ann), { reason: 'hung-up', by: 'ben' });
  });

  it('is ended by whoever said goodbye, also when only the other side can tell', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ben.granted('call:leave', { callId, reason: 'hung-up', by: 'ann' });
    assert.deepEqual(await endingOf(ann), { reason: 'hung-up', by: 'ann' });
  });

  it('is not ended in the name of somebody who is not in it', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ben.granted('call:leave', { callId, reason: 'hung-up', by: 'eve' });
    assert.deepEqual(await endingOf(ann), { reason: 'hung-up', by: 'ben' });
  });

  it('says so when it ends because a microphone was not permitted', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    await ben.granted('call:leave', { callId, reason: 'not-permitted' });
    assert.deepEqual(await endingOf(ann), { reason: 'not-permitted', by: 'ben' });
  });

  it('is missed, not declined, when nobody answers in time', async () => {
    await using server = await startServer({ ringTimeoutSeconds: 30 });
    const { ann, ben } = await ring(server);
    server.clock.advance(29_999);
    await ben.settled();
    assert.equal(ben.noticesOf('call:changed').length, 0);
    server.clock.advance(1);
    assert.deepEqual(await endingOf(ann), { reason: 'unanswered', by: null });
    assert.deepEqual(await endingOf(ben), { reason: 'unanswered', by: null });
  });

  it('is unreachable at once when no device of the callee is connected', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const { call } = await ann.invite('ben');
    assert.deepEqual([call.phase, call.ended], ['ended', { reason: 'unreachable', by: null }]);
  });

  it('is unreachable, without a name, when the caller may not see the callee', async () => {
    await using server = await startServer({ canSee: async (watcher) => watcher !== 'eve' });
    const ben = await server.connect('ben', { auth: { name: 'Ben' } });
    const eve = await server.connect('eve');
    const { call } = await eve.invite('ben');
    assert.deepEqual(call.ended, { reason: 'unreachable', by: null });
    assert.equal(call.participants[1]?.name, null);
    await ben.settled();
    assert.deepEqual(ben.notices, []);
  });

  it('is refused to somebody who is in another one', async () => {
    await using server = await startServer();
    const { ann } = await talk(server);
    await server.connect('cleo');
    const invitation: Invitation = { requestId: crypto.randomUUID(), to: ['cleo'], kind: 'voice' };
    assert.equal(await ann.refused('call:invite', invitation), 'already-in-call');
  });
});
