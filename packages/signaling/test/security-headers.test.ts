import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ask, type HttpOptions } from './support/http.ts';
import { startServer } from './support/start-server.ts';
import { mint, SECRET } from './support/tokens.ts';

const APP = 'https://app.example.com';
const API = '/api/communication';
const SESSIONS = `${API}/users/ann/sessions`;
const POLLING = '/call-window/socket.io/?EIO=4&transport=polling';

const NAMES = [
  'content-security-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'x-content-type-options',
] as const;

/** What is answered, and with which status. */
const answers: readonly (readonly [path: string, status: number, options?: HttpOptions])[] = [
  [`${API}/openapi.json`, 401],
  [`${API}/nothing`, 404],
  [`${API}/calls`, 405, { method: 'POST' }],
  [`${API}/calls`, 204, { method: 'OPTIONS', headers: { Origin: APP } }],
  [`${API}/calls`, 403, { headers: { Origin: 'https://evil.example' } }],
  [SESSIONS, 404, { method: 'DELETE' }],
  ['/metrics', 200],
  ['/metrics', 405, { method: 'DELETE' }],
  ['/metrics', 401, { headers: { Host: 'calls.example.com' } }],
  [POLLING, 200],
  ['/call-window/socket.io/?EIO=4&transport=x', 400],
];

const open: typeof answers = [
  ['/healthz', 200],
  ['/readyz', 200],
  ['/readyz', 405, { method: 'POST' }],
  ['/call-window.js', 405, { method: 'POST' }],
  ['/call-window/chunks/none.js', 404],
];

const own = { authSecret: SECRET, allowedOrigins: [APP] };

describe('security headers', () => {
  for (const [loadable, asked] of [
    ['same-origin', answers],
    ['cross-origin', open],
  ] as const)
    for (const [path, status, options] of asked)
      it(`stand on ${path} (${options?.method ?? 'GET'}, ${status}), which is ${loadable}`, async () => {
        await using server = await startServer(own);
        const answer = await ask(server.url + path, options);
        assert.equal(answer.status, status);
        assert.deepEqual(
          NAMES.map((name) => answer.headers[name]),
          ["default-src 'none'; frame-ancestors 'none'", loadable, 'no-referrer', 'nosniff'],
        );
      });

  it('leave the API to the pages that may use it', async () => {
    await using server = await startServer(own);
    const headers = { Origin: APP, Authorization: `Bearer ${await mint(server.clock)}` };
    const answer = await ask(`${server.url}${API}/calls`, { headers });
    assert.deepEqual([answer.status, answer.headers['access-control-allow-origin']], [200, APP]);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  it('leave the script to everybody', async () => {
    await using server = await startServer(own);
    const { headers } = await ask(`${server.url}/call-window.js`, { headers: { Origin: 'https://any.example' } });
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  });

  it('say nothing about TLS, which others end', async () => {
    await using server = await startServer(own);
    for (const path of ['/healthz', '/call-window.js', `${API}/calls`])
      assert.equal((await ask(server.url + path)).headers['strict-transport-security'], undefined);
  });

  it("stand on nothing of the host's own", async () => {
    await using server = await startServer({ ...own, hostListener: (_request, response) => response.end('host') });
    const { headers, body } = await ask(`${server.url}/page`);
    assert.equal(body, 'host');
    for (const name of NAMES) assert.equal(headers[name], undefined);
  });
});
