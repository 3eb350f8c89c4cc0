import {
  NOTICES,
  PROTOCOL_VERSION,
  REQUESTS,
  SOCKET_PATH,
  type CallView,
  type HandshakeAuth,
  type Notice,
  type NoticeName,
  type RequestGrant,
  type RequestName,
  type RequestPayload,
  replyOf,
} from 'call-window-signaling/protocol';
import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';

import { CallError, SignalingRefusal } from '../call/call-error.ts';
import type { SignalingListener, SignalingPort } from '../call/ports.ts';
import {
  Connection,
  ERROR_CODES,
  type Identity,
  PACES,
  refusalOf,
  type SignalingSocket,
} from '../signaling-socket/connection.ts';

/** A request that got no answer by then is given up, and so is the connection. */
const REQUEST_MILLISECONDS = 8_000;

export interface SocketSignalingOptions {
  /** Origin of the signaling server. */
  readonly server: string;
  /** Asked for with every connection. */
  readonly deviceId: () => string;
  readonly identity: Identity;
}

/** The one door to Socket.io: requests out, parsed notices in. */
export function createSocketSignaling(options: SocketSignalingOptions): SignalingPort {
  const socket: SignalingSocket = openSocket(options, (error) => connection.tokenFailed(error));
  const connection = new Connection(socket, options.identity);
  const request = requester(socket, connection);
  return {
    listen: (listener) => {
      connection.listen(listener);
      hearNotices(socket, listener, () => void renewToken(options.identity, request));
    },
    connect: () => void socket.connect(),
    check: () => void connection.check(),
    setPace: (pace) => connection.setPace(pace),
    invite: ({ requestId, to, kind }) => request('call:invite', { requestId, to: [...to], kind }),
    withdraw: (requestId) => request('call:withdraw', { requestId }).then(ignore),
    reportRinging: (callId) => request('call:ringing', { callId }).then(ignore),
    accept: (callId) => request('call:accept', { callId }),
    decline: (callId, message) => request('call:decline', { callId, ...(message && { message }) }).then(callOf),
    cancel: (callId) => request('call:cancel', { callId }).then(callOf),
    leave: (callId, reason, by) => request('call:leave', { callId, reason, ...(by && { by }) }).then(callOf),
    resume: (callId, claim) => request('call:resume', { callId, ...(claim && { claim }) }),
    leaving: (callId) => request('call:leaving', { callId }).then(ignore),
    connected: (callId, setupMs) => request('call:connected', { callId, setupMs }).then(ignore),
    signal: (envelope) => request('call:signal', envelope).then(ignore),
    watchPresence: (users) => request('presence:watch', { users: [...users] }).then(({ presence }) => presence),
    close: () => connection.close(),
  };
}

function ignore(): void {}

function callOf({ call }: { readonly call: CallView }): CallView {
  return call;
}

function openSocket(
  { server, deviceId, identity }: SocketSignalingOptions,
  tokenFailed: (error: Error) => void,
): SignalingSocket {
  let reason: 'connect' | 'refused' = 'connect';
  const socket: SignalingSocket = io(server, {
    path: SOCKET_PATH,
    autoConnect: false,
    // Elements of different users in one page must not share a connection.
    forceNew: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: PACES.calm.first,
    reconnectionDelayMax: PACES.calm.longest,
    timeout: PACES.calm.timeout,
    auth: (send) => void authOf(identity, deviceId(), reason).then(send, tokenFailed),
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
  const token = await identity.token(reason);
  return {
    protocol: PROTOCOL_VERSION,
    userId,
    deviceId,
    ...(token ? { token } : {}),
    ...(name ? { name } : {}),
    ...(picture ? { picture } : {}),
  };
}

function requester(socket: SignalingSocket, connection: Connection) {
  return async <Name extends RequestName>(name: Name, payload: RequestPayload<Name>): Promise<RequestGrant<Name>> => {
    const reply = v.safeParse(replyOf(REQUESTS[name].grant), await send(socket, name, payload, connection));
    if (!reply.success)
      throw new CallError('signaling-unreachable', { message: `The server's answer to ${name} makes no sense.` });
    if (!reply.output.ok) {
      const { code, message } = reply.output;
      throw new SignalingRefusal(ERROR_CODES[code], code, message);
    }
    return reply.output.grant;
  };
}

async function send(
  socket: SignalingSocket,
  name: RequestName,
  payload: unknown,
  connection: Connection,
): Promise<unknown> {
  // `active` is false once the server refused the handshake: nothing will be sent until the host changes something.
  if (!socket.active) throw new CallError('signaling-unreachable');
  const [wasConnected, askedAt] = [socket.connected, performance.now()];
  try {
    const reply: unknown = await (socket as Socket).timeout(REQUEST_MILLISECONDS).emitWithAck(name, payload);
    if (wasConnected) connection.answered(performance.now() - askedAt);
    return reply;
  } catch (cause) {
    // One that is newer than the question has not failed to answer it.
    if (wasConnected) connection.renew();
    throw new CallError('signaling-unreachable', { cause });
  }
}

/** Without another token, or where it does not come in time, the server disconnects, and the next connection asks for one again. */
async function renewToken({ token, canRenew }: Identity, request: ReturnType<typeof requester>): Promise<void> {
  if (!canRenew()) return;
  try {
    const renewed = await token('refused');
    if (renewed) await request('identity:refresh', { token: renewed });
  } catch {
    // As above.
  }
}

function isAcknowledge(value: unknown): value is () => void {
  return typeof value === 'function';
}

/** Notices that do not have their shape are dropped: a server of this protocol version sends none. */
function hearNotices(socket: Socket, listener: SignalingListener, tokenEnds: () => void): void {
  const hear = <Name extends NoticeName>(name: Name, tell: (notice: Notice<Name>) => void): void => {
    const event: string = name;
    socket.on(event, (raw: unknown, acknowledge: unknown) => {
      if (isAcknowledge(acknowledge)) acknowledge();
      const parsed = v.safeParse(NOTICES[name], raw);
      if (parsed.success) tell(parsed.output);
    });
  };
  hear('call:ring', (grant) => listener.rang(grant));
  hear('call:changed', ({ call, now }) => listener.callChanged(call, now));
  hear('call:signal', (notice) => listener.signalReceived(notice));
  hear('identity:expiring', tokenEnds);
  hear('presence:changed', ({ presence }) => listener.presenceChanged(presence));
}
