import WebSocket from 'ws';

import type { Listener, User } from './client.ts';

/** What one user's connection is opened with. */
export interface Opening {
  readonly url: string;
  readonly user: User;
  readonly listener: Listener;
  readonly headers?: Record<string, string>;
  /** Gets every message that comes. */
  readonly receive: (text: string, socket: WebSocket) => void;
}

/** From an address of the user's own: servers count the connections of each. */
export function openSocket({ url, user, listener, headers = {}, receive }: Opening): WebSocket {
  const socket = new WebSocket(url, { localAddress: user.address, headers, perMessageDeflate: false });
  socket.on('message', (data: Buffer) => receive(data.toString(), socket));
  // Told of by `close`, or by whoever waits for the connection.
  socket.on('error', () => undefined);
  socket.on('close', (code) => listener.failed(`connection closed (${code})`));
  return socket;
}

/** Closes without a word, as a page does that is closed. */
export function closeSocket(socket: WebSocket): void {
  socket.removeAllListeners();
  socket.on('error', () => undefined);
  socket.terminate();
}
