import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';

import type { Clock } from '../clock.ts';
import type { Refusal } from '../protocol/index.ts';
import { refuse } from '../refuse.ts';

/** How far the clocks of the host and of this server may be apart. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/** How long the host's keys may take to come, and how often they are asked for anew at most. */
const JWKS_TIMEOUT_MS = 3_000;
const JWKS_COOLDOWN_MS = 10_000;

export interface TokenSettings {
  readonly authSecret?: string | undefined;
  readonly authJwksUrl?: string | undefined;
  readonly authIssuer?: string | undefined;
  readonly authAudience?: string | undefined;
}

/** The verified claims of a token, or why it isn't accepted. */
export type TokenVerifier = (token: string) => Promise<{ readonly ok: true; readonly claims: JWTPayload } | Refusal>;

/** What tokens may be signed with, whatever their header says (RFC 8725 §3.1): by the secret, or by the host's published keys. */
const SECRET_ALGORITHMS = ['HS256'];
const PUBLIC_ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];

/** Verifies tokens (JWT, RFC 7519). */
export function tokenVerifier(settings: TokenSettings, clock: Clock): TokenVerifier {
  const { key, algorithms } = keyOf(settings);
  const { authIssuer: issuer, authAudience: audience } = settings;
  const expected = { ...(issuer !== undefined && { issuer }), ...(audience !== undefined && { audience }) };
  const options = {
    algorithms,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['sub'],
    ...expected,
  };
  return async (token) =>
    jwtVerify(token, key, { ...options, currentDate: new Date(clock.now()) }).then(
      ({ payload }) => ({ ok: true, claims: payload }) as const,
      refuseToken,
    );
}

interface Key {
  readonly key: JWTVerifyGetKey;
  readonly algorithms: string[];
}

function keyOf({ authSecret, authJwksUrl }: TokenSettings): Key {
  if (authJwksUrl !== undefined) {
    const options = { timeoutDuration: JWKS_TIMEOUT_MS, cooldownDuration: JWKS_COOLDOWN_MS };
    return { key: published(createRemoteJWKSet(new URL(authJwksUrl), options)), algorithms: PUBLIC_ALGORITHMS };
  }
  const imported = importSecret(authSecret ?? '');
  return { key: () => imported, algorithms: SECRET_ALGORITHMS };
}

/** It is the server of the keys that failed, and not the token. */
class KeysUnavailable extends Error {}

/** What is wrong with a token and not with the keys. */
const OF_TOKENS = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

function published(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return (...token) =>
    Promise.resolve(keys(...token)).catch((error: unknown) => {
      if (OF_TOKENS.some((kind) => error instanceof kind)) throw error;
      throw new KeysUnavailable('the keys cannot be fetched', { cause: error });
    });
}

/** Imported once: with the plain text every check would pay for it again. */
async function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

/** Says no more than needed: which check failed is of use to forgers only. */
function refuseToken(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return refuse('token-expired', 'The token has expired; get a new one.');
  if (error instanceof KeysUnavailable)
    return refuse('internal-error', 'The keys that tokens are signed with cannot be had now.');
  return refuse('unauthenticated', 'The token is not valid here.');
}
