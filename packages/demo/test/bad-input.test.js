import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';

import { readSettings } from '../server/settings.js';
import { startDemo } from '../server/start-demo.js';
import { startTestDemo } from './support.js';

describe('bad input to the demo', () => {
  /** @type {Awaited<ReturnType<typeof startTestDemo>>} */
  let demo;
  /** @type {import('./support.js').Client} */
  let ann;
  before(async () => {
    demo = await startTestDemo();
    ann = await demo.signIn('ann');
  });
  after(() => demo.close());

  const entry = { kind: 'video', direction: 'incoming', outcome: 'declined', durationSeconds: 1, text: 'Declined' };
  const call = { peer: 'ben', callId: 'c', entry };
  const cases = [
    { path: '/demo/messages', body: { peer: 'ben' }, status: 400 },
    { path: '/demo/messages', body: { peer: 'ben', text: ' \n ' }, status: 400 },
    { path: '/demo/messages', body: { peer: 'ben', text: 'x'.repeat(2001) }, status: 400 },
    { path: '/demo/messages', body: { peer: 'ben', text: ['x'] }, status: 400 },
    { path: '/demo/messages', body: { peer: 'ben', text: 'x', clientId: '../..' }, status: 400 },
    { path: '/demo/messages', body: { peer: 'zoe', text: 'x' }, status: 404 },
    { path: '/demo/messages', body: { peer: 'ann', text: 'to myself' }, status: 404 },
    { path: '/demo/messages', body: [], status: 400 },
    { path: '/demo/messages', body: null, status: 400 },
    { path: '/demo/messages', body: { peer: 'ben', text: 'x'.repeat(40_000) }, status: 413 },
    { path: '/demo/calls', body: { ...call, callId: undefined }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: undefined }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: 'Declined' }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: { ...entry, kind: 'fax' } }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: { ...entry, direction: 'sideways' } }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: { ...entry, outcome: 'toString' } }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: { ...entry, outcome: 'answered-elsewhere' } }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: { ...entry, durationSeconds: -1 } }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: { ...entry, durationSeconds: 'NaN' } }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: { ...entry, text: ' ' } }, status: 400 },
    { path: '/demo/calls', body: { ...call, entry: { ...entry, text: 'x'.repeat(201) } }, status: 400 },
    { path: '/demo/calls', body: { ...call, message: 'x'.repeat(201) }, status: 400 },
    { path: '/demo/calls', body: { ...call, message: ['x'] }, status: 400 },
    { path: '/demo/read', body: { peer: 'constructor' }, status: 404 },
    { path: '/demo/nothing', body: {}, status: 404 },
  ];
  for (const { path, body, status } of cases) {
    it(`answers ${status} to ${path} ${JSON.stringify(body).slice(0, 90)}`, async () => {
      const answer = await ann.post(path, body);
      assert.equal(answer.status, status);
      assert.equal(typeof answer.body.code, 'string');
      assert.equal(typeof answer.body.message, 'string');
    });
  }

  it('refuses broken JSON and what is no JSON', async () => {
    const headers = { 'Content-Type': 'application/json' };
    assert.equal((await ann.raw('/demo/messages', { method: 'POST', headers, body: '{"peer":' })).status, 400);
    assert.equal((await ann.raw('/demo/messages', { method: 'POST', body: 'peer=ben' })).status, 415);
  });

  it('has nothing outside of its folder', async () => {
    for (const path of ['/..%2fserver.js', '/%2e%2e/package.json', '/../package.json', '/js/', '/constructor']) {
      assert.equal((await fetch(demo.url + path)).status, 404);
    }
  });

  it('survives an address that is none', async () => {
    const socket = connect(Number(new URL(demo.url).port), '127.0.0.1');
    socket.write('GET //[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 400 /);
    socket.destroy();
  });

  it('says which setting is wrong', () => {
    assert.throws(() => readSettings({ PORT: 'http' }), /PORT must be a whole number from 0 to 65535, not "http"/);
    assert.throws(() => readSettings({ GRACE_SECONDS: '-1' }), /GRACE_SECONDS/);
  });

  it('fails to start on a port that is taken, and leaves nothing running', async () => {
    const port = Number(new URL(demo.url).port);
    await assert.rejects(startDemo({ port }), { code: 'EADDRINUSE' });
  });
});

describe('the demo page', () => {
  /** @type {Awaited<ReturnType<typeof startTestDemo>>} */
  let demo;
  before(async () => (demo = await startTestDemo()));
  after(() => demo.close());

  it('is served under a strict policy that lets the camera in', async () => {
    const { headers } = await fetch(demo.url);
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self';/);
    assert.match(
      headers.get('permissions-policy') ?? '',
      /camera=\(self\), microphone=\(self\), display-capture=\(self\)/,
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  it('is not sent again when the browser has it', async () => {
    const etag = (await fetch(demo.url)).headers.get('etag') ?? '';
    assert.equal((await fetch(demo.url, { headers: { 'If-None-Match': etag } })).status, 304);
  });

  it('shares its port with signaling', async () => {
    assert.equal((await fetch(`${demo.url}/healthz`)).status, 200);
    assert.equal((await fetch(`${demo.url}/call-window/socket.io/?EIO=4&transport=polling`)).status, 200);
  });
});
