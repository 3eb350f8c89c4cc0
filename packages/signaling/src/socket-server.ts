import type { Server as HttpServer } from 'node:http';

import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

import type { ClientSocket, SocketServer } from './devices/client-socket.ts';
import type { Authenticate } from './identity/authenticate.ts';
import { receiveHandshake } from './identity/handshake.ts';
import type { OriginCheck } from './identity/origin.ts';
import { type Refusal, SOCKET_PATH } from './protocol/index.ts';

export interface SocketServerParts {
  readonly authenticate: Authenticate;
  readonly originAllowed: OriginCheck;
  readonly allowedOrigins: readonly string[];
}

/** Sets Socket.io up for small, quick messages of people who have said who they are. */
export function createSocketServer(httpServer: HttpServer, parts: SocketServerParts): SocketServer {
  const sockets: SocketServer = new Server(httpServer, {
    path: SOCKET_PATH,
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    connectTimeout: 10_000,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    perMessageDeflate: false,
    // The version that engine.io brings along buffers floods of pings without end.
    wsEngine: WebSocketServer,
    // `cors` says only which pages may read answers; WebSockets know no such rule and are refused here.
    allowRequest: (request, decide) =>
      decide('Pages of this origin are not allowed here.', parts.originAllowed(request.headers)),
    ...(parts.allowedOrigins.length > 0 && { cors: { origin: corsOrigin(parts.allowedOrigins) } }),
  });
  sockets.use((socket, next) => void admit(parts.authenticate, socket, next).catch(next));
  return sockets;
}

function corsOrigin(allowed: readonly string[]): '*' | string[] {
  return allowed.includes('*') ? '*' : [...allowed];
}

async function admit(authenticate: Authenticate, socket: ClientSocket, next: (error?: Error) => void): Promise<void> {
  const reply = await receiveHandshake(authenticate, socket.request, socket.handshake.auth);
  if (reply.ok) socket.data.device = reply.grant;
  next(reply.ok ? undefined : new HandshakeRefused(reply));
}

/** Arrives at the client as `connect_error`; Socket.io sends `message` and `data`. */
class HandshakeRefused extends Error {
  readonly data: Pick<Refusal, 'code'>;

  constructor({ code, message }: Refusal) {
    super(message);
    this.data = { code };
  }
}
