import type { DefaultEventsMap, Server, Socket } from 'socket.io';

import type { Device } from '../calls/device.ts';
import type { ClientEvents, ServerEvents } from '../protocol/index.ts';

/** What the server knows of a socket once its handshake was accepted. */
export interface SocketData {
  device: Device;
}

export type ClientSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
export type SocketServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
