import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { SOCKET_PATH } from '../protocol/index.ts';
import { API_PATH, type ApiParts, apiServer } from './api.ts';
import type { Attachment } from './attach.ts';
import { BUNDLE_PATH, bundleServer } from './bundle.ts';
import { answerHealth } from './health.ts';
import { pathOf } from './path-of.ts';

const HEALTH_PATHS = ['/healthz', '/readyz'];

type RequestServer = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends each of the product's requests to its server and takes no others. `sockets` is where Socket.io listens. */
export function router(sockets: Server, api: ApiParts): Attachment {
  const servers: Servers = {
    api: apiServer(api),
    bundle: bundleServer(),
    sockets: (request, response) => sockets.emit('request', request, response),
  };
  return {
    takeRequest(request, response) {
      const serve = serverOf(pathOf(request), servers);
      serve?.(request, response);
      return serve !== undefined;
    },
    takeUpgrade: (request, socket, head) =>
      isSocketPath(pathOf(request)) && sockets.emit('upgrade', request, socket, head),
  };
}

type Servers = Readonly<Record<'api' | 'bundle' | 'sockets', RequestServer>>;

function serverOf(path: string, { api, bundle, sockets }: Servers): RequestServer | undefined {
  if (isSocketPath(path)) return sockets;
  if (HEALTH_PATHS.includes(path)) return answerHealth;
  if (isBundlePath(path)) return bundle;
  return path.startsWith(`${API_PATH}/`) ? api : undefined;
}

function isBundlePath(path: string): boolean {
  return path === BUNDLE_PATH || path === `${BUNDLE_PATH}.map` || path.startsWith('/call-window/');
}

function isSocketPath(path: string): boolean {
  return path.startsWith(`${SOCKET_PATH}/`);
}
