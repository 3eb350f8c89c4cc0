import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';

import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

import { type Client, refusedConnection } from './support/client.ts';
import { ask } from './support/http.ts';
import type { ManualClock } from './support/manual-clock.ts';
import { endingOf, talk } from './support/ringing.ts';
import { type RunningServer, startServer } from './support/start-server.ts';
import { mint, SECRET } from './support/tokens.ts';

const gone = (client: Client): Promise<unknown> => once(client.socket as never, 'disconnect');
const lasting = (clock: ManualClock, seconds: number, claims: JWTPayload = {}): Promise<string> =>
  mint(clock, { exp: clock.now() / 1000 + seconds, iat: clock.now() / 1000, ...claims });

async function connectFor(server: RunningServer, seconds: number, sub = 'ann'): Promise<Client> {
  return server.connect(sub, { auth: { token: await lasting(server.clock, seconds, { sub }) } });
}

describe('a token that ends while its user is connected', () => {
  it('is asked to be replaced half a minute before', async () => {
    await using server = await startServer({ authSecret: SECRET });
    const ann = await connectFor(server, 600);
    server.clock.advance(569_000);
    await ann.settled();
    assert.deepEqual(ann.noticesOf('identity:expiring'), []);
    server.clock.advance(1_000);
    assert.deepEqual(await ann.notice('identity:expiring'), {});
  });

  it('is asked to be replaced after half of its life if that is short', async () => {
    await using server = await startServer({ authSecret: SECRET });
    const ann = await connectFor(server, 20);
    server.clock.advance(10_000);
    await ann.notice('identity:expiring');
  });

  it('ends the connection five seconds later, but not the call', async () => {
    await using server = await startServer({ authSecret: SECRET });
    const ann = await connectFor(server, 600);
    const ben = await connectFor(server, 3_600, 'ben');
    const { call } = await ann.invite('ben');
    await ben.granted('call:accept', { callId: call.id });
    server.clock.advance(604_000);
    await ann.settled();
    const left = gone(ann);
    server.clock.advance(1_000);
    await left;
    await ben.notice('call:changed', ({ call: { participants } }) => participants[0]?.standing === 'away');
    const token = await lasting(server.clock, 600);
    const back = await server.connect('ann', { auth: { token, deviceId: ann.deviceId } });
    const { call: resumed } = await back.granted('call:resume', { callId: call.id });
    assert.deepEqual([resumed.phase, resumed.joinedHere], ['active', true]);
  });

  it('can be replaced by another one of the same user, and the connection goes on', async () => {
    await using server = await startServer({ authSecret: SECRET });
    const ann = await connectFor(server, 600);
    server.clock.advance(590_000);
    await ann.granted('identity:refresh', { token: await lasting(server.clock, 600) });
    server.clock.advance(300_000);
    await ann.settled();
    assert.equal(ann.noticesOf('identity:expiring').length, 1);
    const left = gone(ann);
    server.clock.advance(305_000);
    await left;
  });

  it('cannot be replaced by one of another user, an expired or a forged one', async () => {
    await using server = await startServer({ authSecret: SECRET });
    const ann = await connectFor(server, 600);
    const tokens: [string, string][] = [
      [await lasting(server.clock, 600, { sub: 'ben' }), 'unauthenticated'],
      [await lasting(server.clock, -60), 'token-expired'],
      [await mint(server.clock, {}, { secret: 'x'.repeat(32) }), 'unauthenticated'],
      ['x', 'unauthenticated'],
    ];
    for (const [token, code] of tokens) assert.equal(await ann.refused('identity:refresh', { token }), code);
    const left = gone(ann);
    server.clock.advance(605_000);
    await left;
  });
});

describe('a user whose tokens are revoked', () => {
  it('is disconnected, is out of their calls, and comes in with a newer token only', async () => {
    await using server = await startServer({ authSecret: SECRET });
    const old = await lasting(server.clock, 600);
    const ann = await server.connect('ann', { auth: { token: old } });
    const ben = await connectFor(server, 3_600, 'ben');
    const { call } = await ann.invite('ben');
    await ben.granted('call:accept', { callId: call.id });
    const left = gone(ann);
    await server.signaling.revoke('ann');
    await left;
    assert.deepEqual(await endingOf(ben), { reason: 'not-permitted', by: 'ann' });
    assert.equal((await refusedConnection(server.url, { auth: { token: old } })).code, 'unauthenticated');
    const dateless = await mint(server.clock, { iat: undefined as never });
    assert.equal((await refusedConnection(server.url, { auth: { token: dateless } })).code, 'unauthenticated');
    server.clock.advance(1_000);
    await connectFor(server, 600);
  });

  it('can be revoked by HTTP with the host’s token, and with nothing less', async () => {
    const adminToken = 'the-host-itself-and-none-of-its-users';
    await using server = await startServer({ authSecret: SECRET, adminToken });
    const ann = await connectFor(server, 600);
    const token = await lasting(server.clock, 600);
    const statusOf = async (path: string, bearer: string, method = 'DELETE') =>
      (
        await ask(`${server.url}/api/communication/users/${path}/sessions`, {
          method,
          headers: { Authorization: `Bearer ${bearer}` },
        })
      ).status;
    assert.equal(await statusOf('ann', token), 401);
    assert.equal(await statusOf('ann', adminToken, 'GET'), 405);
    for (const path of ['a%20b', '%00', '%', 'a'.repeat(500)]) assert.equal(await statusOf(path, adminToken), 400);
    await ann.granted('connection:check', { check: true });
    const left = gone(ann);
    assert.equal(await statusOf('ann', adminToken), 204);
    await left;
    await using closed = await startServer({ authSecret: SECRET });
    const { status } = await ask(`${closed.url}/api/communication/users/ann/sessions`, { method: 'DELETE' });
    assert.equal(status, 404);
  });

  it('is nobody else', async () => {
    await using server = await startServer();
    const { ann, callId } = await talk(server);
    await server.signaling.revoke('cleo');
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
  });
});

/** A host that publishes its keys. */
async function publishing(keys: readonly object[]) {
  const host = { keys, requests: 0, fails: false };
  const server = createServer((_request, response) => {
    host.requests += 1;
    if (host.fails) response.writeHead(500).end();
    else response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys: host.keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const authJwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  return Object.assign(host, { authJwksUrl, [Symbol.dispose]: () => void server.close() });
}

async function keyPair(alg: string, kid: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const sign = (clock: ManualClock, claims: JWTPayload = {}, header: object = {}): Promise<string> =>
    new SignJWT({ sub: 'ann', exp: clock.now() / 1000 + 600, ...claims })
      .setProtectedHeader({ alg, kid, ...header })
      .sign(privateKey);
  return { sign, published: { ...(await exportJWK(publicKey)), alg, kid, use: 'sig' }, privateKey };
}

describe('with published keys, the server', () => {
  for (const alg of ['RS256', 'ES256', 'EdDSA']) {
    it(`takes tokens that are signed with ${alg}`, async () => {
      const key = await keyPair(alg, 'one');
      using host = await publishing([key.published]);
      await using server = await startServer({ authJwksUrl: host.authJwksUrl, openIdentity: false });
      await server.connect('ann', { auth: { token: await key.sign(server.clock) } });
    });
  }

  it('refuses tokens of other keys, other algorithms and no algorithm', async () => {
    const [own, other] = [await keyPair('RS256', 'one'), await keyPair('RS256', 'two')];
    using host = await publishing([own.published]);
    const settings = { authJwksUrl: host.authJwksUrl, openIdentity: false, authIssuer: 'host', authAudience: 'calls' };
    await using server = await startServer(settings);
    const claims = { iss: 'host', aud: 'calls' };
    const publicPem = JSON.stringify(own.published);
    const tokens = [
      await other.sign(server.clock, claims),
      await other.sign(server.clock, claims, { kid: 'one' }),
      await own.sign(server.clock, claims, { kid: 'nobody' }),
      await own.sign(server.clock, { ...claims, iss: 'elsewhere' }),
      await own.sign(server.clock, { ...claims, aud: 'chat' }),
      await mint(server.clock, claims, { secret: publicPem }),
    ];
    for (const token of tokens)
      assert.equal((await refusedConnection(server.url, { auth: { userId: 'ann', token } })).code, 'unauthenticated');
    await server.connect('ann', { auth: { token: await own.sign(server.clock, claims) } });
    assert.ok(host.requests <= 2, 'unknown keys do not have it ask again and again');
  });

  it('says that it is its own fault when the keys cannot be had', async () => {
    const key = await keyPair('ES256', 'one');
    using host = await publishing([key.published]);
    host.fails = true;
    await using server = await startServer({ authJwksUrl: host.authJwksUrl, openIdentity: false });
    const token = await key.sign(server.clock);
    assert.equal((await refusedConnection(server.url, { auth: { token } })).code, 'internal-error');
    host.fails = false;
    await server.connect('ann', { auth: { token } });
  });
});
