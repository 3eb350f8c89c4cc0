import type { IncomingMessage } from 'node:http';

import { Server as Engine } from 'engine.io';
import { Server } from 'socket.io';
import { Encoder } from 'socket.io-parser';

import type { ClientSocket, SocketServer } from './devices/client-socket.ts';
import type { ConnectedDevices } from './devices/connected-devices.ts';
import type { Authenticate } from './identity/authenticate.ts';
import { type Admitted, receiveHandshake } from './identity/handshake.ts';
import type { OriginCheck } from './identity/origin.ts';
import type { AddressOf } from './limits/address.ts';
import { Counts } from './limits/counts.ts';
import { FrugalDecoder } from './limits/frugal-decoder.ts';
import { guardedWebSockets } from './limits/guarded-web-sockets.ts';
import { type Limits, MAX_CONNECTIONS_OF_ADDRESS } from './limits/limits.ts';
import { boundWaiting, type EngineConnection } from './limits/slow-readers.ts';
import type { RefusedHandshakes } from './observability/refused-handshakes.ts';
import { type Refusal, type Reply, SOCKET_PATH } from './protocol/index.ts';
import { refuse } from './refuse.ts';

/** How often it is asked whether the other end is there, and how long that may take to answer. */
const PING_INTERVAL_MS = 10_000;
const PING_TIMEOUT_MS = 5_000;

/** The longest that nothing comes or goes on a connection that is kept: a request of long polling stands for as long, too. */
export const MAX_SILENCE_MS = PING_INTERVAL_MS + PING_TIMEOUT_MS;

export interface SocketServerParts {
  readonly authenticate: Authenticate;
  readonly devices: ConnectedDevices;
  readonly limits: Pick<Limits, 'connect' | 'frame'>;
  readonly addressOf: AddressOf;
  readonly originAllowed: OriginCheck;
  readonly allowedOrigins: readonly string[];
  readonly refusedHandshakes: RefusedHandshakes;
}

/**
 * Sets Socket.io up for small, quick messages of people who have said who they are. It is attached to nothing: requests are handed to
 * its `engine`. What lies below Socket.io is handed in: its own ranges would let a host's lockfile keep versions with known holes.
 */
export function createSocketServer(parts: SocketServerParts): SocketServer {
  const parser = { Encoder, Decoder: FrugalDecoder };
  const sockets: SocketServer = new Server({ path: SOCKET_PATH, serveClient: false, connectTimeout: 10_000, parser });
  sockets.bind(createEngine(parts));
  sockets.use((socket, next) => void admit(parts, socket, next).catch(next));
  return sockets;
}

function createEngine(parts: SocketServerParts): Engine {
  const connections = new Counts();
  const engine = new Engine({
    maxHttpBufferSize: 64 * 1024,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    perMessageDeflate: false,
    // The version of ws that engine.io brings along buffers floods of pings without end.
    wsEngine: guardedWebSockets(parts.limits),
    // `cors` says only which pages may read answers; WebSockets know no such rule and are refused here.
    allowRequest: (request, decide) =>
      void objectionTo(request, parts, connections).then((objection) => {
        if (objection !== null) parts.refusedHandshakes.note(objection);
        decide(objection?.message ?? null, objection === null);
      }),
    ...(parts.allowedOrigins.length > 0 && { cors: { origin: corsOrigin(parts.allowedOrigins) } }),
  });
  engine.on('connection', (connection: EngineConnection & Counted) => {
    count(connection, connections, parts.addressOf);
    boundWaiting(connection);
  });
  return engine;
}

function corsOrigin(allowed: readonly string[]): '*' | string[] {
  return allowed.includes('*') ? '*' : [...allowed];
}

/** Why nobody may connect like this, or null. */
async function objectionTo(
  request: IncomingMessage,
  parts: SocketServerParts,
  connections: Counts,
): Promise<Refusal | null> {
  const { originAllowed, addressOf, limits } = parts;
  if (!originAllowed(request.headers)) return refuse('not-permitted', 'Pages of this origin are not allowed here.');
  const address = addressOf(request);
  if (connections.of(address) >= MAX_CONNECTIONS_OF_ADDRESS) return refuse('rate-limited', 'Too many connections.');
  const wait = await limits.connect(address);
  return wait === null ? null : refuse('rate-limited', 'Too many connections in a short time.');
}

interface Counted {
  readonly request: IncomingMessage;
  once(event: 'close', listener: () => void): void;
}

function count(connection: Counted, connections: Counts, addressOf: AddressOf): void {
  const address = addressOf(connection.request);
  connections.add(address, 1);
  connection.once('close', () => connections.add(address, -1));
}

async function admit(
  { authenticate, devices, refusedHandshakes }: SocketServerParts,
  socket: ClientSocket,
  next: (error?: Error) => void,
): Promise<void> {
  const reply = admission(await receiveHandshake(authenticate, socket.request, socket.handshake.auth), devices);
  if (reply.ok) Object.assign(socket.data, reply.grant);
  else refusedHandshakes.note(reply);
  // It has been read, and may be large.
  socket.handshake.auth = {};
  next(reply.ok ? undefined : new HandshakeRefused(reply));
}

function admission(reply: Reply<Admitted>, devices: ConnectedDevices): Reply<Admitted> {
  if (!reply.ok || devices.hasRoomFor(reply.grant.device)) return reply;
  return refuse('rate-limited', 'Too many devices of this user are connected.');
}

/** Arrives at the client as `connect_error`; Socket.io sends `message` and `data`. */
class HandshakeRefused extends Error {
  readonly data: Pick<Refusal, 'code'>;

  constructor({ code, message }: Refusal) {
    super(message);
    this.data = { code };
  }
}
