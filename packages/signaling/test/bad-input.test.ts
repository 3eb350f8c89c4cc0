import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';

import { WebSocket } from 'ws';

import { MAX_BRACKETS } from '../src/limits/frugal-decoder.ts';
import {
  MAX_WATCHED,
  PROTOCOL_VERSION,
  type Refusal,
  REQUESTS,
  type RequestName,
  SOCKET_PATH,
} from '../src/protocol/index.ts';
import type { Client } from './support/client.ts';
import { talk } from './support/ringing.ts';
import { envelope, offer } from './support/signals.ts';
import { startServer } from './support/start-server.ts';

const id = crypto.randomUUID();
const HOSTILE: readonly unknown[] = [
  ...[
    undefined,
    null,
    true,
    0,
    NaN,
    '',
    'x',
    [],
    {},
    [[]],
    { callId: null },
    { callId: 1 },
    { callId: 'x' },
    { callId: [id] },
  ],
  ...[
    { callId: { toString: 1 } },
    { callId: '__proto__' },
    { users: 'ben' },
    { users: [1] },
    { users: [''] },
    { users: ['a b'] },
  ],
  ...[
    { requestId: id, to: [], kind: 'video' },
    { requestId: id, to: 'ben', kind: 'video' },
  ],
  ...[
    { requestId: id, to: ['ben'], kind: 'hologram' },
    { requestId: 'again', to: ['ben'], kind: 'video' },
  ],
  { requestId: id, to: Array.from({ length: 1_000 }, (_value, index) => `user-${index}`), kind: 'video' },
  ...[
    { callId: id, reason: 'bored' },
    { ...envelope(id, 'ben', offer), attempt: 0 },
  ],
  ...[
    { ...envelope(id, 'ben', offer), sequence: -1 },
    { ...envelope(id, 'ben', offer), signal: { type: 'offer', sdp: '' } },
  ],
  { ...envelope(id, 'ben', offer), signal: { type: 'candidate', candidate: null } },
  { ...envelope(id, 'ben', offer), signal: { type: 'offer', sdp: 'x'.repeat(32_769) } },
];

/** Sends an event of any shape and waits for its acknowledgement. */
async function send(client: Client, name: string, ...values: unknown[]): Promise<Refusal> {
  return (await client.socket.timeout(10_000).emitWithAck(name, ...values)) as Refusal;
}

/** Eve's connection, below the words of Socket.io. */
async function rawSocket(url: string): Promise<WebSocket> {
  const raw = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`);
  await once(raw, 'message');
  raw.send(`40${JSON.stringify({ protocol: PROTOCOL_VERSION, userId: 'eve' })}`);
  await once(raw, 'message');
  return raw;
}

describe('bad input', () => {
  for (const name of Object.keys(REQUESTS) as RequestName[]) {
    it(`in ${name} is answered with a refusal`, async () => {
      await using server = await startServer();
      const ann = await server.connect('ann');
      for (const payload of HOSTILE) {
        if (name === 'presence:watch' && JSON.stringify(payload) === '{"users":[]}') continue;
        // An invite that never came is withdrawn without ado.
        if (name === 'call:withdraw' && JSON.stringify(payload)?.includes(id)) continue;
        const reply = await send(ann, name, payload);
        const harmless = ['invalid-request', 'no-such-call'];
        assert.equal(reply.ok, false, JSON.stringify(payload));
        assert.ok(harmless.includes(reply.code), `${reply.code} for ${JSON.stringify(payload)}`);
      }
    });

    it(`in ${name} without payload or acknowledgement leaves the server going`, async () => {
      await using server = await startServer();
      const ann = await server.connect('ann');
      assert.equal((await send(ann, name)).code, 'invalid-request');
      ann.socket.emit(name);
      for (const payload of HOSTILE) ann.socket.emit(name, payload);
      await ann.settled();
    });
  }

  it('under an unknown name is refused', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    for (const name of ['call:hijack', 'toString', '__proto__', 'constructor', 'error', 'message', '']) {
      assert.equal((await send(ann, name, {})).code, 'invalid-request', name);
      ann.socket.emit(name);
    }
    await ann.settled();
  });

  it('does not say back what was sent', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const { message } = await send(ann, 'call:accept', { callId: 'SECRET' });
    assert.match(message, /callId/);
    assert.doesNotMatch(message, /SECRET.*SECRET/);
  });

  it('that is too large closes the socket it came by, and no other', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const eve = await server.connect('eve');
    const closed = new Promise((resolve) => eve.socket.once('disconnect', resolve));
    eve.socket.emit('call:accept', { callId: 'x'.repeat(70_000) });
    await closed;
    await ann.granted('call:signal', envelope(callId, 'ben', offer));
    await ben.notice('call:signal');
  });

  it('below the words of Socket.io closes the socket it came by, and no other', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    for (const text of [
      '42[',
      '42["connect",1]',
      '42["disconnect"]',
      '451-["x"]',
      '49999999999',
      '44',
      'x',
      '0',
      '42[null]',
    ]) {
      const raw = await rawSocket(server.url);
      raw.send(text);
      raw.send('41');
      raw.close();
      await once(raw, 'close');
      await ann.settled();
    }
  });

  it('that costs more to keep than to send closes the socket it came by, and no other', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    const nested = (open: string, close: string): string => open.repeat(MAX_BRACKETS) + close.repeat(MAX_BRACKETS);
    const costly = [
      `42["call:accept",${nested('[', ']')}]`,
      `42["call:accept",${nested('{"a":', '}').replace('}', '0}')}]`,
      `42["call:accept",[${'[],'.repeat(MAX_BRACKETS)}0]]`,
      `40{"protocol":1,"userId":"eve","more":${nested('[', ']')}}`,
      '451-["call:accept",{"_placeholder":true,"num":0}]',
    ];
    for (const text of costly) {
      const raw = await rawSocket(server.url);
      raw.send(text);
      await once(raw, 'close');
      await ann.settled();
    }
    const users = Array.from({ length: MAX_WATCHED }, (_, index) => `${index}-${'['.repeat(4)}`);
    await ann.granted('presence:watch', { users });
  });

  it('that breaks a rule of the host costs the request and nothing else', async () => {
    const canSee = (): boolean => {
      throw new Error('the rule is broken');
    };
    await using server = await startServer({ canSee });
    const ann = await server.connect('ann');
    assert.equal(await ann.refused('presence:watch', { users: ['ben'] }), 'internal-error');
    await ann.settled();
  });
});
