import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { acknowledgementPacket, connectPacket, eventPacket, parsePacket } from '../engine-io.ts';

describe('a packet of Socket.io', () => {
  it('may be an event that wants to be acknowledged', () =>
    assert.deepEqual(parsePacket('4212["call:signal",{"sequence":3}]'), {
      ...{ type: 'event', id: 12, name: 'call:signal' },
      payload: { sequence: 3 },
    }));

  it('may be an event that does not', () =>
    assert.deepEqual(parsePacket('42["message",{"to":"ben"}]'), {
      ...{ type: 'event', id: null, name: 'message' },
      payload: { to: 'ben' },
    }));

  it('may be the answer to a request', () =>
    assert.deepEqual(parsePacket('430[{"ok":true}]'), { type: 'acknowledgement', id: 0, reply: { ok: true } }));

  it('may say how far the connection is', () => {
    assert.deepEqual(parsePacket('0{"sid":"a","pingInterval":10000}'), { type: 'opened' });
    assert.deepEqual(parsePacket('40{"sid":"b"}'), { type: 'connected' });
    assert.deepEqual(parsePacket('41'), { type: 'disconnected' });
    assert.deepEqual(parsePacket('2'), { type: 'ping' });
  });

  it('may refuse the connection', () =>
    assert.deepEqual(parsePacket('44{"message":"no"}'), { type: 'refused', reason: { message: 'no' } }));

  it('is refused itself when nobody knows it', () => assert.throws(() => parsePacket('6'), /Unknown packet: 6/));
});

describe('what a client says', () => {
  it('is read as it was meant', () => {
    const packet = { type: 'event', name: 'message', payload: { to: 'ben' } };
    assert.deepEqual(parsePacket(eventPacket('message', { to: 'ben' })), { ...packet, id: null });
    assert.deepEqual(parsePacket(eventPacket('message', { to: 'ben' }, 0)), { ...packet, id: 0 });
    assert.deepEqual(parsePacket(acknowledgementPacket(7)), { type: 'acknowledgement', id: 7, reply: undefined });
  });

  it('begins with who it is', () => assert.equal(connectPacket({ userId: 'ann' }), '40{"userId":"ann"}'));
});
