import type { IncomingMessage, ServerResponse } from 'node:http';

import { sendJson, sendProblem } from './problem.ts';

/** Answers `GET /healthz` (the process lives) and `GET /readyz` (it can take calls). */
export function answerHealth(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  if (request.method === 'GET' || request.method === 'HEAD') return sendJson(response, { status: 'ok' });
  const problem = { status: 405, title: 'Only GET and HEAD are allowed here.', code: 'method-not-allowed' } as const;
  sendProblem(response, problem, { Allow: 'GET, HEAD' });
}
