import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ended, endingOf, ring, talk } from './support/ringing.ts';
import { startServer } from './support/start-server.ts';

describe("a user's devices", () => {
  it('all ring, and the rest hear that another one answered', async () => {
    await using server = await startServer();
    const [ann, phone, laptop] = [
      await server.connect('ann'),
      await server.connect('ben'),
      await server.connect('ben'),
    ];
    const { call } = await ann.invite('ben');
    await Promise.all([phone.notice('call:ring'), laptop.notice('call:ring')]);
    await phone.granted('call:accept', { callId: call.id });
    const heard = await laptop.notice('call:changed');
    assert.equal(heard.call.joinedHere, false);
    assert.equal(heard.call.participants[1]?.standing, 'joined');
    assert.equal(await laptop.refused('call:accept', { callId: call.id }), 'already-in-call');
    assert.equal(await laptop.refused('call:leave', { callId: call.id, reason: 'hung-up' }), 'not-permitted');
  });

  it('get one winner when they answer at once', async () => {
    await using server = await startServer();
    const [ann, phone, laptop] = [
      await server.connect('ann'),
      await server.connect('ben'),
      await server.connect('ben'),
    ];
    const { call } = await ann.invite('ben');
    const answers = await Promise.all(
      [phone, laptop].map((device) => device.request('call:accept', { callId: call.id })),
    );
    assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
  });

  it('ring when they connect during the ring, and not after it', async () => {
    await using server = await startServer();
    const { callId } = await ring(server);
    const late = await server.connect('ben');
    assert.equal((await late.notice('call:ring')).call.id, callId);
    server.clock.advance(45_000);
    const tooLate = await server.connect('ben');
    await tooLate.settled();
    assert.deepEqual(tooLate.noticesOf('call:ring'), []);
  });

  it('keep ringing for whoever connects when all of them have gone', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    ben.socket.disconnect();
    const again = await server.connect('ben');
    await again.notice('call:ring');
    await again.granted('call:accept', { callId });
    await ann.notice('call:changed', ({ call }) => call.phase === 'active');
  });
});

describe('a participant whose connection is lost', () => {
  it('is away for the others, and back in the same call on the same device', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    ben.socket.disconnect();
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    const back = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    const { call } = await back.granted('call:resume', { callId });
    assert.equal(call.joinedHere, true);
    await ann.notice('call:changed', (notice) => notice.call.version === call.version);
    server.clock.advance(60_000);
    await ann.settled();
    assert.equal(ann.noticesOf('call:changed').some(ended), false);
  });

  it('keeps the call while the other is there, who knows whether media flows', async () => {
    await using server = await startServer({ graceSeconds: 20 });
    const { ann, ben, callId } = await talk(server);
    ben.socket.disconnect();
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    server.clock.advance(600_000);
    await ann.settled();
    assert.equal(ann.noticesOf('call:changed').some(ended), false);
    const { call } = await ann.granted('call:leave', { callId, reason: 'connection-lost' });
    assert.deepEqual(call.ended, { reason: 'connection-lost', by: null });
  });

  it('has lost the call when the grace period ends and nobody else is there', async () => {
    await using server = await startServer({ graceSeconds: 20 });
    const { ann, ben, callId } = await talk(server);
    ben.socket.disconnect();
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    const watcher = await server.connect('ben');
    ann.socket.disconnect();
    await watcher.notice('call:changed', ({ call }) => call.participants[0]?.standing === 'away');
    server.clock.advance(20_000);
    assert.deepEqual(await endingOf(watcher), { reason: 'connection-lost', by: null });
    const back = await server.connect('ann', { auth: { deviceId: ann.deviceId } });
    assert.equal((await back.granted('call:resume', { callId })).call.phase, 'ended');
  });

  it('cannot come back on another device', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    ben.socket.disconnect();
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    const other = await server.connect('ben');
    assert.equal(await other.refused('call:resume', { callId }), 'already-in-call');
  });

  it('keeps the call when the device has connected anew before its old connection was noticed to be lost', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const anew = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    const { call } = await anew.granted('call:resume', { callId });
    assert.deepEqual([ben.socket.connected, call.participants[1]?.standing], [false, 'joined']);
    server.clock.advance(60_000);
    await ann.settled();
    assert.equal(ann.noticesOf('call:changed').some(ended), false);
  });

  it('is away when the device connects anew and knows nothing of the call', async () => {
    await using server = await startServer();
    const { ann, ben } = await talk(server);
    await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
  });

  it('is away also when it was lost before the call existed', async () => {
    const rule = Promise.withResolvers<boolean>();
    await using server = await startServer({
      canSee: (watcher) => (watcher === 'ann' ? rule.promise : true),
      graceSeconds: 10,
    });
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    await ben.granted('presence:watch', { users: ['ann'] });
    ann.socket.emit('call:invite', { requestId: crypto.randomUUID(), to: ['ben'], kind: 'video' });
    ann.socket.disconnect();
    await ben.notice('presence:changed', ({ presence }) => !presence.reachable);
    rule.resolve(true);
    await ben.notice('call:changed', ({ call }) => call.participants[0]?.standing === 'away');
    server.clock.advance(10_000);
    assert.deepEqual(await endingOf(ben), { reason: 'canceled', by: 'ann' });
  });

  it('as the caller lets the ring go on until the grace period ends', async () => {
    await using server = await startServer({ graceSeconds: 10 });
    const { ann, ben } = await ring(server);
    ann.socket.disconnect();
    await ben.notice('call:changed', ({ call }) => call.participants[0]?.standing === 'away');
    server.clock.advance(10_000);
    assert.deepEqual(await endingOf(ben), { reason: 'canceled', by: 'ann' });
  });
});

describe('closing the server', () => {
  it('disconnects everybody, stops every timer and can be repeated', async () => {
    await using server = await startServer();
    const { ann, ben } = await ring(server);
    assert.ok(server.clock.pending > 0);
    const gone = [ann, ben].map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve)));
    await Promise.all([server.signaling.close(), server.signaling.close()]);
    await Promise.all(gone);
    assert.equal(server.clock.pending, 0);
  });
});
