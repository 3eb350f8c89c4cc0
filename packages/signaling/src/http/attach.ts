import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What is done with the host's requests. Both say whether the request was theirs. */
export interface Attachment {
  readonly takeRequest: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly takeUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Puts the attachment in front of the host's own listeners: they get every request but those that were taken, also
 * those listeners that the host adds later. The returned function puts everything back.
 */
export function attach(server: EventEmitter, attachment: Attachment): () => void {
  const detachRequests = attachRequests(server, attachment);
  const detachUpgrades = attachUpgrades(server, attachment);
  return () => {
    detachRequests();
    detachUpgrades();
  };
}

function attachRequests(server: EventEmitter, { takeRequest }: Attachment): () => void {
  const own = { listeners: [] as RequestListener[], detached: false };
  const listen: RequestListener = (request, response) => {
    if (!own.detached && takeRequest(request, response)) return;
    for (const listener of own.listeners) listener.call(server, request, response);
  };
  const adopt = () => adoptListeners(server, listen, own.listeners);
  const adoptLater = (event: string | symbol) => {
    if (event === 'request') queueMicrotask(adopt);
  };
  server.on('request', listen);
  adopt();
  server.on('newListener', adoptLater);
  return () => {
    own.detached = true;
    server.off('newListener', adoptLater);
    giveBack(server, listen, own.listeners);
  };
}

/** Takes the server's other listeners over, unless somebody else has taken this one over: then they are theirs. */
function adoptListeners(server: EventEmitter, listen: RequestListener, adopted: RequestListener[]): void {
  if (!server.listeners('request').includes(listen)) return;
  for (const listener of server.rawListeners('request') as RequestListener[]) {
    if (listener === listen) continue;
    adopted.push(listener);
    server.off('request', listener);
  }
}

/** A listener that somebody else has taken over stays what it is: it goes on handing everything on. */
function giveBack(server: EventEmitter, listen: RequestListener, adopted: RequestListener[]): void {
  if (!server.listeners('request').includes(listen)) return;
  server.off('request', listen);
  for (const listener of adopted.splice(0)) server.on('request', listener);
}

function attachUpgrades(server: EventEmitter, { takeUpgrade }: Attachment): () => void {
  const listen = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (takeUpgrade(request, socket, head)) return;
    // Listening at all makes Node leave the socket to its listeners; with no other one nobody would ever close it.
    if (server.listenerCount('upgrade') === 1) refuseUpgrade(socket);
  };
  server.on('upgrade', listen);
  return () => void server.off('upgrade', listen);
}

/** Node no longer watches this socket: without a listener for errors, a client that hangs up would end the process. */
function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => undefined);
  socket.once('finish', () => socket.destroy());
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
}
