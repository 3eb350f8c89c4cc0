import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';

import { Server as Engine } from 'engine.io';
import { Decoder } from 'socket.io-parser';
import { WebSocket } from 'ws';

import { SOCKET_PATH } from '../src/protocol/index.ts';
import { createSocketServer, type SocketServerParts } from '../src/socket-server.ts';

/** The first versions without the holes that are known: `ws` kept floods of pings, the others what was never completed. */
const FLOORS = { ws: '8.23.0', 'engine.io': '6.6.12', 'socket.io-parser': '4.2.7' } as const;

const OWN = new URL('../package.json', import.meta.url);
const { compare } = new Intl.Collator('en', { numeric: true });

function read(path: string | URL): { readonly version: string; readonly dependencies: Record<string, string> } {
  return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof read>;
}

/** The version that the sources get when they import the package. */
function installed(name: string): string {
  let folder = dirname(createRequire(OWN).resolve(name));
  while (!folder.endsWith(join('node_modules', name)) || !existsSync(join(folder, 'package.json')))
    folder = dirname(folder);
  return read(join(folder, 'package.json')).version;
}

/** Nobody is asked anything. */
const parts = {
  limits: { connect: async () => null },
  addressOf: () => '',
  originAllowed: () => true,
  allowedOrigins: [],
} as unknown as SocketServerParts;

/** What the types do not tell of. */
interface Innards {
  readonly engine: unknown;
  readonly eio?: unknown;
  readonly _parser: { readonly Decoder: new () => unknown };
}

describe('what sockets are served with', () => {
  for (const [name, floor] of Object.entries(FLOORS)) {
    it(`is ${name} ${floor} or later`, () => assert.ok(compare(installed(name), floor) >= 0, installed(name)));

    it(`is asked for as ${name} ${floor} or later, so that hosts get no other`, () => {
      const range = read(OWN).dependencies[name] ?? '';
      assert.match(range, /^\^\d+\.\d+\.\d+$/);
      assert.ok(compare(range.slice(1), floor) >= 0, range);
    });
  }
});

describe('a running server', () => {
  const sockets = createSocketServer(parts);
  after(() => sockets.close());

  it('has Socket.io make no connections and read no packets with what it brings along', () => {
    const { engine, eio, _parser } = sockets as unknown as Innards;
    assert.ok(engine instanceof Engine);
    assert.equal(eio, undefined);
    assert.ok(new _parser.Decoder() instanceof Decoder);
  });

  it('serves WebSockets of that ws, and not of the one that engine.io brings along', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    server.on('upgrade', (request, socket, head) => sockets.engine.handleUpgrade(request, socket, head));
    await once(server, 'listening');
    const connected = once(sockets.engine, 'connection');
    const { port } = server.address() as AddressInfo;
    const client = new WebSocket(`ws://127.0.0.1:${port}${SOCKET_PATH}/?EIO=4&transport=websocket`);
    const [[connection]] = await Promise.all([connected, once(client, 'open')]);
    client.terminate();
    server.close();
    assert.ok((connection as { transport: { socket: unknown } }).transport.socket instanceof WebSocket);
  });
});
