import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The token that the request brings (RFC 6750 §2.1). */
export function bearerOf({ headers: { authorization } }: IncomingMessage): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** Whether the request brings just this token. Takes the same time whatever it brings. */
export function bringsToken(request: IncomingMessage, token: string): boolean {
  return timingSafeEqual(digest(bearerOf(request) ?? ''), digest(token));
}

/** All of one length. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
