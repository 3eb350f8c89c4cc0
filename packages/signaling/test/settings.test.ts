import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';

import { createSignalingServer, SettingsError, type SignalingOptions } from '../src/index.ts';
import { settingsFromEnv } from '../src/settings-from-env.ts';
import { SECRET } from './support/tokens.ts';

const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ['PORT', 'http', /from 0 to 65535/],
  ['PORT', '65536', /from 0 to 65535/],
  ['AUTH_SECRET', 'short', /at least 32 bytes long; make one with: openssl/],
  ['ADMIN_TOKEN', 'a token with white space that is long enough', /none of them white space/],
  ['METRICS_TOKEN', 'let me count', /no white space/],
  ['DATABASE_URL', 'mysql://calls', /sqlite:<path>, sqlite::memory: or postgres:/],
  ['HISTORY_RETENTION_DAYS', '-1', /whole number of days from 0/],
  ['WEBHOOK_URL', 'app.example.com', /https:\/\/app\.example\.com/],
  ['WEBHOOK_SECRET', 'short', /at least 32 bytes long/],
  ['RULES_URL', 'ask me', /https:\/\/app\.example\.com\/rules/],
  ['RULES_SECRET', 'short', /at least 32 bytes long/],
  ['AUTH_JWKS_URL', 'jwks.json', /well-known\/jwks\.json/],
  ['ALLOWED_ORIGINS', 'https://app.example.com/', /no slash at the end/],
  ['ALLOWED_ORIGINS', 'app.example.com', /https:\/\/app\.example\.com/],
  ['TRUST_PROXY', 'yes', /whole number of proxies from 0 to 10/],
  ['STUN_URLS', 'turn.example.com', /stun:turn\.example\.com:3478/],
  ['TURN_URLS', 'stun:turn.example.com', /turn:turn\.example\.com/],
  ['TURN_TTL_SECONDS', '5', /seconds from 60 to 604800/],
  ['RING_TIMEOUT_SECONDS', '0', /seconds from 1 to 600/],
  ['RING_TIMEOUT_SECONDS', '4.5', /whole number/],
  ['GRACE_SECONDS', 'a minute', /seconds from 1 to 600/],
];

describe('a wrong setting', () => {
  for (const [name, value, mend] of WRONG) {
    it(`${name}=${value} is named together with its mend`, () => {
      assert.throws(
        () => settingsFromEnv({ AUTH_SECRET: SECRET, [name]: value }),
        (error: unknown) => error instanceof SettingsError && error.setting === name && mend.test(error.message),
      );
    });
  }

  it('is never said back when it is a secret', () => {
    assert.throws(
      () => settingsFromEnv({ AUTH_SECRET: 'hunter2' }),
      (error: Error) => !error.message.includes('hunter2'),
    );
  });

  it('WEBHOOK_URL without WEBHOOK_SECRET is named', () => {
    const env = { AUTH_SECRET: SECRET, WEBHOOK_URL: 'https://app.example.com/calls' };
    assert.throws(() => settingsFromEnv(env), { setting: 'WEBHOOK_SECRET', message: /is missing/ });
  });

  it('AUTH_JWKS_URL beside AUTH_SECRET, or in plain text from elsewhere, is named', () => {
    const url = 'https://app.example.com/jwks.json';
    const wrong = { setting: 'AUTH_JWKS_URL' };
    assert.throws(() => settingsFromEnv({ AUTH_SECRET: SECRET, AUTH_JWKS_URL: url }), wrong);
    assert.throws(() => settingsFromEnv({ AUTH_JWKS_URL: 'http://app.example.com/jwks.json' }), wrong);
    assert.throws(() => settingsFromEnv({ AUTH_JWKS_URL: 'app.example.com' }), wrong);
    assert.equal(settingsFromEnv({ AUTH_JWKS_URL: url }).host, '0.0.0.0');
  });

  it('TURN_URLS without TURN_SECRET is named', () => {
    const env = { AUTH_SECRET: SECRET, TURN_URLS: 'turn:turn.example.com' };
    assert.throws(() => settingsFromEnv(env), { setting: 'TURN_SECRET' });
  });

  it('is called by the name of the option in the library', () => {
    const create = (options: SignalingOptions) => () => createSignalingServer(createServer(), options);
    assert.throws(create({ authSecret: 'short' }), { name: 'SettingsError', setting: 'authSecret' });
    assert.throws(create({ openIdentity: true, graceSeconds: -1 }), { setting: 'graceSeconds' });
    assert.throws(create({ openIdentity: true, authSecret: SECRET }), { setting: 'openIdentity' });
  });
});

describe('open identity', () => {
  it('has to be asked for in the library', () => {
    assert.throws(() => createSignalingServer(createServer(), {}), {
      name: 'SettingsError',
      message: /openIdentity: true/,
    });
  });

  it('is the default of the standalone server, on loopback', () => {
    const { host, port, settings } = settingsFromEnv({});
    assert.deepEqual([host, port, settings.openIdentity], ['127.0.0.1', 3000, true]);
  });

  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'calls.example.com']) {
    it(`is refused on ${host}`, () => {
      assert.throws(() => settingsFromEnv({ HOST: host }), { setting: 'AUTH_SECRET', message: /HOST=127\.0\.0\.1/ });
    });
  }

  for (const host of ['localhost', '127.0.0.2', '::1']) {
    it(`is allowed on ${host}`, () => assert.equal(settingsFromEnv({ HOST: host }).host, host));
  }
});

describe('the environment', () => {
  it('may separate lists by commas, spaces or both', () => {
    const { settings } = settingsFromEnv({
      AUTH_SECRET: SECRET,
      ALLOWED_ORIGINS: ' https://a.example,https://b.example  http://c.example:81, ',
    });
    assert.deepEqual(settings.allowedOrigins, ['https://a.example', 'https://b.example', 'http://c.example:81']);
  });

  it('may hold empty and unknown variables', () => {
    const { host, settings } = settingsFromEnv({
      AUTH_SECRET: SECRET,
      GRACE_SECONDS: '',
      HOST: ' ',
      DATABASE_URL: 'sqlite::memory:',
    });
    assert.deepEqual([host, settings.graceSeconds, settings.ringTimeoutSeconds], ['0.0.0.0', 60, 45]);
  });
});
