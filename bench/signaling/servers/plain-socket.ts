/** The least that a relay can be: a WebSocket server that hands each message to the user that it names. */
import { createServer } from 'node:http';

import { type WebSocket, WebSocketServer } from 'ws';

import { listen } from './listen.ts';

const server = createServer();
const sockets = new Map<string, WebSocket>();

new WebSocketServer({ server }).on('connection', (socket, request) => {
  const from = new URL(request.url ?? '/', 'ws://relay').searchParams.get('id') ?? '';
  sockets.set(from, socket);
  socket.on('message', (data: Buffer) => {
    const { to, ...message } = JSON.parse(data.toString()) as { to: string };
    sockets.get(to)?.send(JSON.stringify({ from, ...message }));
  });
  socket.on('close', () => sockets.delete(from));
});
listen(server);
