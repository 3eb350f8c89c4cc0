import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

import type { RefusalCode } from '../protocol/index.ts';

/** Something that went wrong with an HTTP request (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code: RefusalCode | 'not-found' | 'method-not-allowed' | 'history-unavailable' | 'not-ready';
}

/** Answers with a problem; `code` is what programs should look at. */
export function sendProblem(response: ServerResponse, problem: Problem, headers: OutgoingHttpHeaders = {}): void {
  send(response, problem.status, 'application/problem+json', { type: 'about:blank', ...problem }, headers);
}

/** Answers with a JSON body. */
export function sendJson(response: ServerResponse, body: unknown, headers: OutgoingHttpHeaders = {}): void {
  send(response, 200, 'application/json', body, headers);
}

/** Answers that it is done. */
export function sendNothing(response: ServerResponse): void {
  response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: unknown,
  headers: OutgoingHttpHeaders,
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(text);
}
