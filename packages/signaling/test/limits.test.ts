import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';

import { WebSocket } from 'ws';

import { MAX_SIGNALS_WAITING } from '../src/devices/socket-announcer.ts';
import { addressReader } from '../src/limits/address.ts';
import { MAX_DEVICES, RATES } from '../src/limits/limits.ts';
import { PROTOCOL_VERSION, SOCKET_PATH } from '../src/protocol/index.ts';
import { type Client, refusedConnection } from './support/client.ts';
import { ask } from './support/http.ts';
import { talk } from './support/ringing.ts';
import { startServer } from './support/start-server.ts';

const read = (trustProxy: number, remoteAddress: string, forwarded?: string): string =>
  addressReader(trustProxy)({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  } as never);

describe('the address that a request is counted by', () => {
  const addresses: readonly (readonly [string, string, string])[] = [
    ['the connection’s own, whatever is written', read(0, '192.0.2.1', '198.51.100.1'), '192.0.2.1'],
    ['what the one proxy has seen', read(1, '127.0.0.1', '198.51.100.9, 192.0.2.1'), '192.0.2.1'],
    ['what the outer of two has seen', read(2, '127.0.0.1', '198.51.100.9, 192.0.2.1, 10.0.0.1'), '192.0.2.1'],
    ['the first where there are fewer than trusted', read(3, '127.0.0.1', '192.0.2.1'), '192.0.2.1'],
    ['without the dress of IPv6', read(0, '::ffff:192.0.2.1'), '192.0.2.1'],
    ['an IPv6 network', read(0, '2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::'],
    ['one for all that is none', read(1, '127.0.0.1', '<script>'), 'unknown'],
  ];
  for (const [what, address, expected] of addresses) it(`is ${what}`, () => assert.equal(address, expected));
});

/** A connection of nobody yet. */
async function rawSocket(url: string): Promise<WebSocket> {
  const raw = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`);
  raw.on('error', () => undefined);
  await once(raw, 'message');
  return raw;
}

/** Waits for the connection to be gone without a goodbye (RFC 6455 §7.4.1). */
async function cutOff(raw: WebSocket): Promise<void> {
  const [code] = (await once(raw, 'close')) as [number];
  assert.equal(code, 1006);
}

describe('limits', () => {
  const flood = (client: Client, count: number): Promise<(string | null)[]> =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const reply = await client.request('presence:watch', { users: [] });
        return reply.ok ? null : reply.code;
      }),
    );

  it('hold for all requests of a user, on all devices together, and for nobody else', async () => {
    await using server = await startServer();
    const [one, other] = [await server.connect('ann'), await server.connect('ann')];
    const ben = await server.connect('ben');
    const answers = await Promise.all([flood(one, 600), flood(other, 600)]);
    const refused = answers.flat().filter((code) => code !== null);
    assert.equal(refused.length, 1_200 - RATES.request.points);
    assert.ok(refused.every((code) => code === 'rate-limited'));
    await ben.granted('presence:watch', { users: [] });
    await one.granted('connection:check', { check: true });
  });

  it('hold for requests as they come, whether or not others are still being decided', async () => {
    const { promise: decided, resolve: decide } = Promise.withResolvers<boolean>();
    await using server = await startServer({ canSee: () => decided });
    const [one, other] = [await server.connect('ann'), await server.connect('ann')];
    const waiting = Array.from({ length: RATES.request.points }, () =>
      one.request('presence:watch', { users: ['ben'] }),
    );
    await one.granted('connection:check', { check: true });
    assert.equal(await other.refused('presence:watch', { users: ['ben'] }), 'rate-limited');
    decide(true);
    assert.ok((await Promise.all(waiting)).every(({ ok }) => ok));
  });

  it('hold for signals, which are refused and not relayed', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const signal = { type: 'candidate', candidate: { candidate: '' } } as const;
    const send = (sequence: number) => ann.request('call:signal', { callId, to: 'ben', attempt: 1, sequence, signal });
    const replies = await Promise.all(
      Array.from({ length: RATES.signal.points + 50 }, (_, sequence) => send(sequence)),
    );
    assert.equal(replies.filter(({ ok }) => !ok).length, 50);
    await ben.settled();
    assert.equal(ben.noticesOf('call:signal').length, RATES.signal.points);
  });

  it('hold for HTTP requests of a user', async () => {
    await using server = await startServer();
    const answer = (userId: string) =>
      ask(`${server.url}/api/communication/ice-servers`, { headers: { 'X-User-Id': userId } });
    const answers = await Promise.all(Array.from({ length: RATES.http.points + 5 }, () => answer('ann')));
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 5);
    assert.equal(JSON.parse(refused[0]!.body).code, 'rate-limited');
    assert.ok(Number(refused[0]!.headers['retry-after']) > 0);
    assert.equal((await answer('ben')).status, 200);
  });

  it('hold for the devices of a user, of which one that is back takes its own place', async () => {
    await using server = await startServer();
    const devices: Client[] = [];
    for (let count = 0; count < MAX_DEVICES; count += 1) devices.push(await server.connect('ann'));
    assert.equal((await refusedConnection(server.url, { auth: { userId: 'ann' } })).code, 'rate-limited');
    await server.connect('ann', { auth: { deviceId: devices[0]!.deviceId } });
    await server.connect('ben');
  });

  const frames = {
    messages: (raw: WebSocket) => raw.send('6'),
    pings: (raw: WebSocket) => raw.ping(),
    pongs: (raw: WebSocket) => raw.pong(),
  };
  for (const [kind, send] of Object.entries(frames)) {
    it(`hold for ${kind}, which close their connection if there are more, and no other`, async () => {
      await using server = await startServer({ rates: { frame: { points: 20, duration: 10 } } });
      const [flooding, other] = [await rawSocket(server.url), await rawSocket(server.url)];
      for (let count = 0; count < 20; count += 1) send(other);
      for (let count = 0; count < 21; count += 1) send(flooding);
      await cutOff(flooding);
      assert.equal(other.readyState, WebSocket.OPEN);
      send(other);
      await cutOff(other);
    });
  }

  it('hold for the pieces of a message', async () => {
    await using server = await startServer();
    const raw = await rawSocket(server.url);
    for (let count = 0; count < 300; count += 1) raw.send('6', { fin: false });
    const [code] = (await once(raw, 'close')) as [number];
    assert.equal(code, 1008);
  });

  it('hold for devices that ask to be admitted all at once, over one connection', async () => {
    await using server = await startServer();
    const raw = await rawSocket(server.url);
    const admitted: string[] = [];
    raw.on('message', (text) => admitted.push(String(text)));
    for (let count = 0; count < 10 * MAX_DEVICES; count += 1)
      raw.send(`40${JSON.stringify({ protocol: PROTOCOL_VERSION, userId: 'ann' })}`);
    await once(raw, 'close');
    assert.ok(admitted.filter((text) => text.startsWith('40{')).length <= MAX_DEVICES, String(admitted.length));
    await server.connect('ann');
  });
});

describe('a connection whose other end takes nothing', () => {
  it('is closed before much waits for it, and nobody else notices', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const { ws } = ben.socket.io.engine.transport as unknown as { ws: { pause(): void } };
    ws.pause();
    const signal = { type: 'offer', sdp: 'x'.repeat(30_000) } as const;
    const send = (sequence: number) => ann.granted('call:signal', { callId, to: 'ben', attempt: 1, sequence, signal });
    await Promise.all(Array.from({ length: RATES.signal.points }, (_, sequence) => send(sequence)));
    server.clock.advance(1_000);
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    await ann.granted('connection:check', { check: true });
  });

  it('is kept while it takes what comes', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const signal = { type: 'offer', sdp: 'x'.repeat(30_000) } as const;
    for (let sequence = 0; sequence < 100; sequence += 1)
      await ann.granted('call:signal', { callId, to: 'ben', attempt: 1, sequence, signal });
    server.clock.advance(1_000);
    await ben.granted('connection:check', { check: true });
  });
});

describe('a connection whose other end never says that it has received a signal', () => {
  const rates = { request: { points: 10_000, duration: 10 }, signal: { points: 10_000, duration: 10 } };
  const signal = { type: 'candidate', candidate: { candidate: '' } } as const;

  it('is closed before much is remembered for it, and nobody else notices', async () => {
    await using server = await startServer({ rates });
    const { ann, ben, callId } = await talk(server);
    ben.acknowledges = false;
    const gone = new Promise((resolve) => ben.socket.once('disconnect', resolve));
    for (let sequence = 0; sequence <= MAX_SIGNALS_WAITING; sequence += 1)
      await ann.granted('call:signal', { callId, to: 'ben', attempt: 1, sequence, signal });
    await gone;
    assert.equal(ben.noticesOf('call:signal').length, MAX_SIGNALS_WAITING);
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
  });

  it('is kept while it says so', async () => {
    await using server = await startServer({ rates });
    const { ann, ben, callId } = await talk(server);
    for (let sequence = 0; sequence <= 2 * MAX_SIGNALS_WAITING; sequence += 1)
      await ann.granted('call:signal', { callId, to: 'ben', attempt: 1, sequence, signal });
    await ben.granted('connection:check', { check: true });
  });
});

describe('whoever was rung three times in vain', () => {
  async function ringInVain(ann: Client, ben: Client): Promise<void> {
    const { call } = await ann.invite('ben');
    await ben.notice('call:ring', (grant) => grant.call.id === call.id);
    await ben.granted('call:ringing', { callId: call.id });
    await ann.granted('call:cancel', { callId: call.id });
  }

  it('is not rung by that caller any more, who is told what everybody is told of somebody who is not there', async () => {
    await using server = await startServer();
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    for (let count = 0; count < 3; count += 1) await ringInVain(ann, ben);
    const { call } = await ann.invite('ben');
    const { call: ofNobody } = await ann.invite('nobody');
    assert.deepEqual(call.ended, { reason: 'unreachable', by: null });
    assert.deepEqual(ofNobody.ended, call.ended);
    await ben.settled();
    assert.equal(ben.noticesOf('call:ring').length, 3);
  });

  it('is rung by others, and by that caller after having called them', async () => {
    await using server = await startServer();
    const [ann, ben, cleo] = [await server.connect('ann'), await server.connect('ben'), await server.connect('cleo')];
    for (let count = 0; count < 3; count += 1) await ringInVain(ann, ben);
    await ringInVain(cleo, ben);
    const { call } = await ben.invite('ann');
    await ann.granted('call:accept', { callId: call.id });
    await ann.granted('call:leave', { callId: call.id, reason: 'hung-up' });
    await ringInVain(ann, ben);
  });
});
