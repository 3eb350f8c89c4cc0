/**
 * The wire protocol between `<call-window>` and its signaling server: the only thing that both packages share.
 * Each shape is a schema; the types are derived from it, and both ends parse what they receive.
 */
import type { Notice, NoticeName } from './notices.ts';
import type { Reply } from './refusals.ts';
import type { RequestGrant, RequestName, RequestPayload } from './requests.ts';

export * from './call-view.ts';
export * from './end-reason.ts';
export * from './identifiers.ts';
export * from './notices.ts';
export * from './peer-message.ts';
export * from './peer-signal.ts';
export * from './refusals.ts';
export * from './requests.ts';

/** Goes up when an old widget and a new server (or the reverse) can no longer understand each other. */
export const PROTOCOL_VERSION = 1;

/** Path of the Socket.io endpoint, standalone and attached to a host's server alike. */
export const SOCKET_PATH = '/call-window/socket.io';

/** What the handshake's `auth` carries. */
export interface HandshakeAuth {
  readonly protocol: number;
  readonly userId: string;
  readonly token?: string;
  /**
   * Random UUID of this page's session: names the device without naming the socket. Known to the server and the tab only, so
   * that a page which was loaded again in a call proves by it that it is the same one.
   */
  readonly deviceId?: string;
  /** The user's own name and picture, taken only where no token says them. */
  readonly name?: string;
  readonly picture?: string;
}

/** Socket.io's map of client → server events. */
export type ClientEvents = {
  [Name in RequestName]: (
    payload: RequestPayload<Name>,
    acknowledge: (reply: Reply<RequestGrant<Name>>) => void,
  ) => void;
};

/** Socket.io's map of server → client events. Signals are acknowledged: what was not is told again when the call is resumed. */
export type ServerEvents = {
  [Name in Exclude<NoticeName, 'call:signal'>]: (notice: Notice<Name>) => void;
} & { 'call:signal': (notice: Notice<'call:signal'>, acknowledge: () => void) => void };
