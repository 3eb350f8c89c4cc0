import type WebSocket from 'ws';

import { connectPacket, eventPacket, type Packet, parsePacket, PONG } from '../engine-io.ts';
import type { Client, Connect } from './client.ts';
import { closeSocket, openSocket, type Opening } from './open-socket.ts';
import { hear, receiverOf, type Relayed, relayedOf } from './relayed.ts';

/** Events, and answers to requests. */
export type Spoken = Extract<Packet, { type: 'event' | 'acknowledgement' }>;

/** What a connection over Socket.io is opened with. */
export interface SocketIoOpening extends Omit<Opening, 'receive'> {
  readonly auth: object;
  readonly receive: (packet: Spoken, socket: WebSocket) => void;
}

/** Resolves once the server has taken the connection. */
export async function openSocketIo({ auth, receive, ...opening }: SocketIoOpening): Promise<WebSocket> {
  const { promise: connected, resolve, reject } = Promise.withResolvers<WebSocket>();
  const socket = openSocket({
    ...opening,
    receive(text, itself) {
      const packet = parsePacket(text);
      if (packet.type === 'event' || packet.type === 'acknowledgement') receive(packet, itself);
      else if (packet.type === 'ping') itself.send(PONG);
      else if (packet.type === 'opened') itself.send(connectPacket(auth));
      else if (packet.type === 'connected') resolve(itself);
      else if (packet.type === 'refused') reject(new Error(`refused: ${JSON.stringify(packet.reason)}`));
    },
  });
  socket.once('error', reject);
  return connected;
}

/** Speaks with the relay that is Socket.io and nothing else. */
export function connectToSocketIo(url: string): Connect {
  return async (user, listener): Promise<Client> => {
    const socket = await openSocketIo({
      ...{ url: `${url}/socket.io/?EIO=4&transport=websocket`.replace('http', 'ws'), user, listener },
      auth: { userId: user.userId },
      receive(packet) {
        if (packet.type === 'event') hear(packet.payload as Relayed, listener);
      },
    });
    return {
      send(call, step) {
        listener.sent();
        socket.send(eventPacket('message', { to: receiverOf(call, step), ...relayedOf(call, step) }));
      },
      close: () => closeSocket(socket),
    };
  };
}
