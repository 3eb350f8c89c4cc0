import type { IncomingMessage } from 'node:http';

import type { JWTPayload } from 'jose';
import * as v from 'valibot';

import type { Clock } from '../clock.ts';
import { type Person, type Reply, UserId } from '../protocol/index.ts';
import { grant, refuse } from '../refuse.ts';
import { openIdentityObjection } from './loopback.ts';
import { cleanName, cleanPicture } from './person-details.ts';
import { type TokenSettings, type TokenVerifier, tokenVerifier } from './token.ts';

/** What a request says about who sends it. */
export interface Credentials {
  readonly token?: string | undefined;
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  readonly picture?: string | undefined;
}

/** Finds out who sends a request. */
export type Authenticate = (request: IncomingMessage, credentials: Credentials) => Promise<Reply<Person>>;

/** How people are known: by tokens signed with the secret, or, without one, by what they say. */
export type IdentitySettings = Omit<TokenSettings, 'authSecret'> & { readonly authSecret?: string | undefined };

/** Chooses how to find out who sends a request. */
export function authenticator(settings: IdentitySettings, clock: Clock): Authenticate {
  const { authSecret } = settings;
  if (authSecret === undefined) return authenticateOpenly;
  const verify = tokenVerifier({ ...settings, authSecret }, clock);
  return (_request, credentials) => authenticateByToken(verify, credentials);
}

async function authenticateOpenly(request: IncomingMessage, credentials: Credentials): Promise<Reply<Person>> {
  const objection = openIdentityObjection(request);
  if (objection !== null)
    return refuse('unauthenticated', `Without tokens only this machine's pages are served, and ${objection}.`);
  if (!v.is(UserId, credentials.userId)) return refuse('unauthenticated', 'The user id is missing or malformed.');
  return grant(personOf(credentials.userId, credentials));
}

async function authenticateByToken(verify: TokenVerifier, credentials: Credentials): Promise<Reply<Person>> {
  const { token, userId } = credentials;
  if (token === undefined || token === '') return refuse('unauthenticated', 'A token is needed.');
  const verified = await verify(token);
  if (!verified.ok) return verified;
  const { sub } = verified.claims;
  if (!v.is(UserId, sub)) return refuse('unauthenticated', 'The subject of the token is no user id.');
  if (userId !== undefined && userId !== sub) return refuse('unauthenticated', 'The token is for another user.');
  return grant(personOf(sub, { ...credentials, ...textClaims(verified.claims) }));
}

/** The standard claims of OpenID Connect Core §5.1 that say how to show a person. */
function textClaims({ name, picture }: JWTPayload): { name?: string; picture?: string } {
  return { ...(typeof name === 'string' && { name }), ...(typeof picture === 'string' && { picture }) };
}

function personOf(userId: string, { name, picture }: Credentials): Person {
  return { userId, name: cleanName(name), picture: cleanPicture(picture) };
}
