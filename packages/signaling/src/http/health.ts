import type { IncomingMessage, ServerResponse } from 'node:http';

import { sendJson, sendProblem } from './problem.ts';

/** Fails when something is missing that calls need. */
export type Ready = () => Promise<void>;

/** Answers `GET /healthz` (the process lives) and `GET /readyz` (it has all that it needs). */
export function healthServer(
  isReady: Ready,
): (path: string, request: IncomingMessage, response: ServerResponse) => void {
  return (path, request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuseMethod(response);
    if (path === '/healthz') return sendJson(response, { status: 'ok' });
    isReady().then(
      () => sendJson(response, { status: 'ok' }),
      () => sendProblem(response, NOT_READY),
    );
  };
}

const NOT_READY = { status: 503, title: 'The database cannot be reached.', code: 'not-ready' } as const;

function refuseMethod(response: ServerResponse): void {
  const problem = { status: 405, title: 'Only GET and HEAD are allowed here.', code: 'method-not-allowed' } as const;
  sendProblem(response, problem, { Allow: 'GET, HEAD' });
}
