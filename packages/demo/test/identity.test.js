import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { jwtVerify } from 'jose';

import { startTestDemo } from './support.js';

describe('who one is in the demo', () => {
  /** @type {Awaited<ReturnType<typeof startTestDemo>>} */
  let demo;
  before(async () => (demo = await startTestDemo()));
  after(() => demo.close());

  /** @param {string} token */
  const verify = async (token) => (await jwtVerify(token, new TextEncoder().encode(demo.authSecret))).payload;

  it('offers a provider and clients with pictures that are there', async () => {
    const { accounts } = (await demo.client.get('/demo/accounts')).body;
    assert.ok(accounts.length >= 3);
    for (const { picture } of accounts) {
      const response = await fetch(demo.url + picture);
      assert.equal(response.headers.get('content-type'), 'image/svg+xml; charset=utf-8');
      assert.match(await response.text(), /^<svg/);
    }
  });

  it('signs in with an account and mints a token that says who it is, for an hour', async () => {
    const { status, body } = await demo.client.post('/demo/login', { userId: 'ann' });
    assert.equal(status, 200);
    assert.equal(body.user.name, 'Ann');
    const { sub, name, picture, iat = 0, exp = 0 } = await verify(body.token);
    assert.deepEqual({ sub, name, picture }, { sub: 'ann', name: 'Ann', picture: '/pictures/ann.svg' });
    assert.equal(exp - iat, 3600);
  });

  it('mints the next token for the session, not for whom the request names', async () => {
    const ben = await demo.signIn('ben');
    const { body } = await ben.get('/demo/token?userId=ann');
    assert.equal((await verify(body.token)).sub, 'ben');
  });

  it('knows no session after signing out', async () => {
    const ben = await demo.signIn('ben');
    assert.equal((await ben.post('/demo/logout', {})).status, 200);
    assert.deepEqual((await ben.get('/demo/token')).body.code, 'signed-out');
  });

  for (const userId of ['zoe', '', 'ANN', null, 7, {}, ['ann'], '__proto__', 'a'.repeat(9000)]) {
    it(`refuses to sign in ${JSON.stringify(userId).slice(0, 20)}`, async () => {
      const { status, body } = await demo.client.post('/demo/login', { userId });
      assert.deepEqual({ status, code: body.code }, { status: 404, code: 'unknown-user' });
    });
  }

  for (const path of ['/demo/token', '/demo/conversations', '/demo/messages?peer=ben', '/demo/events']) {
    it(`answers ${path} to nobody who isn't signed in`, async () => {
      assert.equal((await demo.client.get(path)).status, 401);
      assert.equal((await demo.client.raw(path, { headers: { Authorization: 'Bearer nonsense' } })).status, 401);
    });
  }
});
