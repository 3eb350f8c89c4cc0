import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';

import type { IceServersFor } from '../ice-servers/ice-servers.ts';
import type { Authenticate, Credentials } from '../identity/authenticate.ts';
import type { OriginCheck } from '../identity/origin.ts';
import type { Log } from '../observability/log.ts';
import type { Refusal } from '../protocol/index.ts';
import { pathOf } from './path-of.ts';
import { sendJson, sendProblem } from './problem.ts';

export const API_PATH = '/api/communication';

export interface ApiParts {
  readonly authenticate: Authenticate;
  readonly originAllowed: OriginCheck;
  readonly iceServersFor: IceServersFor;
  readonly turnTtlSeconds: number;
  readonly log: Log;
}

type Resource = (parts: ApiParts, userId: string) => unknown;

/** What `GET` finds under the API's path. */
const RESOURCES: ReadonlyMap<string, Resource> = new Map([
  [
    `${API_PATH}/ice-servers`,
    ({ iceServersFor, turnTtlSeconds }, userId) => ({ iceServers: iceServersFor(userId), ttlSeconds: turnTtlSeconds }),
  ],
]);

/** Answers the requests under `/api/communication/`, which are a user's own and nobody else's. */
export function apiServer(parts: ApiParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    response.setHeader('Vary', 'Origin');
    if (!parts.originAllowed(request.headers)) return refuseOrigin(response);
    allowOrigin(request, response);
    const resource = RESOURCES.get(pathOf(request));
    if (resource === undefined) return sendProblem(response, { status: 404, title: 'Not found.', code: 'not-found' });
    if (request.method === 'OPTIONS') return answerPreflight(response);
    if (request.method !== 'GET') return refuseMethod(response);
    answer(parts, resource, request, response).catch((error: unknown) => answerFailure(parts.log, response, error));
  };
}

async function answer(
  parts: ApiParts,
  resource: Resource,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await parts.authenticate(request, credentialsOf(request));
  if (reply.ok) sendJson(response, resource(parts, reply.grant.userId));
  else refuseIdentity(response, reply);
}

function answerFailure(log: Log, response: ServerResponse, error: unknown): void {
  log.error({ err: error }, 'HTTP request failed');
  sendProblem(response, { status: 500, title: 'The server failed to handle the request.', code: 'internal-error' });
}

/** The page's origin is named, never `*`, so that the answer holds for that page alone (Fetch §3.2.3). */
function allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
  if (origin !== undefined) response.setHeader('Access-Control-Allow-Origin', origin);
}

function answerPreflight(response: ServerResponse): void {
  const allowed: OutgoingHttpHeaders = {
    'Access-Control-Allow-Methods': 'GET',
    'Access-Control-Allow-Headers': 'Authorization, X-User-Id',
    'Access-Control-Max-Age': 600,
  };
  response.writeHead(204, allowed).end();
}

function credentialsOf({ headers }: IncomingMessage): Credentials {
  const userId = headers['x-user-id'];
  return {
    token: /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1],
    userId: typeof userId === 'string' ? userId : undefined,
  };
}

function refuseOrigin(response: ServerResponse): void {
  sendProblem(response, { status: 403, title: 'Pages of this origin are not allowed here.', code: 'not-permitted' });
}

function refuseMethod(response: ServerResponse): void {
  const problem = { status: 405, title: 'Only GET is allowed here.', code: 'method-not-allowed' } as const;
  sendProblem(response, problem, { Allow: 'GET, OPTIONS' });
}

function refuseIdentity(response: ServerResponse, { code, message }: Refusal): void {
  sendProblem(response, { status: 401, title: message, code }, { 'WWW-Authenticate': 'Bearer' });
}
