import type { Client, Connect } from './client.ts';
import { closeSocket, openSocket } from './open-socket.ts';
import { hear, receiverOf, type Relayed, relayedOf } from './relayed.ts';

/** As often as PeerJS' own client says that it is there. */
const HEARTBEAT_MS = 5_000;

interface PeerMessage {
  readonly type: string;
  readonly payload?: Relayed;
}

/** Speaks as PeerJS does. Its server knows no invites: all messages go as candidates, which it relays like any other. */
export function connectToPeerServer(url: string): Connect {
  return async (user, listener): Promise<Client> => {
    const opened = Promise.withResolvers<void>();
    const query = new URLSearchParams({ key: 'peerjs', id: user.userId, token: crypto.randomUUID(), version: '1.5.5' });
    const socket = openSocket({
      ...{ url: `${url}/peerjs?${query}`.replace('http', 'ws'), user, listener },
      receive(text) {
        const { type, payload } = JSON.parse(text) as PeerMessage;
        if (type === 'OPEN') opened.resolve();
        else if (payload === undefined) listener.failed(type);
        else hear(payload, listener);
      },
    });
    socket.once('error', opened.reject);
    await opened.promise;
    const beat = setInterval(() => socket.send('{"type":"HEARTBEAT"}'), HEARTBEAT_MS);
    return {
      send(call, step) {
        listener.sent();
        const message = { type: 'CANDIDATE', dst: receiverOf(call, step), payload: relayedOf(call, step) };
        socket.send(JSON.stringify(message));
      },
      close() {
        clearInterval(beat);
        closeSocket(socket);
      },
    };
  };
}
