import { randomBytes } from 'node:crypto';

/**
 * @typedef {object} DemoSettings
 * @property {number} port 0 takes any free one
 * @property {string} host
 * @property {string} authSecret
 * @property {Record<string, unknown>} signaling what goes to `createSignalingServer` besides the secret
 */

/**
 * Reads the environment. What isn't set isn't handed on, so that the signaling server's own defaults hold.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {DemoSettings}
 * @throws {Error} naming the variable that can't be used
 */
export function readSettings(env) {
  return {
    port: readNumber(env, 'PORT', { least: 0, most: 65_535 }) ?? 3000,
    host: env.HOST || '127.0.0.1',
    authSecret: env.AUTH_SECRET || randomSecret(),
    signaling: withoutUndefined({
      allowedOrigins: readList(env.ALLOWED_ORIGINS),
      ringTimeoutSeconds: readNumber(env, 'RING_TIMEOUT_SECONDS', { least: 1, most: 600 }),
      graceSeconds: readNumber(env, 'GRACE_SECONDS', { least: 1, most: 600 }),
      stunUrls: readList(env.STUN_URLS),
      turnUrls: readList(env.TURN_URLS),
      turnSecret: env.TURN_SECRET || undefined,
    }),
  };
}

/** Good for one run: the tokens of an earlier one are void, and the pages sign in again by themselves. */
export function randomSecret() {
  return randomBytes(32).toString('base64url');
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} name
 * @param {{ least: number, most: number }} limits
 * @returns {number | undefined}
 */
function readNumber(env, name, { least, most }) {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
}

/**
 * @param {string | undefined} text separated by commas or white space
 * @returns {string[] | undefined}
 */
function readList(text) {
  const items = text?.split(/[\s,]+/).filter(Boolean);
  return items?.length ? items : undefined;
}

/** @param {Record<string, unknown>} values */
function withoutUndefined(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
