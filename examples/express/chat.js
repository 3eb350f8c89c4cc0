import { Server } from 'socket.io';

/** The host's own Socket.io, on its default path. Signaling has another path, and another server. */
export function createChat(httpServer, sessions) {
  const chat = new Server(httpServer);
  chat.use((socket, next) => {
    socket.data.userId = sessions.userOf(socket.handshake);
    next(socket.data.userId ? undefined : new Error('Sign in first.'));
  });
  chat.on('connection', (socket) => {
    socket.on('say', (text) => chat.emit('said', { by: socket.data.userId, text: String(text).slice(0, 1000) }));
  });
  return chat;
}
