import { errors, jwtVerify, type JWTPayload } from 'jose';

import type { Clock } from '../clock.ts';
import type { Refusal } from '../protocol/index.ts';
import { refuse } from '../refuse.ts';

/** How far the clocks of the host and of this server may be apart. */
const CLOCK_TOLERANCE_SECONDS = 30;

export interface TokenSettings {
  readonly authSecret: string;
  readonly authIssuer?: string | undefined;
  readonly authAudience?: string | undefined;
}

/** The verified claims of a token, or why it isn't accepted. */
export type TokenVerifier = (token: string) => Promise<{ readonly ok: true; readonly claims: JWTPayload } | Refusal>;

/** Verifies tokens (JWT, RFC 7519) signed with HS256 and nothing else, whatever their header says (RFC 8725 §3.1). */
export function tokenVerifier(settings: TokenSettings, clock: Clock): TokenVerifier {
  const key = importSecret(settings.authSecret);
  const { authIssuer: issuer, authAudience: audience } = settings;
  const expected = { ...(issuer !== undefined && { issuer }), ...(audience !== undefined && { audience }) };
  const options = {
    algorithms: ['HS256'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['sub'],
    ...expected,
  };
  return async (token) =>
    jwtVerify(token, await key, { ...options, currentDate: new Date(clock.now()) }).then(
      ({ payload }) => ({ ok: true, claims: payload }) as const,
      refuseToken,
    );
}

/** Imported once: with the plain text every check would pay for it again. */
async function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

/** Says no more than needed: which check failed is of use to forgers only. */
function refuseToken(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return refuse('token-expired', 'The token has expired; get a new one.');
  return refuse('unauthenticated', 'The token is not valid here.');
}
