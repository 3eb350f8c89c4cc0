import type { DefaultEventsMap, Server, Socket } from 'socket.io';

import type { Device } from '../calls/device.ts';
import type { Expiry } from '../identity/expiry.ts';
import type { ClientEvents, ServerEvents } from '../protocol/index.ts';

/** What the server knows of a socket once its handshake was accepted. */
export interface SocketData {
  device: Device;
  /** When its latest token was issued, in milliseconds since 1970; null where it does not say. */
  issuedAt: number | null;
  /** When the token that it connected with ends, in milliseconds since 1970; null: never. */
  expiresAt: number | null;
  /** Watches over that; set as soon as the device is served. */
  expiry?: Expiry;
  /** How many signals it has been sent and has not said that it received. */
  signalsWaiting?: number;
}

export type ClientSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
export type SocketServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
