import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ManualClock } from './support/manual-clock.ts';
import { refusedConnection } from './support/client.ts';
import { startServer } from './support/start-server.ts';
import { forge, mint, SECRET } from './support/tokens.ts';

const OTHER_SECRET = 'another secret, also long enough to be taken';

const strict = { authSecret: SECRET, authIssuer: 'host', authAudience: 'calls' };
const genuine = { iss: 'host', aud: 'calls' };
const ofAnn = { ...genuine, sub: 'ann' };

/** Each has one flaw and is genuine otherwise. */
const FORGERIES: readonly (readonly [string, (clock: ManualClock) => Promise<string> | string | undefined])[] = [
  ['no token', () => undefined],
  ['an empty token', () => ''],
  ['something that is no token', () => 'abc.def.ghi'],
  ['a token signed with another secret', (clock) => mint(clock, genuine, { secret: OTHER_SECRET })],
  ['a token signed with HS512', (clock) => mint(clock, genuine, { alg: 'HS512' })],
  ['an unsigned token', () => forge({ alg: 'none' }, ofAnn, 'unsigned')],
  ['an unsigned token that claims HS256', () => forge({ alg: 'HS256' }, ofAnn, 'unsigned')],
  ['a token that claims to be signed with a public key', () => forge({ alg: 'RS256' }, ofAnn, 'signed')],
  ['the token of another user', (clock) => mint(clock, { ...genuine, sub: 'ben' })],
  ['a token without a user', () => forge({ alg: 'HS256' }, genuine, 'signed')],
  ['a token that is not valid yet', (clock) => mint(clock, { ...genuine, nbf: clock.now() / 1000 + 6 })],
  ['the token of another issuer', (clock) => mint(clock, { ...genuine, iss: 'elsewhere' })],
  ['a token for another audience', (clock) => mint(clock, { ...genuine, aud: 'chat' })],
  ['a token of no issuer', (clock) => mint(clock, { aud: 'calls' })],
];

describe('with a secret, the server takes', () => {
  it('a hand-made token, so that those below fail for their one flaw', async () => {
    await using server = await startServer(strict);
    await server.connect('ann', { auth: { token: forge({ alg: 'HS256' }, ofAnn, 'signed') } });
  });

  it('a valid token, and the name and picture in it', async () => {
    await using server = await startServer(strict);
    const token = await mint(server.clock, { ...genuine, name: 'Ann Lee', picture: 'https://example.com/ann.png' });
    const ann = await server.connect('ann', { auth: { token, name: 'Somebody else', picture: '/other.png' } });
    const { call } = await ann.invite('ben');
    assert.deepEqual(
      [call.participants[0]?.name, call.participants[0]?.picture],
      ['Ann Lee', 'https://example.com/ann.png'],
    );
  });

  it('the name of the handshake where the token has none', async () => {
    await using server = await startServer(strict);
    const ann = await server.connect('ann', { auth: { token: await mint(server.clock, genuine), name: 'Ann' } });
    assert.equal((await ann.invite('ben')).call.participants[0]?.name, 'Ann');
  });

  it('the user of the token where the handshake names none', async () => {
    await using server = await startServer(strict);
    const ann = await server.connect('', { auth: { token: await mint(server.clock, genuine), userId: undefined } });
    assert.equal((await ann.invite('ben')).call.callerId, 'ann');
  });

  it('a token that has expired less than five seconds ago', async () => {
    await using server = await startServer(strict);
    const token = await mint(server.clock, { ...genuine, exp: server.clock.now() / 1000 - 4 });
    await server.connect('ann', { auth: { token } });
  });
});

describe('with a secret, the server refuses', () => {
  for (const [sentence, forged] of FORGERIES) {
    it(sentence, async () => {
      await using server = await startServer(strict);
      const { code } = await refusedConnection(server.url, {
        auth: { userId: 'ann', token: await forged(server.clock) },
      });
      assert.equal(code, 'unauthenticated');
    });
  }

  it('a token whose user is no user id', async () => {
    await using server = await startServer(strict);
    const token = await mint(server.clock, { ...genuine, sub: 'ann and ben' });
    assert.equal((await refusedConnection(server.url, { auth: { token } })).code, 'unauthenticated');
  });

  it('an expired token, and says that it has expired', async () => {
    await using server = await startServer(strict);
    const token = await mint(server.clock, { ...genuine, exp: server.clock.now() / 1000 - 6 });
    assert.equal((await refusedConnection(server.url, { auth: { userId: 'ann', token } })).code, 'token-expired');
  });
});

describe('a handshake', () => {
  for (const protocol of [undefined, null, 0, 2, '1']) {
    it(`of protocol version ${JSON.stringify(protocol)} is refused with both versions`, async () => {
      await using server = await startServer();
      const { code, message } = await refusedConnection(server.url, { auth: { userId: 'ann', protocol } });
      assert.equal(code, 'unsupported-protocol');
      assert.match(message, /version 1 of the protocol/);
    });
  }

  it('with a malformed device id is refused', async () => {
    await using server = await startServer();
    const { code } = await refusedConnection(server.url, { auth: { userId: 'ann', deviceId: 'mine' } });
    assert.equal(code, 'invalid-request');
  });

  it('without a device id gets one', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann', { auth: { deviceId: undefined } });
    await server.connect('ben');
    assert.equal((await ann.invite('ben')).call.joinedHere, true);
  });

  it('with a name and picture of the wrong type goes on without them', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann', { auth: { name: 7, picture: {} } });
    assert.equal((await ann.invite('ben')).call.participants[0]?.name, null);
  });
});

const ELSEWHERE: readonly (readonly [string, Record<string, string>])[] = [
  ['under a name that somebody pointed at this machine', { Host: 'rebound.example.com' }],
  ['under a name that only begins like this machine', { Host: 'localhost.example.com' }],
  ['through a proxy that says Forwarded', { Forwarded: 'for=192.0.2.1' }],
  ['through a proxy that says X-Forwarded-For', { 'X-Forwarded-For': '192.0.2.1' }],
  ['through a proxy that says X-Forwarded-Host', { 'X-Forwarded-Host': 'calls.example.com' }],
  ['through a proxy that says X-Real-IP', { 'X-Real-IP': '192.0.2.1' }],
  ['through a proxy that says Via', { Via: '1.1 proxy' }],
];

describe('open identity', () => {
  for (const [sentence, headers] of ELSEWHERE) {
    it(`is refused to a handshake ${sentence}`, async () => {
      await using server = await startServer();
      assert.equal((await refusedConnection(server.url, { auth: { userId: 'ann' }, headers })).code, 'unauthenticated');
    });
  }

  it('is granted under every name of this machine', async () => {
    await using server = await startServer();
    for (const Host of [
      'localhost',
      'localhost:3000',
      'calls.localhost:80',
      '127.0.0.1',
      '127.8.9.1:3000',
      '[::1]',
      '[::1]:3000',
    ]) {
      await server.connect('ann', { headers: { Host } });
    }
  });

  it('is refused without a user id, or with a malformed one', async () => {
    await using server = await startServer();
    assert.equal((await refusedConnection(server.url, {})).code, 'unauthenticated');
    assert.equal((await refusedConnection(server.url, { auth: { userId: 'a b' } })).code, 'invalid-request');
  });
});
