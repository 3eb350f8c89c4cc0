import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

import type { Limits } from './limits.ts';

/** The most pieces of a message. Browsers send it in one, a proxy in as many as it has buffers for 64 kB. */
const MAX_FRAGMENTS = 256;

/** How long the other end may take to say goodbye, before the connection is closed without. */
const CLOSE_TIMEOUT_MS = 3_000;

/** Whole messages, and what only WebSocket itself knows (RFC 6455 §5.5). */
const FRAMES = ['message', 'ping', 'pong'] as const;

/** Makes WebSockets as `ws` does, and closes those that send more than anybody has to say, in whichever kind of frame. */
export function guardedWebSockets(limits: Pick<Limits, 'frame'>): new (options: ServerOptions) => WebSocketServer {
  let made = 0;
  return class extends WebSocketServer {
    constructor(options: ServerOptions) {
      // The types are older than the first.
      const frugal = { ...options, maxFragments: MAX_FRAGMENTS, closeTimeout: CLOSE_TIMEOUT_MS };
      super(frugal);
    }

    override handleUpgrade(
      request: IncomingMessage,
      socket: Duplex,
      head: Buffer,
      done: (websocket: WebSocket, request: IncomingMessage) => void,
    ): void {
      super.handleUpgrade(request, socket, head, (websocket: WebSocket, upgraded: IncomingMessage) => {
        guard(websocket, limits, String((made += 1)));
        done(websocket, upgraded);
      });
    }
  };
}

function guard(websocket: WebSocket, limits: Pick<Limits, 'frame'>, name: string): void {
  for (const frame of FRAMES)
    websocket.on(frame, () => {
      void limits.frame(name).then((wait) => wait === null || websocket.terminate());
    });
}
