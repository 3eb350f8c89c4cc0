import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createSignalingServer, type SignalingOptions, type SignalingServer } from '../../src/index.ts';
import { Client, type ConnectOptions } from './client.ts';
import { ManualClock } from './manual-clock.ts';

/** A real signaling server on a free port, with a clock that the test moves. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly clock: ManualClock;
  readonly signaling: SignalingServer;
  /** Connects a device of the user. */
  connect(userId: string, options?: ConnectOptions): Promise<Client>;
}

export interface StartOptions extends Partial<SignalingOptions> {
  /** What the host itself does with requests. */
  readonly hostListener?: RequestListener;
}

export async function startServer({ hostListener, ...options }: StartOptions = {}): Promise<RunningServer> {
  const httpServer = createServer();
  if (hostListener !== undefined) httpServer.on('request', hostListener);
  const clock = new ManualClock();
  const identity = options.authSecret === undefined && options.authJwksUrl === undefined ? { openIdentity: true } : {};
  const signaling = createSignalingServer(httpServer, {
    clock,
    logger: 'silent',
    databaseUrl: 'sqlite::memory:',
    ...identity,
    ...options,
  });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const clients: Client[] = [];
  return {
    ...{ url, clock, signaling },
    async connect(userId, connectOptions) {
      const client = await Client.connect(url, userId, connectOptions);
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const { socket } of clients) socket.disconnect();
      await signaling.close();
      httpServer.closeAllConnections();
      httpServer.close();
    },
  };
}
