import * as v from 'valibot';

import { isLoopbackName } from './identity/loopback.ts';

/** A setting that the server can't work with. The message names the setting and how to mend it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  /** The setting, as whoever set it calls it. */
  readonly setting: string;

  constructor(setting: string, mend: string) {
    super(`${setting} ${mend}`);
    this.setting = setting;
  }
}

/** The least length of a signing secret: that of an HS256 hash (RFC 7518 §3.2). */
const MIN_SECRET_BYTES = 32;

const text = (mend: string) => v.message(v.pipe(v.string(), v.minLength(1)), mend);
const listOf = (form: RegExp, mend: string) =>
  v.optional(v.message(v.array(v.pipe(v.string(), v.regex(form))), mend), () => []);
const wholeNumber = (least: number, most: number, unit: string) =>
  v.message(
    v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)),
    `must be a whole number of ${unit} from ${least} to ${most}`,
  );

const Secret = v.message(
  v.pipe(
    v.string(),
    v.check((secret) => Buffer.byteLength(secret) >= MIN_SECRET_BYTES),
  ),
  `must be at least ${MIN_SECRET_BYTES} bytes long; make one with: openssl rand -base64 48`,
);

const Settings = v.object({
  /** Signs the users' tokens (JWT, HS256). */
  authSecret: v.optional(Secret),
  /** Where the keys are published that sign the users' tokens (JWK set, RFC 7517; RS256, ES256 or EdDSA). */
  authJwksUrl: v.optional(
    v.message(
      v.pipe(v.string(), v.url(), v.regex(/^https?:/)),
      'must be a URL such as https://app.example.com/.well-known/jwks.json',
    ),
  ),
  /** The `iss` and `aud` claims that tokens must have. */
  authIssuer: v.optional(text("must be the issuer's name, as in the tokens' iss claim")),
  authAudience: v.optional(text("must be the audience's name, as in the tokens' aud claim")),
  /** Lets the pages of this machine be whoever they say. */
  openIdentity: v.optional(v.message(v.boolean(), 'must be true or false'), false),
  /** Origins whose pages may connect, or `*`; default: the server's own. */
  allowedOrigins: listOf(
    /^(\*|[a-z][a-z0-9+.-]*:\/\/[^\s/?#*]+)$/,
    'must be a list of origins such as https://app.example.com (no path, no slash at the end), or *',
  ),
  /** Lets the host's servers revoke tokens by HTTP; without it, nobody can. */
  adminToken: v.optional(
    v.message(v.pipe(v.string(), v.regex(/^\S{32,}$/)), 'must be at least 32 characters, none of them white space'),
  ),
  /** Who may read the metrics; without it, this machine. */
  metricsToken: v.optional(v.message(v.pipe(v.string(), v.regex(/^\S+$/)), 'must hold no white space')),
  /** How many proxies' forwarding headers count for addresses. */
  trustProxy: v.optional(wholeNumber(0, 10, 'proxies'), 0),
  /** The ICE servers to hand out (RFC 7064, RFC 7065); default: none. */
  stunUrls: listOf(/^stuns?:[^\s/?]+$/, 'must be a list of URLs such as stun:turn.example.com:3478'),
  turnUrls: listOf(
    /^turns?:[^\s/?]+(\?transport=(udp|tcp))?$/,
    'must be a list of URLs such as turn:turn.example.com:3478?transport=udp',
  ),
  /** The `static-auth-secret` of the TURN servers, and for how many seconds a password made with it is valid. */
  turnSecret: v.optional(text('must be the static-auth-secret of the TURN server')),
  turnTtlSeconds: v.optional(wholeNumber(60, 604_800, 'seconds'), 21_600),
  /** Where the history of calls is kept. */
  databaseUrl: v.optional(
    v.message(
      v.pipe(v.string(), v.regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/)),
      'must be sqlite:<path>, sqlite::memory: or postgres://<user>:<password>@<host>/<database>',
    ),
    'sqlite:./calls.db',
  ),
  /** For how many days calls are kept in the history after their end; 0: for ever. */
  historyRetentionDays: v.optional(wholeNumber(0, 36_500, 'days'), 365),
  /** Where the host is told of calls, and what the messages are signed with (Standard Webhooks); default: nowhere. */
  webhookUrl: v.optional(
    v.message(v.pipe(v.string(), v.url(), v.regex(/^https?:/)), 'must be a URL such as https://app.example.com/calls'),
  ),
  webhookSecret: v.optional(Secret),
  /** Who is asked whom users may see and call, and what the questions are signed with; default: everybody may. */
  rulesUrl: v.optional(
    v.message(v.pipe(v.string(), v.url(), v.regex(/^https?:/)), 'must be a URL such as https://app.example.com/rules'),
  ),
  rulesSecret: v.optional(Secret),
  /** How long a call rings. */
  ringTimeoutSeconds: v.optional(wholeNumber(1, 600, 'seconds'), 45),
  /** How long a participant whose connection was lost may take to return. */
  graceSeconds: v.optional(wholeNumber(1, 600, 'seconds'), 60),
});

/** Settings as the host gives them; all have defaults but the choice between a secret and open identity. */
export type SettingsInput = v.InferInput<typeof Settings>;

/** Settings that were checked. */
export type Settings = v.InferOutput<typeof Settings>;

/** What the settings are called where they were set. */
export type SettingName = (key: string) => string;

/**
 * Checks the settings and fills in the defaults.
 * @throws {SettingsError} for the first setting that can't be.
 */
export function parseSettings(input: SettingsInput, nameOf: SettingName = (key) => key): Settings {
  const parsed = v.safeParse(Settings, input);
  if (parsed.success) return checkTogether(parsed.output, nameOf);
  const [issue] = parsed.issues;
  throw new SettingsError(nameOf(v.getDotPath(issue)?.split('.')[0] ?? 'options'), issue.message);
}

function checkTogether(settings: Settings, nameOf: SettingName): Settings {
  const { authSecret, authJwksUrl, openIdentity } = settings;
  if (authSecret === undefined && authJwksUrl === undefined && !openIdentity) {
    const mend = `is missing, and so is ${nameOf('authJwksUrl')}; to let anybody be anybody on this machine, set ${nameOf('openIdentity')}: true`;
    throw new SettingsError(nameOf('authSecret'), mend);
  }
  const ways = { authSecret: authSecret !== undefined, authJwksUrl: authJwksUrl !== undefined, openIdentity };
  const [way, other] = Object.entries(ways).flatMap(([key, isSet]) => (isSet ? [nameOf(key)] : []));
  if (other !== undefined) throw new SettingsError(other, `can't be set together with ${way}; choose one of them`);
  if (authJwksUrl !== undefined && !isSafe(authJwksUrl))
    throw new SettingsError(nameOf('authJwksUrl'), 'must begin with https:, or whoever is in between could be anybody');
  if (settings.webhookUrl !== undefined && settings.webhookSecret === undefined)
    throw new SettingsError(nameOf('webhookSecret'), `is missing; what is sent to ${nameOf('webhookUrl')} is signed`);
  if (settings.rulesUrl !== undefined && settings.rulesSecret === undefined)
    throw new SettingsError(nameOf('rulesSecret'), `is missing; what is asked of ${nameOf('rulesUrl')} is signed`);
  if (settings.turnUrls.length > 0 && settings.turnSecret === undefined) {
    throw new SettingsError(nameOf('turnSecret'), `is missing; ${nameOf('turnUrls')} needs it to make passwords`);
  }
  return settings;
}

/** Nobody is in between on this machine. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isLoopbackName(hostname);
}
