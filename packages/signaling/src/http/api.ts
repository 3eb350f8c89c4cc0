import type { IncomingMessage, ServerResponse } from 'node:http';

import * as v from 'valibot';

import { HistoryUnavailable } from '../history/call-history.ts';
import type { Authenticate, Credentials } from '../identity/authenticate.ts';
import type { OriginCheck } from '../identity/origin.ts';
import type { AddressOf } from '../limits/address.ts';
import type { Limits } from '../limits/limits.ts';
import type { Log } from '../observability/log.ts';
import type { Refusal } from '../protocol/index.ts';
import { bearerOf } from './bearer.ts';
import { describeApi } from './openapi.ts';
import { pathOf } from './path-of.ts';
import { sendJson, sendNothing, sendProblem } from './problem.ts';
import { route, type Route, type RouteAnswer, type RouteParts } from './route.ts';
import { ROUTES } from './routes/all.ts';

export const API_PATH = '/api/communication';

export interface ApiParts extends RouteParts {
  readonly limits: Pick<Limits, 'httpFrom' | 'httpOf'>;
  readonly addressOf: AddressOf;
  readonly authenticate: Authenticate;
  readonly originAllowed: OriginCheck;
  readonly log: Log;
}

type Match = { readonly route: Route; readonly named: Readonly<Record<string, string>> };

const description = describeApi(API_PATH, ROUTES);

const openApi = route({
  method: 'GET',
  path: '/openapi.json',
  summary: 'This description.',
  parameters: v.object({}),
  body: undefined,
  problems: [],
  answer: async () => ({ body: description }),
});

const MATCHERS = [...ROUTES, openApi].map((served) => ({ route: served, form: formOf(served.path) }));

/** Answers the requests under `/api/communication/`, which are a user's own and nobody else's. */
export function apiServer(parts: ApiParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    response.setHeader('Vary', 'Origin');
    if (!parts.originAllowed(request.headers)) return refuseOrigin(response);
    allowOrigin(request, response);
    const matches = matchesOf(pathOf(request).slice(API_PATH.length));
    if (matches.length === 0) return sendProblem(response, NOT_FOUND);
    const methods = matches.map(({ route: { method } }) => method);
    if (request.method === 'OPTIONS') return answerPreflight(response, methods);
    const match = matches.find(({ route: { method } }) => method === request.method);
    if (match === undefined) return refuseMethod(response, methods);
    answer(parts, match, request, response).catch((error: unknown) => answerFailure(parts.log, response, error));
  };
}

const NO_HISTORY = { status: 503, title: 'The history cannot be reached now.', code: 'history-unavailable' } as const;
const NOT_FOUND = { status: 404, title: 'Not found.', code: 'not-found' } as const;

/** `/calls/{callId}` as an expression with a named group. */
function formOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function matchesOf(path: string): readonly Match[] {
  return MATCHERS.flatMap(({ route: served, form }) => {
    const match = form.exec(path);
    return match ? [{ route: served, named: { ...match.groups } }] : [];
  });
}

async function answer(
  parts: ApiParts,
  match: Match,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { limits, addressOf } = parts;
  const wait = await limits.httpFrom(addressOf(request));
  if (wait !== null) {
    refuseForNow(response, wait);
    return;
  }
  const reply = await parts.authenticate(request, credentialsOf(request));
  if (!reply.ok) {
    refuseIdentity(response, reply);
    return;
  }
  const { userId } = reply.grant.person;
  const pause = await limits.httpOf(userId);
  if (pause !== null) {
    refuseForNow(response, pause);
    return;
  }
  const query = new URLSearchParams(request.url?.split('?', 2)[1] ?? '');
  const parameters = v.safeParse(match.route.parameters, { ...Object.fromEntries(query), ...match.named });
  if (!parameters.success) {
    refuseParameters(response, v.getDotPath(parameters.issues[0]) ?? 'address');
    return;
  }
  send(response, await match.route.answer(parts, userId, parameters.output));
}

function send(response: ServerResponse, answered: RouteAnswer): void {
  if (answered === 'done') return sendNothing(response);
  if ('problem' in answered) return sendProblem(response, answered.problem);
  sendJson(response, answered.body);
}

function answerFailure(log: Log, response: ServerResponse, error: unknown): void {
  log.error({ err: error }, 'HTTP request failed');
  if (error instanceof HistoryUnavailable) return sendProblem(response, NO_HISTORY, { 'Retry-After': 10 });
  if (response.headersSent) return void response.destroy();
  sendProblem(response, { status: 500, title: 'The server failed to handle the request.', code: 'internal-error' });
}

/** The page's origin is named, never `*`, so that the answer holds for that page alone (Fetch §3.2.3). */
function allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
  if (origin !== undefined) response.setHeader('Access-Control-Allow-Origin', origin);
}

function answerPreflight(response: ServerResponse, methods: readonly string[]): void {
  response
    .writeHead(204, {
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': 'Authorization, X-User-Id',
      'Access-Control-Max-Age': 600,
    })
    .end();
}

function credentialsOf(request: IncomingMessage): Credentials {
  const userId = request.headers['x-user-id'];
  return {
    token: bearerOf(request),
    userId: typeof userId === 'string' ? userId : undefined,
  };
}

function refuseOrigin(response: ServerResponse): void {
  sendProblem(response, { status: 403, title: 'Pages of this origin are not allowed here.', code: 'not-permitted' });
}

function refuseMethod(response: ServerResponse, methods: readonly string[]): void {
  const title = `Only ${methods.join(' and ')} ${methods.length === 1 ? 'is' : 'are'} allowed here.`;
  const allowed = [...methods, 'OPTIONS'].join(', ');
  sendProblem(response, { status: 405, title, code: 'method-not-allowed' }, { Allow: allowed });
}

function refuseParameters(response: ServerResponse, name: string): void {
  sendProblem(response, { status: 400, title: `The request is malformed: ${name}.`, code: 'invalid-request' });
}

function refuseForNow(response: ServerResponse, seconds: number): void {
  const problem = { status: 429, title: 'Too many requests.', code: 'rate-limited' } as const;
  sendProblem(response, problem, { 'Retry-After': seconds });
}

function refuseIdentity(response: ServerResponse, { code, message }: Refusal): void {
  sendProblem(response, { status: 401, title: message, code }, { 'WWW-Authenticate': 'Bearer' });
}
