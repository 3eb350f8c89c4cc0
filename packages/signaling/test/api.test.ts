import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';

import { ask } from './support/http.ts';
import { startServer } from './support/start-server.ts';
import { mint, SECRET } from './support/tokens.ts';

const ICE_SERVERS = '/api/communication/ice-servers';
const APP = 'https://app.example.com';
const asAnn = { 'X-User-Id': 'ann' };
const turn = {
  stunUrls: ['stun:turn.example.com:3478'],
  turnUrls: ['turn:turn.example.com:3478?transport=udp', 'turns:turn.example.com:5349'],
  turnSecret: 'north',
  turnTtlSeconds: 600,
};

interface Operation {
  readonly parameters: readonly { name: string; in: string; required: boolean }[];
  readonly responses: Record<string, { content: Record<'application/json', { schema: { properties: object } }> }>;
}

describe('ice-servers', () => {
  it('are none unless they are set: no third party is contacted', async () => {
    await using server = await startServer();
    const { status, body } = await ask(server.url + ICE_SERVERS, { headers: asAnn });
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(body), { iceServers: [], ttlSeconds: 21_600 });
  });

  it('have credentials that coturn can check, for this user and for a while', async () => {
    await using server = await startServer(turn);
    const { headers, body } = await ask(server.url + ICE_SERVERS, { headers: asAnn });
    const username = `${server.clock.now() / 1000 + 600}:ann`;
    const credential = createHmac('sha1', 'north').update(username).digest('base64');
    const iceServers = [{ urls: turn.stunUrls }, { urls: turn.turnUrls, username, credential }];
    assert.deepEqual(JSON.parse(body), { iceServers, ttlSeconds: 600 });
    assert.equal(headers['cache-control'], 'no-store');
  });

  it('come with every grant and ring, each with its own user', async () => {
    await using server = await startServer(turn);
    const ann = await server.connect('ann');
    const ben = await server.connect('ben');
    const { iceServers, iceSeconds, call } = await ann.invite('ben');
    assert.equal(iceSeconds, 600);
    assert.match(iceServers[1]?.username ?? '', /:ann$/);
    assert.match((await ben.notice('call:ring')).iceServers[1]?.username ?? '', /:ben$/);
    assert.match((await ben.granted('call:accept', { callId: call.id })).iceServers[1]?.username ?? '', /:ben$/);
  });

  it('are given for a valid token and for nothing less', async () => {
    await using server = await startServer({ authSecret: SECRET });
    const answer = async (headers: Record<string, string>) => ask(server.url + ICE_SERVERS, { headers });
    assert.equal((await answer({ Authorization: `Bearer ${await mint(server.clock)}` })).status, 200);
    for (const headers of [
      {},
      asAnn,
      { Authorization: 'Bearer' },
      { Authorization: 'Basic YTpi' },
      { Authorization: 'Bearer x.y.z' },
    ]) {
      const { status, body, headers: answered } = await answer(headers as Record<string, string>);
      assert.deepEqual([status, JSON.parse(body).code], [401, 'unauthenticated']);
      assert.equal(answered['www-authenticate'], 'Bearer');
    }
    const expired = await mint(server.clock, { exp: server.clock.now() / 1000 - 60 });
    assert.equal(JSON.parse((await answer({ Authorization: `Bearer ${expired}` })).body).code, 'token-expired');
  });

  it('are refused with open identity to whoever does not come from this machine', async () => {
    await using server = await startServer();
    for (const headers of [
      {},
      { 'X-User-Id': 'a b' },
      { ...asAnn, Host: 'rebound.example' },
      { ...asAnn, Via: '1.1 proxy' },
    ]) {
      const { status, body } = await ask(server.url + ICE_SERVERS, { headers: headers as Record<string, string> });
      assert.deepEqual([status, JSON.parse(body).code], [401, 'unauthenticated']);
    }
  });
});

describe('the HTTP API', () => {
  it('may be read by pages of allowed origins', async () => {
    await using server = await startServer({ allowedOrigins: [APP] });
    const { status, headers } = await ask(server.url + ICE_SERVERS, { headers: { ...asAnn, Origin: APP } });
    assert.deepEqual([status, headers['access-control-allow-origin'], headers.vary], [200, APP, 'Origin']);
    const preflight = await ask(server.url + ICE_SERVERS, { method: 'OPTIONS', headers: { Origin: APP } });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers['access-control-allow-origin'], APP);
    assert.match(preflight.headers['access-control-allow-headers'] ?? '', /Authorization, X-User-Id/);
  });

  it('is closed to pages of other origins', async () => {
    await using server = await startServer({ allowedOrigins: [APP] });
    for (const method of ['GET', 'OPTIONS']) {
      const { status, headers, body } = await ask(server.url + ICE_SERVERS, {
        method,
        headers: { ...asAnn, Origin: 'https://evil.example' },
      });
      assert.deepEqual([status, JSON.parse(body).code], [403, 'not-permitted']);
      assert.equal(headers['access-control-allow-origin'], undefined);
    }
  });

  it('says what is wrong as problem details', async () => {
    await using server = await startServer();
    const { status, headers, body } = await ask(`${server.url}/api/communication/nothing`, { headers: asAnn });
    assert.equal(headers['content-type'], 'application/problem+json');
    assert.deepEqual(JSON.parse(body), { type: 'about:blank', status, title: 'Not found.', code: 'not-found' });
    assert.equal(status, 404);
  });

  it('describes itself as OpenAPI 3.1, by the schemas that it checks requests with', async () => {
    await using server = await startServer();
    const { status, body } = await ask(`${server.url}/api/communication/openapi.json`, { headers: asAnn });
    assert.equal(status, 200);
    const { openapi, paths } = JSON.parse(body) as {
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
    };
    assert.match(openapi, /^3\.1/);
    const calls = paths['/api/communication/calls']!;
    assert.deepEqual(Object.keys(calls).toSorted(), ['delete', 'get']);
    assert.deepEqual(
      calls['get']!.parameters.map(({ name, in: place, required }) => [name, place, required]),
      [
        ['limit', 'query', false],
        ['cursor', 'query', false],
      ],
    );
    const [one] = paths['/api/communication/calls/{callId}']!['get']!.parameters;
    assert.deepEqual([one?.name, one?.in, one?.required], ['callId', 'path', true]);
    const { properties } = calls['get']!.responses['200']!.content['application/json'].schema;
    assert.deepEqual(Object.keys(properties), ['calls', 'nextCursor']);
  });

  it('is described to whoever is known only', async () => {
    await using server = await startServer();
    assert.equal((await ask(`${server.url}/api/communication/openapi.json`)).status, 401);
  });

  it('names the method that is allowed', async () => {
    await using server = await startServer();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status, headers, body } = await ask(server.url + ICE_SERVERS, { method, headers: asAnn });
      assert.deepEqual([status, headers.allow, JSON.parse(body).code], [405, 'GET, OPTIONS', 'method-not-allowed']);
    }
  });
});

describe('health', () => {
  it('is told to everybody', async () => {
    await using server = await startServer({ authSecret: SECRET });
    for (const path of ['/healthz', '/readyz?verbose']) {
      const { status, body, headers } = await ask(server.url + path, { headers: { Origin: APP } });
      assert.deepEqual([status, body, headers['access-control-allow-origin']], [200, '{"status":"ok"}', '*']);
    }
    assert.equal((await ask(`${server.url}/healthz`, { method: 'POST' })).status, 405);
  });
});
