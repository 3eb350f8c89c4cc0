import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createSignalingServer, type SignalingOptions } from 'call-window-signaling';

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** What the host's page looks like, in a file of its own as the strict policy asks. */
const HOST_CSS = '#box { inline-size: 320px; block-size: 480px; }';

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

/** The signaling server alone, as somebody else's site would use it. */
export async function startSignaling(options: SignalingOptions): Promise<Running> {
  const server = createServer((_request, response) => void response.writeHead(404).end());
  const signaling = createSignalingServer(server, { logger: 'silent', databaseUrl: 'sqlite::memory:', ...options });
  const url = await listen(server);
  return {
    url,
    close: async () => {
      await signaling.close();
      await stop(server);
    },
  };
}

/** A page of a host's. `isolation`: from all that does not agree to be loaded there (HTML, "cross-origin isolation"). */
export interface HostPage {
  readonly html: string;
  readonly policy: string | null;
  readonly isolation?: 'isolated' | 'none';
}

/** A host's own site, on another origin than the signaling server, with whatever policy it has. */
export async function startHostPage(page: (url: string) => HostPage): Promise<Running> {
  const server = createServer((request, response) => {
    if (request.url === '/host.css') return void response.setHeader('Content-Type', 'text/css').end(HOST_CSS);
    const { html, policy, isolation } = page(request.url ?? '/');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (policy) response.setHeader('Content-Security-Policy', policy);
    if (isolation === 'isolated') isolate(response);
    response.end(html);
  });
  const url = await listen(server);
  return { url, close: () => stop(server) };
}

function isolate(response: ServerResponse): void {
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
}

/** The strictest policy that the product promises to work under. */
export function strictPolicy(server: string): string {
  const socket = server.replace(/^http/, 'ws');
  return [
    "default-src 'none'",
    `script-src ${server}`,
    `connect-src ${server} ${socket}`,
    `img-src ${server} data:`,
    "style-src 'self'",
  ].join('; ');
}
