/** The least that a relay with Socket.io can be: each user has a room, and messages name one. */
import { createServer } from 'node:http';

import { Server } from 'socket.io';

import { listen } from './listen.ts';

const server = createServer();
const sockets = new Server(server);

sockets.on('connection', (socket) => {
  const { userId: from } = socket.handshake.auth as { userId: string };
  void socket.join(from);
  socket.on('message', ({ to, ...message }: { to: string }) => sockets.to(to).emit('message', { from, ...message }));
});
listen(server);
