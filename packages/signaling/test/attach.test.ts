import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, it } from 'node:test';

import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';

import { createSignalingServer } from '../src/index.ts';
import { Client, refusedConnection } from './support/client.ts';
import { ask } from './support/http.ts';

const options = { openIdentity: true, logger: 'silent', databaseUrl: 'sqlite::memory:' } as const;
const hostAnswers: RequestListener = (_request, response) => response.end('from the host');

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function stop(server: Server): void {
  server.closeAllConnections();
  server.close();
}

describe("a host's own server", () => {
  it('answers everything but the paths of the product', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      hostAnswers(request, response);
    });
    const signaling = createSignalingServer(server, options);
    const url = await listen(server);
    const own = ['/', '/calls', '/healthzz', '/api/communication', '/call-window', '/call-window.jsx', '/socket.io/'];
    for (const path of own) assert.equal((await ask(url + path)).body, 'from the host', path);
    const product = [
      '/healthz',
      '/readyz',
      '/call-window.js',
      '/call-window/chunks/x.js',
      '/api/communication/ice-servers',
      '/call-window/socket.io/?x',
    ];
    for (const path of product) assert.notEqual((await ask(url + path)).body, 'from the host', path);
    assert.deepEqual(asked, own);
    await signaling.close();
    stop(server);
  });

  it('may get its listeners later, and they still do not see the paths of the product', async () => {
    const server = createServer();
    const signaling = createSignalingServer(server, options);
    server.on('request', hostAnswers);
    const url = await listen(server);
    assert.equal((await ask(`${url}/`)).body, 'from the host');
    assert.equal((await ask(`${url}/healthz`)).body, '{"status":"ok"}');
    await signaling.close();
    stop(server);
  });

  it('is left running and as it was when signaling is closed', async () => {
    const server = createServer(hostAnswers);
    const signaling = createSignalingServer(server, options);
    const url = await listen(server);
    const ann = await Client.connect(url, 'ann');
    const gone = new Promise((resolve) => ann.socket.once('disconnect', resolve));
    await signaling.close();
    await gone;
    assert.equal((await ask(`${url}/healthz`)).body, 'from the host');
    assert.deepEqual(server.listeners('request'), [hostAnswers]);
    assert.deepEqual([server.listenerCount('upgrade'), server.listenerCount('newListener')], [0, 0]);
    stop(server);
  });

  for (const order of ['before', 'after'] as const) {
    it(`may have a Socket.io of its own, attached ${order} signaling`, async () => {
      const server = createServer(hostAnswers);
      const own = order === 'before' ? new SocketServer(server) : undefined;
      const signaling = createSignalingServer(server, options);
      const hosts = own ?? new SocketServer(server);
      const url = await listen(server);
      for (const transports of [['websocket'], ['polling']]) {
        const chat = io(url, { transports, forceNew: true });
        await new Promise<void>((resolve) => chat.once('connect', resolve));
        chat.disconnect();
        const ann = await Client.connect(url, 'ann', { transports });
        ann.socket.disconnect();
      }
      assert.equal((await ask(`${url}/`)).body, 'from the host');
      await signaling.close();
      assert.equal((await ask(`${url}/healthz`)).body, 'from the host');
      await hosts.close();
    });
  }

  it('does not keep sockets that want to become something nobody knows', async () => {
    const server = createServer(hostAnswers);
    const signaling = createSignalingServer(server, options);
    const url = await listen(server);
    const [error] = (await once(new WebSocket(`${url.replace('http', 'ws')}/elsewhere`), 'error')) as [Error];
    assert.match(error.message, /404/);
    await signaling.close();
    stop(server);
  });

  it('survives clients that hang up while they are refused', async () => {
    const server = createServer(hostAnswers);
    const signaling = createSignalingServer(server, options);
    const url = await listen(server);
    for (let count = 0; count < 20; count += 1) {
      const client = connect(Number(new URL(url).port), '127.0.0.1');
      await once(client, 'connect');
      client.write('GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      client.write('x'.repeat(100_000));
      client.resetAndDestroy();
    }
    assert.equal((await ask(`${url}/`)).body, 'from the host');
    await signaling.close();
    stop(server);
  });

  it('refuses nobody else when signaling refuses a page', async () => {
    const server = createServer(hostAnswers);
    const signaling = createSignalingServer(server, options);
    const url = await listen(server);
    const headers = { Origin: 'https://evil.example' };
    await refusedConnection(url, { auth: { userId: 'ann' }, headers });
    assert.equal((await ask(`${url}/`, { headers })).body, 'from the host');
    await signaling.close();
    stop(server);
  });
});
