import type { IncomingMessage, ServerResponse } from 'node:http';

import { openIdentityObjection } from '../identity/loopback.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { bringsToken } from './bearer.ts';
import { sendProblem } from './problem.ts';

export interface MetricsParts {
  readonly metrics: Metrics;
  readonly metricsToken?: string | undefined;
  readonly log: Log;
}

/** Answers `GET /metrics`: to whoever has the token, or, without one, to this machine. */
export function metricsServer(parts: MetricsParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (!mayRead(request, parts.metricsToken)) return refuse(response);
    if (request.method !== 'GET') return refuseMethod(response);
    answer(parts, response).catch((error: unknown) => {
      parts.log.error({ err: error }, 'metrics failed');
      sendProblem(response, { status: 500, title: 'The metrics cannot be read.', code: 'internal-error' });
    });
  };
}

async function answer({ metrics }: MetricsParts, response: ServerResponse): Promise<void> {
  const text = await metrics.text();
  response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).end(text);
}

function mayRead(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return openIdentityObjection(request) === null;
  return bringsToken(request, token);
}

function refuse(response: ServerResponse): void {
  const problem = { status: 401, title: 'The token for metrics is needed.', code: 'unauthenticated' } as const;
  sendProblem(response, problem, { 'WWW-Authenticate': 'Bearer' });
}

function refuseMethod(response: ServerResponse): void {
  const problem = { status: 405, title: 'Only GET is allowed here.', code: 'method-not-allowed' } as const;
  sendProblem(response, problem, { Allow: 'GET' });
}
