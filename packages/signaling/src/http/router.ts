import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { SOCKET_PATH } from '../protocol/index.ts';
import { adminServer, type AdminParts, isAdminPath } from './admin.ts';
import { API_PATH, type ApiParts, apiServer } from './api.ts';
import type { Attachment } from './attach.ts';
import { BUNDLE_PATH, bundleServer } from './bundle.ts';
import { healthServer } from './health.ts';
import { type MetricsParts, metricsServer } from './metrics.ts';
import { pathOf } from './path-of.ts';
import { type Loadable, setSecurityHeaders } from './security-headers.ts';

const HEALTH_PATHS = ['/healthz', '/readyz'];

const METRICS_PATH = '/metrics';

export interface RouterParts extends ApiParts, MetricsParts, AdminParts {
  readonly history: ApiParts['history'] & { ping(): Promise<void> };
}

type RequestServer = (request: IncomingMessage, response: ServerResponse) => void;

/** What lies below Socket.io, as far as requests go there. */
export interface SocketRequests {
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Sends each of the product's requests to its server and takes no others. */
export function router(sockets: SocketRequests, parts: RouterParts): Attachment {
  const answerHealth = healthServer(() => parts.history.ping());
  const servers: Readonly<Record<Part, RequestServer>> = {
    admin: adminServer(parts),
    api: apiServer(parts),
    metrics: metricsServer(parts),
    health: (request, response) => answerHealth(pathOf(request), request, response),
    bundle: bundleServer(),
    sockets: (request, response) => sockets.handleRequest(request, response),
  };
  return {
    takeRequest(request, response) {
      const part = partOf(pathOf(request));
      if (part === undefined) return false;
      response.once('finish', () => parts.metrics.answeredHttp(part, response.statusCode));
      setSecurityHeaders(response, LOADABLE[part]);
      servers[part](request, response);
      return true;
    },
    takeUpgrade(request, socket, head) {
      const taken = isSocketPath(pathOf(request));
      if (taken) sockets.handleUpgrade(request, socket, head);
      return taken;
    },
  };
}

type Part = 'admin' | 'api' | 'bundle' | 'health' | 'metrics' | 'sockets';

/** What any page may have by CORS it may have without. */
const LOADABLE: Readonly<Record<Part, Loadable>> = {
  ...{ bundle: 'cross-origin', health: 'cross-origin' },
  ...{ admin: 'same-origin', api: 'same-origin', metrics: 'same-origin', sockets: 'same-origin' },
};

function partOf(path: string): Part | undefined {
  if (isSocketPath(path)) return 'sockets';
  if (HEALTH_PATHS.includes(path)) return 'health';
  if (path === METRICS_PATH) return 'metrics';
  if (isAdminPath(path)) return 'admin';
  if (isBundlePath(path)) return 'bundle';
  return path.startsWith(`${API_PATH}/`) ? 'api' : undefined;
}

function isBundlePath(path: string): boolean {
  return path === BUNDLE_PATH || path === `${BUNDLE_PATH}.map` || path.startsWith('/call-window/');
}

function isSocketPath(path: string): boolean {
  return path.startsWith(`${SOCKET_PATH}/`);
}
