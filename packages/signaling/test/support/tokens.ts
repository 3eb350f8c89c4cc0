import { createHmac } from 'node:crypto';

import { type JWTPayload, SignJWT } from 'jose';

import type { Clock } from '../../src/clock.ts';

export const SECRET = 'a secret of the host, known to nobody else';

/** A token as a host would make it, valid for an hour. */
export async function mint(
  clock: Clock,
  claims: JWTPayload = {},
  { secret = SECRET, alg = 'HS256' } = {},
): Promise<string> {
  const exp = Math.floor(clock.now() / 1000) + 3600;
  return new SignJWT({ sub: 'ann', exp, ...claims }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
}

/** Makes the tokens that a server wants, if it does. */
export type TokenOf = (userId: string) => Promise<string>;

/** A token with a header of the forger's choice, signed with HMAC or, with `alg: none`, not at all. */
export function forge(header: Record<string, unknown>, claims: JWTPayload, signed: 'signed' | 'unsigned'): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${signed === 'signed' ? createHmac('sha256', SECRET).update(text).digest('base64url') : ''}`;
}
