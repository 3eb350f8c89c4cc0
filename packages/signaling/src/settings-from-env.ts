import { isLoopbackName } from './identity/loopback.ts';
import { parseSettings, type Settings, SettingsError, type SettingsInput } from './settings.ts';

/** Where the standalone server listens, and how it works. */
export interface StandaloneSettings {
  readonly port: number;
  readonly host: string;
  readonly settings: Settings;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 3000;

/**
 * Reads the settings of the standalone server. Lists are separated by commas or spaces; what is empty counts as unset.
 * Without `AUTH_SECRET` and `AUTH_JWKS_URL` identity is open, which is for one's own machine only.
 * @throws {SettingsError} naming the variable and its mend.
 */
export function settingsFromEnv(env: Environment): StandaloneSettings {
  const openIdentity = textOf(env, 'AUTH_SECRET') === undefined && textOf(env, 'AUTH_JWKS_URL') === undefined;
  const host = textOf(env, 'HOST') ?? (openIdentity ? '127.0.0.1' : '0.0.0.0');
  if (openIdentity && !isLoopbackName(host)) throw new SettingsError('AUTH_SECRET', openToOthers(host));
  return { port: portOf(env), host, settings: parseSettings(inputFrom(env, openIdentity), variableName) };
}

function openToOthers(host: string): string {
  return `is missing, so that anybody who reaches ${host} could be anybody; set it to at least 32 bytes (openssl rand -base64 48), or set HOST=127.0.0.1`;
}

function inputFrom(env: Environment, openIdentity: boolean): SettingsInput {
  return {
    openIdentity,
    authSecret: textOf(env, 'AUTH_SECRET'),
    authJwksUrl: textOf(env, 'AUTH_JWKS_URL'),
    authIssuer: textOf(env, 'AUTH_ISSUER'),
    authAudience: textOf(env, 'AUTH_AUDIENCE'),
    allowedOrigins: listOf(env, 'ALLOWED_ORIGINS'),
    adminToken: textOf(env, 'ADMIN_TOKEN'),
    metricsToken: textOf(env, 'METRICS_TOKEN'),
    trustProxy: numberOf(env, 'TRUST_PROXY'),
    stunUrls: listOf(env, 'STUN_URLS'),
    turnUrls: listOf(env, 'TURN_URLS'),
    turnSecret: textOf(env, 'TURN_SECRET'),
    turnTtlSeconds: numberOf(env, 'TURN_TTL_SECONDS'),
    databaseUrl: textOf(env, 'DATABASE_URL'),
    historyRetentionDays: numberOf(env, 'HISTORY_RETENTION_DAYS'),
    webhookUrl: textOf(env, 'WEBHOOK_URL'),
    webhookSecret: textOf(env, 'WEBHOOK_SECRET'),
    rulesUrl: textOf(env, 'RULES_URL'),
    rulesSecret: textOf(env, 'RULES_SECRET'),
    ringTimeoutSeconds: numberOf(env, 'RING_TIMEOUT_SECONDS'),
    graceSeconds: numberOf(env, 'GRACE_SECONDS'),
  };
}

function portOf(env: Environment): number {
  const port = numberOf(env, 'PORT') ?? DEFAULT_PORT;
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SettingsError('PORT', 'must be a whole number from 0 to 65535 (0: any free port)');
}

function textOf(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

function listOf(env: Environment, name: string): string[] | undefined {
  return textOf(env, name)
    ?.split(/[\s,]+/)
    .filter((entry) => entry !== '');
}

function numberOf(env: Environment, name: string): number | undefined {
  const text = textOf(env, name);
  return text === undefined ? undefined : Number(text);
}

function variableName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
