import type { IncomingMessage } from 'node:http';

import type { JWTPayload } from 'jose';
import * as v from 'valibot';

import type { Clock } from '../clock.ts';
import { type Person, type Reply, UserId } from '../protocol/index.ts';
import { grant, refuse } from '../refuse.ts';
import { openIdentityObjection } from './loopback.ts';
import { cleanName, cleanPicture } from './person-details.ts';
import type { Revocations } from './revocations.ts';
import { type TokenSettings, type TokenVerifier, tokenVerifier } from './token.ts';

/** What a request says about who sends it. */
export interface Credentials {
  readonly token?: string | undefined;
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  readonly picture?: string | undefined;
}

/** Who sends a request, since when that holds, and until when: in milliseconds since 1970. */
export interface Identified {
  readonly person: Person;
  /** When the token was issued; null where it does not say. Without tokens, when they came. */
  readonly issuedAt: number | null;
  /** Null: never. */
  readonly expiresAt: number | null;
}

/** Finds out who sends a request. */
export type Authenticate = (request: IncomingMessage, credentials: Credentials) => Promise<Reply<Identified>>;

/** How people are known: by tokens, or, where none can be verified, by what they say. */
export type IdentitySettings = TokenSettings;

/** Chooses how to find out who sends a request. */
export function authenticator(settings: IdentitySettings, clock: Clock, revocations: Revocations): Authenticate {
  if (settings.authSecret === undefined && settings.authJwksUrl === undefined)
    return (request, credentials) => authenticateOpenly(clock, request, credentials);
  const verify = tokenVerifier(settings, clock);
  return (_request, credentials) => authenticateByToken(verify, revocations, credentials);
}

async function authenticateOpenly(
  clock: Clock,
  request: IncomingMessage,
  credentials: Credentials,
): Promise<Reply<Identified>> {
  const objection = openIdentityObjection(request);
  if (objection !== null)
    return refuse('unauthenticated', `Without tokens only this machine's pages are served, and ${objection}.`);
  if (!v.is(UserId, credentials.userId)) return refuse('unauthenticated', 'The user id is missing or malformed.');
  return grant({ person: personOf(credentials.userId, credentials), issuedAt: clock.now(), expiresAt: null });
}

async function authenticateByToken(
  verify: TokenVerifier,
  revocations: Revocations,
  credentials: Credentials,
): Promise<Reply<Identified>> {
  const { token, userId } = credentials;
  if (token === undefined || token === '') return refuse('unauthenticated', 'A token is needed.');
  const verified = await verify(token);
  if (!verified.ok) return verified;
  const { sub, iat, exp } = verified.claims;
  if (!v.is(UserId, sub)) return refuse('unauthenticated', 'The subject of the token is no user id.');
  if (userId !== undefined && userId !== sub) return refuse('unauthenticated', 'The token is for another user.');
  const issuedAt = inMilliseconds(iat);
  await revocations.known();
  if (revocations.covers(sub, issuedAt)) return refuse('unauthenticated', 'The token was revoked.');
  const person = personOf(sub, { ...credentials, ...textClaims(verified.claims) });
  return grant({ person, issuedAt, expiresAt: inMilliseconds(exp) });
}

/** A NumericDate (RFC 7519 §2), which the verifier has found to be a number. */
function inMilliseconds(date: number | undefined): number | null {
  return date === undefined ? null : date * 1000;
}

/** The standard claims of OpenID Connect Core §5.1 that say how to show a person. */
function textClaims({ name, picture }: JWTPayload): { name?: string; picture?: string } {
  return { ...(typeof name === 'string' && { name }), ...(typeof picture === 'string' && { picture }) };
}

function personOf(userId: string, { name, picture }: Credentials): Person {
  return { userId, name: cleanName(name), picture: cleanPicture(picture) };
}
