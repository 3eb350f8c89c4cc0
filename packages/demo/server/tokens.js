import { SignJWT } from 'jose';

/** How long one token is good for; the widget asks `getToken` for another one when it is refused. */
const LIFETIME = '1h';

/**
 * Makes the function that vouches for a user towards the signaling server: all that a host has to bring.
 *
 * @param {string} secret the `AUTH_SECRET` that the signaling server verifies with
 * @returns {(account: import('./accounts.js').Account) => Promise<string>}
 */
export function createTokenMint(secret) {
  const key = new TextEncoder().encode(secret);
  return (account) =>
    new SignJWT({ name: account.name, picture: account.picture })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(account.id)
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .sign(key);
}
