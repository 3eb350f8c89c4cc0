import type { Server } from 'node:http';
import type { Socket } from 'node:net';

import { networkOf } from './address.ts';
import { Counts } from './counts.ts';
import { MAX_CONNECTIONS_OF_ADDRESS } from './limits.ts';

/** As many as an address may have for signaling, and some to ask for the script and the like. */
const MAX_OF_ADDRESS = MAX_CONNECTIONS_OF_ADDRESS + 100;

/** Cuts off connections of an address that has too many, whether or not they have said anything. For servers that are reached without a proxy. */
export function limitConnections(server: Server): void {
  const connections = new Counts();
  server.on('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress ?? '');
    if (connections.of(address) >= MAX_OF_ADDRESS) return void socket.destroy();
    connections.add(address, 1);
    socket.once('close', () => connections.add(address, -1));
  });
}
