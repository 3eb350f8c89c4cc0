import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { MAX_WAITING_SIGNALS } from '../src/calls/mailbox.ts';
import type { Client } from './support/client.ts';
import { ring, talk } from './support/ringing.ts';
import { answer, candidate, envelope, offer } from './support/signals.ts';
import { startServer } from './support/start-server.ts';

const sequencesOf = (client: Client) => client.noticesOf('call:signal').map(({ sequence }) => sequence);

describe('signals between two who talk', () => {
  it('arrive at the other one, unchanged, with the name of the sender', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ann.granted('call:signal', envelope(callId, 'ben', offer));
    assert.deepEqual(await ben.notice('call:signal'), { callId, from: 'ann', attempt: 1, sequence: 0, signal: offer });
    await ben.granted('call:signal', envelope(callId, 'ann', answer));
    assert.deepEqual((await ann.notice('call:signal')).signal, answer);
  });

  it('arrive at the device that is in the call and at no other', async () => {
    await using server = await startServer();
    const { ann, callId } = await talk(server);
    const other = await server.connect('ben');
    await ann.granted('call:signal', envelope(callId, 'ben', offer));
    await other.settled();
    assert.deepEqual(other.notices, []);
  });

  it('wait for one whose connection is lost, and arrive with the return', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    ben.socket.disconnect();
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    await ann.granted('call:signal', envelope(callId, 'ben', offer));
    const back = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    await back.settled();
    assert.deepEqual(back.notices, [], 'nothing before the device has taken its place again');
    await back.granted('call:resume', { callId });
    assert.deepEqual((await back.notice('call:signal')).signal, offer);
    await back.granted('call:resume', { callId });
    await back.settled();
    assert.deepEqual(sequencesOf(back), [0], 'and only once, as it was acknowledged');
  });

  it('are told again to whoever returns without having acknowledged them', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    ben.acknowledges = false;
    await ann.granted('call:signal', envelope(callId, 'ben', offer));
    await ben.notice('call:signal');
    const back = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    await back.granted('call:resume', { callId });
    assert.deepEqual((await back.notice('call:signal')).signal, offer);
  });

  it('may ask for another link or other routes, but not before the answer', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    const ask = { type: 'restart', restart: 'link' } as const;
    assert.equal(await ann.refused('call:signal', envelope(callId, 'ben', ask)), 'not-permitted');
    await ben.granted('call:accept', { callId });
    await ben.granted('call:signal', envelope(callId, 'ann', ask));
    assert.deepEqual((await ann.notice('call:signal')).signal, ask);
  });
});

describe('signals that travel with the ring', () => {
  it("are the caller's offer and candidates, for every device of the callee", async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    await ann.granted('call:signal', envelope(callId, 'ben', offer, 0));
    await ann.granted('call:signal', envelope(callId, 'ben', candidate, 1));
    await ben.notice('call:signal', ({ sequence }) => sequence === 1);
    const late = await server.connect('ben');
    await late.notice('call:signal', ({ sequence }) => sequence === 1);
    assert.deepEqual(
      late.notices.map(({ name }) => name),
      ['call:ring', 'call:signal', 'call:signal'],
    );
    assert.deepEqual(sequencesOf(late), [0, 1]);
  });

  it('are nothing else', async () => {
    await using server = await startServer();
    const { ann, callId } = await ring(server);
    assert.equal(await ann.refused('call:signal', envelope(callId, 'ben', answer)), 'not-permitted');
    const renegotiate = { type: 'renegotiate', renegotiate: true } as const;
    assert.equal(await ann.refused('call:signal', envelope(callId, 'ben', renegotiate)), 'not-permitted');
  });

  it('are none of the callee before the answer', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    for (const signal of [offer, answer, candidate]) {
      assert.equal(await ben.refused('call:signal', envelope(callId, 'ann', signal)), 'not-permitted');
    }
    await ann.settled();
    assert.deepEqual(ann.noticesOf('call:signal'), []);
  });

  it('are kept for late devices of the latest attempt only, and not without end', async () => {
    await using server = await startServer();
    const { ann, callId } = await ring(server);
    await ann.granted('call:signal', envelope(callId, 'ben', offer, 0, 1));
    await ann.granted('call:signal', envelope(callId, 'ben', candidate, 0, 2));
    const later = Array.from({ length: MAX_WAITING_SIGNALS + 5 }, (_value, sequence) => sequence);
    for (const sequence of later) await ann.granted('call:signal', envelope(callId, 'ben', candidate, sequence, 2));
    const late = await server.connect('ben');
    await late.settled();
    assert.ok(late.noticesOf('call:signal').every(({ attempt }) => attempt === 2));
    assert.deepEqual(sequencesOf(late), later.slice(0, MAX_WAITING_SIGNALS));
  });
});

describe('signals are refused', () => {
  it('to strangers and to those who have left, exactly like for an unknown call', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const eve = await server.connect('eve');
    const unknown = await eve.request('call:signal', envelope(crypto.randomUUID(), 'ben', offer));
    assert.deepEqual(await eve.request('call:signal', envelope(callId, 'ben', offer)), unknown);
    assert.deepEqual(await ann.request('call:signal', envelope(callId, 'eve', offer)), unknown);
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    assert.deepEqual(await ann.request('call:signal', envelope(callId, 'ben', offer)), unknown);
    await Promise.all([ben.settled(), eve.settled()]);
    assert.deepEqual([...ben.noticesOf('call:signal'), ...eve.notices], []);
  });

  it('to oneself', async () => {
    await using server = await startServer();
    const { ann, callId } = await talk(server);
    assert.equal(await ann.refused('call:signal', envelope(callId, 'ann', offer)), 'no-such-call');
  });

  it('to another device of somebody who talks', async () => {
    await using server = await startServer();
    const { callId } = await talk(server);
    const other = await server.connect('ann');
    assert.equal(await other.refused('call:signal', envelope(callId, 'ben', offer)), 'not-permitted');
  });
});

describe('a stranger to a call', () => {
  it('gets the same answer to every request as for an unknown one', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const eve = await server.connect('eve');
    const requests = ['call:ringing', 'call:accept', 'call:decline', 'call:cancel', 'call:resume'] as const;
    for (const name of requests) {
      const unknown = await eve.request(name, { callId: crypto.randomUUID() });
      assert.deepEqual(await eve.request(name, { callId }), unknown, name);
    }
    const left = await eve.request('call:leave', { callId, reason: 'hung-up' });
    assert.deepEqual(left, await eve.request('call:leave', { callId: crypto.randomUUID(), reason: 'hung-up' }));
    await Promise.all([ann.settled(), ben.settled()]);
    assert.ok(
      [...ann.noticesOf('call:changed'), ...ben.noticesOf('call:changed')].every(({ call }) => call.version === 2),
    );
  });
});
