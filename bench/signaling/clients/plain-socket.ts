import { once } from 'node:events';

import type { Client, Connect } from './client.ts';
import { closeSocket, openSocket } from './open-socket.ts';
import { hear, receiverOf, type Relayed, relayedOf } from './relayed.ts';

/** Speaks with the relay that is a WebSocket server and nothing else. */
export function connectToPlainSockets(url: string): Connect {
  return async (user, listener): Promise<Client> => {
    const socket = openSocket({
      ...{ url: `${url}/?id=${user.userId}`.replace('http', 'ws'), user, listener },
      receive: (text) => hear(JSON.parse(text) as Relayed, listener),
    });
    await once(socket, 'open');
    return {
      send(call, step) {
        listener.sent();
        socket.send(JSON.stringify({ to: receiverOf(call, step), ...relayedOf(call, step) }));
      },
      close: () => closeSocket(socket),
    };
  };
}
