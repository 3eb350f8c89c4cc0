import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallView, RequestPayload } from '../src/protocol/index.ts';
import { ended, endingOf, ring, talk } from './support/ringing.ts';
import { startServer } from './support/start-server.ts';

type Claim = NonNullable<RequestPayload<'call:resume'>['claim']>;

/** What a device says of a call to a server that may have forgotten it. */
function claimOf({ version, kind, callerId, createdAt, answeredAt, participants }: CallView): Claim {
  const present = participants.map(({ userId, joinOrder }) => ({ userId, joinOrder: joinOrder ?? 0 }));
  return { version, kind, callerId, createdAt, answeredAt: answeredAt ?? 0, participants: present };
}

describe('a page that goes away', () => {
  it('is away at once, and has hung up when it is not back after five seconds', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ben.granted('call:leaving', { callId });
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    ben.socket.disconnect();
    server.clock.advance(5_000);
    assert.deepEqual(await endingOf(ann), { reason: 'hung-up', by: 'ben' });
  });

  it('is back when it tells what it was called', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ben.granted('call:leaving', { callId });
    const reloaded = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    const { call } = await reloaded.granted('call:resume', { callId });
    assert.deepEqual([call.joinedHere, call.participants[1]?.standing], [true, 'joined']);
    server.clock.advance(60_000);
    await ann.settled();
    assert.equal(ann.noticesOf('call:changed').some(ended), false);
  });

  it('hears what was signaled meanwhile, once it knows that it is back', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    ben.socket.disconnect();
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    const signal = { type: 'offer', sdp: 'v=0' } as const;
    await ann.granted('call:signal', { callId, to: 'ben', attempt: 2, sequence: 0, signal });
    const back = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    const heard: string[] = [];
    back.socket.onAny((name: string) => heard.push(name));
    back.socket.emit('call:resume', { callId }, () => heard.push('granted'));
    await back.notice('call:signal');
    assert.deepEqual(
      heard.filter((what) => what !== 'call:changed'),
      ['granted', 'call:signal'],
    );
  });

  it('learns that it has hung up when it comes too late', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ben.granted('call:leaving', { callId });
    ben.socket.disconnect();
    server.clock.advance(5_000);
    await ann.notice('call:changed', ended);
    const reloaded = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    const { call } = await reloaded.granted('call:resume', { callId });
    assert.deepEqual([call.joinedHere, call.ended], [true, { reason: 'hung-up', by: 'ben' }]);
  });

  it('is not gone when its old connection is lost after its return', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const reloaded = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    await reloaded.granted('call:resume', { callId });
    ben.socket.disconnect();
    await ann.granted('presence:watch', { users: [] });
    const { participants } = ann.noticesOf('call:changed').at(-1)!.call;
    assert.equal(participants[1]?.standing, 'joined');
  });

  it('is no other device of the user, nor anybody who guesses', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ben.granted('call:leaving', { callId });
    const other = await server.connect('ben');
    assert.equal(await other.refused('call:resume', { callId }), 'already-in-call');
    const stranger = await server.connect('cleo', { auth: { deviceId: ann.deviceId } });
    assert.equal(await stranger.refused('call:resume', { callId }), 'no-such-call');
  });

  it('cannot go away from a call that it is not in', async () => {
    await using server = await startServer();
    const { ben, callId } = await ring(server);
    assert.equal(await ben.refused('call:leaving', { callId }), 'no-such-call');
  });
});

describe('a server that has lost its memory', () => {
  /** Ann and Ben talk, and their server is replaced by another one. */
  async function forgotten() {
    await using before = await startServer();
    const { ann, callId } = await talk(before);
    const { call } = await ann.notice('call:changed', (notice) => notice.call.phase === 'active');
    return { callId, claim: claimOf(call) };
  }

  it('learns of the call from those who are in it', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer();
    const ann = await server.connect('ann', { auth: { name: 'Ann' } });
    const ben = await server.connect('ben', { auth: { name: 'Ben' } });
    const first = await ann.granted('call:resume', { callId, claim });
    assert.deepEqual(
      first.call.participants.map(({ userId, standing, name }) => [userId, standing, name]),
      [
        ['ann', 'joined', 'Ann'],
        ['ben', 'away', null],
      ],
    );
    const { call } = await ben.granted('call:resume', { callId, claim: { ...claim, version: claim.version + 5 } });
    assert.ok(call.version > claim.version + 5, 'nobody takes its news for old');
    const { call: seen } = await ann.notice('call:changed', (notice) => notice.call.version === call.version);
    assert.deepEqual(
      seen.participants.map(({ standing, name }) => [standing, name]),
      [
        ['joined', 'Ann'],
        ['joined', 'Ben'],
      ],
    );
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    assert.deepEqual(await endingOf(ben), { reason: 'hung-up', by: 'ann' });
  });

  it('puts nobody in a call because somebody else says so', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer();
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    const cleo = await server.connect('cleo');
    await ann.granted('call:resume', { callId, claim });
    assert.equal(await ben.refused('call:resume', { callId }), 'no-such-call');
    const { call } = await cleo.invite('ben');
    await ben.granted('call:accept', { callId: call.id });
  });

  it('takes whoever answers another call out of what only others claim', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer();
    const [ann, ben, other] = [await server.connect('ann'), await server.connect('ben'), await server.connect('ben')];
    const cleo = await server.connect('cleo');
    await ann.granted('call:resume', { callId, claim });
    const { call } = await cleo.invite('ben');
    await ben.granted('call:accept', { callId: call.id });
    assert.deepEqual(await endingOf(ann), { reason: 'hung-up', by: 'ben' });
    const { call: claimed } = await other.granted('call:resume', { callId, claim });
    assert.equal(claimed.phase, 'ended');
  });

  it('keeps the place of whoever is away from another call', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer();
    const [ben, other] = [await server.connect('ben'), await server.connect('ben')];
    const cleo = await server.connect('cleo');
    const { call } = await cleo.invite('ben');
    await ben.granted('call:accept', { callId: call.id });
    ben.socket.disconnect();
    await cleo.notice('call:changed', ({ call: { participants } }) => participants[1]?.standing === 'away');
    assert.equal(await other.refused('call:resume', { callId, claim }), 'already-in-call');
  });

  it('learns of it from whoever is late, too, once somebody has told it in time', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer({ graceSeconds: 10 });
    const ann = await server.connect('ann');
    await ann.granted('call:resume', { callId, claim });
    server.clock.advance(25_000);
    const ben = await server.connect('ben');
    const { call } = await ben.granted('call:resume', { callId, claim });
    assert.deepEqual(
      call.participants.map(({ standing }) => standing),
      ['joined', 'joined'],
    );
  });

  it('tells whoever comes back to its end that they were in it', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer();
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    await ann.granted('call:resume', { callId, claim });
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    const { call } = await ben.granted('call:resume', { callId, claim });
    assert.deepEqual([call.phase, call.joinedHere], ['ended', true]);
  });

  it('lets whoever has hung up meanwhile say so', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer();
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    await ann.granted('call:resume', { callId, claim });
    await ben.granted('call:leave', { callId, reason: 'hung-up' });
    assert.deepEqual(await endingOf(ann), { reason: 'hung-up', by: 'ben' });
  });

  it('believes no claim of a call that one is not in, or that cannot be', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer();
    const cleo = await server.connect('cleo');
    const ann = await server.connect('ann');
    assert.equal(await cleo.refused('call:resume', { callId, claim }), 'no-such-call');
    const [first] = claim.participants;
    const impossible = [
      { ...claim, participants: [first!, first!] },
      { ...claim, callerId: 'dan' },
      { ...claim, answeredAt: server.clock.now() + 3_600_000 },
      { ...claim, answeredAt: claim.createdAt - 1 },
      { ...claim, version: 1e9 },
    ];
    for (const false_ of impossible)
      assert.equal(await ann.refused('call:resume', { callId, claim: false_ }), 'no-such-call');
  });

  it('believes nobody once it has run for longer than calls wait', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer({ graceSeconds: 10 });
    const ann = await server.connect('ann');
    server.clock.advance(20_000);
    assert.equal(await ann.refused('call:resume', { callId, claim }), 'no-such-call');
  });

  it('tells those who have claimed nothing nothing, and counts no call against them', async () => {
    const { claim } = await forgotten();
    await using server = await startServer();
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    for (let count = 0; count < 60; count += 1) {
      const callId = crypto.randomUUID();
      await ben.granted('call:resume', { callId, claim });
      await ben.granted('call:leave', { callId, reason: 'hung-up' });
    }
    assert.deepEqual(ann.notices, []);
    await ann.invite('ben');
  });

  it('lets nobody take over the call of others by claiming its id', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer();
    const [ann, cleo] = [await server.connect('ann'), await server.connect('cleo')];
    await ann.granted('call:resume', { callId, claim });
    const [, other] = claim.participants;
    const forged = { ...claim, participants: [{ userId: 'cleo', joinOrder: 0 }, other!], callerId: 'cleo' };
    assert.equal(await cleo.refused('call:resume', { callId, claim: forged }), 'no-such-call');
    const { call } = await ann.granted('call:resume', { callId, claim });
    assert.deepEqual(
      call.participants.map(({ userId }) => userId),
      ['ann', 'ben'],
    );
  });

  it('gives up on whoever never claims the call, once nobody is in it', async () => {
    const { callId, claim } = await forgotten();
    await using server = await startServer({ graceSeconds: 10 });
    const [ann, watcher] = [await server.connect('ann'), await server.connect('ann')];
    await ann.granted('call:resume', { callId, claim });
    ann.socket.disconnect();
    await watcher.notice('call:changed', ({ call }) => call.participants[0]?.standing === 'away');
    server.clock.advance(10_000);
    assert.deepEqual(await endingOf(watcher), { reason: 'connection-lost', by: null });
  });
});
