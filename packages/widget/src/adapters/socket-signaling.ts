import {
  NOTICES,
  PROTOCOL_VERSION,
  REQUESTS,
  SOCKET_PATH,
  type CallView,
  type ClientEvents,
  type HandshakeAuth,
  type Notice,
  type NoticeName,
  type RefusalCode,
  type RequestGrant,
  type RequestName,
  type RequestPayload,
  type ServerEvents,
  replyOf,
} from 'call-window-signaling/protocol';
import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';

import { CallError, SignalingRefusal, type CallErrorCode } from '../call/call-error.ts';
import type { SignalingListener, SignalingPort } from '../call/ports.ts';

/** A request that got no answer by then is given up. */
const REQUEST_MILLISECONDS = 8_000;

/** Who connects. `token` is asked for again after a refusal; a user without one relies on the server's open identity. */
export interface Identity {
  readonly userId: string;
  readonly name: string | null;
  readonly picture: string | null;
  readonly token: (reason: 'connect' | 'refused') => Promise<string | null>;
  /** Whether asking again after a refusal can bring another token. */
  readonly canRenew: () => boolean;
}

export interface SocketSignalingOptions {
  /** Origin of the signaling server. */
  readonly server: string;
  readonly deviceId: string;
  readonly identity: Identity;
}

/** The words for hosts that the server's refusals come down to. */
const ERROR_CODES: Readonly<Record<RefusalCode, CallErrorCode>> = {
  unauthenticated: 'unauthenticated',
  'token-expired': 'token-expired',
  'not-permitted': 'not-permitted',
  'invalid-request': 'invalid-request',
  'rate-limited': 'rate-limited',
  'already-in-call': 'already-in-call',
  'no-such-call': 'invalid-request',
  'unsupported-protocol': 'invalid-request',
  'internal-error': 'signaling-unreachable',
};

type SignalingSocket = Socket<ServerEvents, ClientEvents>;

/** The one door to Socket.io: requests out, parsed notices in. */
export function createSocketSignaling(options: SocketSignalingOptions): SignalingPort {
  const socket = openSocket(options);
  const request = requester(socket);
  return {
    listen: (listener) => {
      new Connection(socket, options.identity, listener);
      hearNotices(socket, listener);
    },
    connect: () => void socket.connect(),
    invite: ({ requestId, to, kind }) => request('call:invite', { requestId, to: [...to], kind }),
    withdraw: (requestId) => request('call:withdraw', { requestId }).then(ignore),
    reportRinging: (callId) => request('call:ringing', { callId }).then(ignore),
    accept: (callId) => request('call:accept', { callId }),
    decline: (callId, message) => request('call:decline', { callId, ...(message && { message }) }).then(callOf),
    cancel: (callId) => request('call:cancel', { callId }).then(callOf),
    leave: (callId, reason, by) => request('call:leave', { callId, reason, ...(by && { by }) }).then(callOf),
    resume: (callId) => request('call:resume', { callId }),
    signal: (envelope) => request('call:signal', envelope).then(ignore),
    watchPresence: (users) => request('presence:watch', { users: [...users] }).then(({ presence }) => presence),
    close: () => void socket.disconnect(),
  };
}

function ignore(): void {}

function callOf({ call }: { readonly call: CallView }): CallView {
  return call;
}

function openSocket({ server, deviceId, identity }: SocketSignalingOptions): SignalingSocket {
  let reason: 'connect' | 'refused' = 'connect';
  const socket: SignalingSocket = io(server, {
    path: SOCKET_PATH,
    autoConnect: false,
    // Elements of different users in one page must not share a connection.
    forceNew: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    auth: (send) => void authOf(identity, deviceId, reason).then(send),
  });
  socket.on('connect', () => {
    reason = 'connect';
  });
  socket.on('connect_error', (error) => {
    if (refusalOf(error)) reason = 'refused';
  });
  return socket;
}

async function authOf(identity: Identity, deviceId: string, reason: 'connect' | 'refused'): Promise<HandshakeAuth> {
  const { userId, name, picture } = identity;
  // Without a token the server refuses with a code, and that is what the person is told.
  const token = await identity.token(reason).catch(() => null);
  return {
    protocol: PROTOCOL_VERSION,
    userId,
    deviceId,
    ...(token ? { token } : {}),
    ...(name ? { name } : {}),
    ...(picture ? { picture } : {}),
  };
}

/** Follows the connection: lost ones come back by themselves, refused ones get one more try with a new token. */
class Connection {
  readonly #socket: SignalingSocket;
  readonly #identity: Identity;
  readonly #listener: SignalingListener;
  #renewed = false;
  #outageReported = false;

  constructor(socket: SignalingSocket, identity: Identity, listener: SignalingListener) {
    this.#socket = socket;
    this.#identity = identity;
    this.#listener = listener;
    socket.on('connect', () => this.#connected());
    socket.on('connect_error', (error) => this.#failed(error));
    socket.on('disconnect', (reason) => this.#lost(reason));
  }

  #connected(): void {
    this.#renewed = false;
    this.#outageReported = false;
    this.#listener.statusChanged('connected', null);
  }

  #failed(error: Error): void {
    const refusal = refusalOf(error);
    if (!refusal) return this.#unreachable(error);
    const renewable = refusal === 'unauthenticated' || refusal === 'token-expired';
    if (renewable && !this.#renewed && this.#identity.canRenew()) {
      this.#renewed = true;
      this.#socket.connect();
      return;
    }
    this.#listener.statusChanged('refused', { code: ERROR_CODES[refusal], cause: error });
  }

  /** Reported once per outage, however many attempts fail. */
  #unreachable(error: Error): void {
    const problem = this.#outageReported ? null : ({ code: 'signaling-unreachable', cause: error } as const);
    this.#outageReported = true;
    this.#listener.statusChanged('disconnected', problem);
  }

  #lost(reason: Socket.DisconnectReason): void {
    if (reason === 'io client disconnect') return;
    this.#listener.statusChanged('disconnected', null);
    // Socket.io leaves it at that when the server hung up, for example before a restart.
    if (reason === 'io server disconnect') this.#socket.connect();
  }
}

/** The server's code, when it was the server that refused the handshake. */
function refusalOf(error: Error & { data?: unknown }): RefusalCode | null {
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('code' in data)) return null;
  const code = String(data.code);
  return Object.hasOwn(ERROR_CODES, code) ? (code as RefusalCode) : 'unauthenticated';
}

function requester(socket: SignalingSocket) {
  return async <Name extends RequestName>(name: Name, payload: RequestPayload<Name>): Promise<RequestGrant<Name>> => {
    const reply = v.safeParse(replyOf(REQUESTS[name].grant), await send(socket, name, payload));
    if (!reply.success)
      throw new CallError('signaling-unreachable', { message: `The server's answer to ${name} makes no sense.` });
    if (!reply.output.ok) {
      const { code, message } = reply.output;
      throw new SignalingRefusal(ERROR_CODES[code], code, message);
    }
    return reply.output.grant;
  };
}

async function send(socket: SignalingSocket, name: RequestName, payload: unknown): Promise<unknown> {
  // `active` is false once the server refused the handshake: nothing will be sent until the host changes something.
  if (!socket.active) throw new CallError('signaling-unreachable');
  try {
    return await (socket as Socket).timeout(REQUEST_MILLISECONDS).emitWithAck(name, payload);
  } catch (cause) {
    throw new CallError('signaling-unreachable', { cause });
  }
}

/** Notices that do not have their shape are dropped: a server of this protocol version sends none. */
function hearNotices(socket: Socket, listener: SignalingListener): void {
  const hear = <Name extends NoticeName>(name: Name, tell: (notice: Notice<Name>) => void): void => {
    const event: string = name;
    socket.on(event, (raw: unknown) => {
      const parsed = v.safeParse(NOTICES[name], raw);
      if (parsed.success) tell(parsed.output);
    });
  };
  hear('call:ring', (grant) => listener.rang(grant));
  hear('call:changed', ({ call, now }) => listener.callChanged(call, now));
  hear('call:signal', (notice) => listener.signalReceived(notice));
  hear('presence:changed', ({ presence }) => listener.presenceChanged(presence));
}
