import type { IncomingMessage, ServerResponse } from 'node:http';

import * as v from 'valibot';

import type { Log } from '../observability/log.ts';
import { UserId } from '../protocol/index.ts';
import { bringsToken } from './bearer.ts';
import { pathOf } from './path-of.ts';
import { sendNothing, sendProblem } from './problem.ts';

export interface AdminParts {
  readonly adminToken?: string | undefined;
  readonly revoke: (userId: string) => Promise<void>;
  readonly log: Log;
}

const SESSIONS = /^\/api\/communication\/users\/([^/]+)\/sessions$/;

/** Whether the path is one for the host's own servers, and not for users. */
export function isAdminPath(path: string): boolean {
  return SESSIONS.test(path);
}

/** Answers `DELETE /api/communication/users/{userId}/sessions`, for whoever has the host's token; without one nobody has. */
export function adminServer(parts: AdminParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const { adminToken, revoke, log } = parts;
    if (adminToken === undefined) return sendProblem(response, NOT_FOUND);
    if (!bringsToken(request, adminToken)) return refuse(response);
    if (request.method !== 'DELETE') return refuseMethod(response);
    const userId = userIdIn(pathOf(request));
    if (userId === undefined) return sendProblem(response, MALFORMED);
    revoke(userId).then(
      () => sendNothing(response),
      (error: unknown) => {
        log.error({ err: error }, 'revoking failed');
        sendProblem(response, FAILED);
      },
    );
  };
}

const NOT_FOUND = { status: 404, title: 'Not found.', code: 'not-found' } as const;
const MALFORMED = { status: 400, title: 'The request is malformed: userId.', code: 'invalid-request' } as const;
const FAILED = { status: 500, title: 'The server failed to handle the request.', code: 'internal-error' } as const;

function userIdIn(path: string): string | undefined {
  try {
    const userId = decodeURIComponent(SESSIONS.exec(path)?.[1] ?? '');
    return v.is(UserId, userId) ? userId : undefined;
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse): void {
  const problem = { status: 401, title: "The host's token is needed.", code: 'unauthenticated' } as const;
  sendProblem(response, problem, { 'WWW-Authenticate': 'Bearer' });
}

function refuseMethod(response: ServerResponse): void {
  const problem = { status: 405, title: 'Only DELETE is allowed here.', code: 'method-not-allowed' } as const;
  sendProblem(response, problem, { Allow: 'DELETE' });
}
