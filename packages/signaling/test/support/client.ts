import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';

import { io, type Socket } from 'socket.io-client';

import {
  type CallGrant,
  type HandshakeAuth,
  type Notice,
  type NoticeName,
  PROTOCOL_VERSION,
  type Refusal,
  type RefusalCode,
  type Reply,
  type RequestGrant,
  type RequestName,
  type RequestPayload,
  SOCKET_PATH,
} from '../../src/protocol/index.ts';
import type { TokenOf } from './tokens.ts';

/** How long a test waits for what should come at once, before it fails. */
const PATIENCE_MS = 10_000;

type Auth = Partial<HandshakeAuth>;

/** Options of one connection. */
export interface ConnectOptions {
  readonly auth?: Auth | Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly transports?: readonly string[];
}

/** A socket to the server that hasn't been told to connect yet. */
export function socketTo(
  url: string,
  { auth = {}, headers = {}, transports = ['websocket'] }: ConnectOptions = {},
): Socket {
  return io(url, {
    path: SOCKET_PATH,
    auth: { protocol: PROTOCOL_VERSION, ...auth },
    extraHeaders: headers,
    transports: [...transports],
    reconnection: false,
    forceNew: true,
    autoConnect: false,
  });
}

type ConnectError = Error & { readonly data?: { readonly code: RefusalCode } };

/** How connecting ends: with an error, or `undefined` when it succeeds. */
function connectError(socket: Socket): Promise<ConnectError | undefined> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(undefined));
    socket.once('connect_error', resolve);
  });
}

/** What a refused handshake says. */
export interface ConnectRefusal {
  readonly message: string;
  readonly code: RefusalCode | undefined;
}

/** Connects, expecting to be refused. */
export async function refusedConnection(url: string, options: ConnectOptions): Promise<ConnectRefusal> {
  const socket = socketTo(url, options);
  socket.connect();
  const error = await connectError(socket);
  socket.disconnect();
  assert.ok(error, 'the connection was expected to be refused');
  return { message: error.message, code: error.data?.code };
}

/** One device of a user, connected to a real server over a real socket. It remembers every notice. */
export class Client {
  readonly userId: string;
  readonly deviceId: string;
  readonly socket: Socket;
  readonly notices: { readonly name: NoticeName; readonly notice: unknown }[] = [];
  /** Whether it says that it has received what asks for it. */
  acknowledges = true;
  readonly #arrivals = new EventEmitter();

  private constructor(userId: string, deviceId: string, socket: Socket) {
    this.userId = userId;
    this.deviceId = deviceId;
    this.socket = socket;
    socket.onAny((name: NoticeName, notice: unknown, acknowledge: unknown) => {
      if (this.acknowledges && typeof acknowledge === 'function') acknowledge();
      this.notices.push({ name, notice });
      this.#arrivals.emit('arrival');
    });
  }

  static async connect(url: string, userId: string, options: ConnectOptions = {}): Promise<Client> {
    const deviceId = crypto.randomUUID();
    const socket = socketTo(url, { ...options, auth: { userId, deviceId, ...options.auth } });
    const client = new Client(userId, (socket.auth as Auth).deviceId ?? deviceId, socket);
    socket.connect();
    const error = await connectError(socket);
    if (error !== undefined) throw error;
    return client;
  }

  /** Sends a request and waits for its one acknowledgement. */
  async request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
  ): Promise<Reply<RequestGrant<Name>>> {
    return (await this.socket.timeout(PATIENCE_MS).emitWithAck(name, payload)) as Reply<RequestGrant<Name>>;
  }

  /** Sends a request that must be granted. */
  async granted<Name extends RequestName>(name: Name, payload: RequestPayload<Name>): Promise<RequestGrant<Name>> {
    const reply = await this.request(name, payload);
    assert.ok(reply.ok, `${name} was refused: ${JSON.stringify(reply)}`);
    return reply.grant;
  }

  /** Sends a request that must be refused, and says with which code. */
  async refused<Name extends RequestName>(name: Name, payload: RequestPayload<Name>): Promise<RefusalCode> {
    const reply = await this.request(name, payload);
    assert.ok(!reply.ok, `${name} was granted`);
    return (reply satisfies Refusal).code;
  }

  async invite(...to: string[]): Promise<CallGrant> {
    return this.granted('call:invite', { requestId: crypto.randomUUID(), to, kind: 'video' });
  }

  /** The first notice of this name that fits, whether it has come already or is yet to come. */
  async notice<Name extends NoticeName>(
    name: Name,
    fits: (notice: Notice<Name>) => boolean = () => true,
  ): Promise<Notice<Name>> {
    for (;;) {
      const found = this.noticesOf(name).find(fits);
      if (found !== undefined) return found;
      await once(this.#arrivals, 'arrival', { signal: AbortSignal.timeout(PATIENCE_MS) });
    }
  }

  noticesOf<Name extends NoticeName>(name: Name): Notice<Name>[] {
    return this.notices.flatMap((entry) => (entry.name === name ? [entry.notice as Notice<Name>] : []));
  }

  /** Waits until everything that the server has sent to this device before has arrived. */
  async settled(): Promise<void> {
    await this.socket.timeout(PATIENCE_MS).emitWithAck('settled');
  }
}

/** Connects a device of the user, with a token where the server wants one. */
export async function connectAs(url: string, userId: string, tokenOf?: TokenOf): Promise<Client> {
  return Client.connect(url, userId, tokenOf && { auth: { token: await tokenOf(userId) } });
}
