import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';

import { type Logger, pino, stdSerializers } from 'pino';

import type { SignalingOptions } from '../src/index.ts';
import { refusedConnection } from './support/client.ts';
import { ask } from './support/http.ts';
import { LogLines } from './support/log-lines.ts';
import { ring, talk } from './support/ringing.ts';
import { answer, candidate, envelope, offer } from './support/signals.ts';
import { startServer } from './support/start-server.ts';
import { forge, mint, SECRET } from './support/tokens.ts';

describe('the log', () => {
  it("has one line for each step of a call's life, with its id", async () => {
    const log = new LogLines();
    await using server = await startServer({ logger: pino(log) });
    const { ann, ben, callId } = await talk(server);
    ben.socket.disconnect();
    await log.line('participant away');
    const back = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    await back.granted('call:resume', { callId });
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    assert.deepEqual(
      log.lines.map(({ msg }) => msg),
      ['call created', 'call answered', 'participant away', 'participant returned', 'call ended'],
    );
    for (const line of log.lines) assert.equal(line.callId, callId);
  });

  it('says once a minute why handshakes are refused, for each reason', async () => {
    const log = new LogLines();
    await using server = await startServer({ authSecret: SECRET, logger: pino(log) });
    for (const token of ['forged', 'forged', '']) await refusedConnection(server.url, { auth: { token } });
    await refusedConnection(server.url, { headers: { Origin: 'https://evil.example' } });
    const refused = () => log.lines.map(({ msg, code }) => [msg, code]);
    const first = [
      ['handshake refused', 'unauthenticated'],
      ['handshake refused', 'not-permitted'],
    ];
    assert.deepEqual(refused(), first);
    server.clock.advance(60_000);
    await refusedConnection(server.url, { auth: { token: 'forged' } });
    assert.deepEqual(refused(), [...first, first[0]]);
  });
});

const PASSWORD = 'pass-of-the-database';
const KEY = 'key-in-a-query';
const ADMIN_TOKEN = 'what-the-host-says-to-revoke-all-tokens';
const RULES_SECRET = 'what the host knows its questions by';
const WEBHOOK_SECRET = 'what the host knows its messages by';
const TURN_SECRET = 'what-coturn-knows';
const ANN = { sub: 'ann', name: 'Annabel Lee', picture: 'https://app.example.com/annabel.jpg' };

/** Nobody's secret, address, name or word: what is never to be read. */
const UNSAID = [
  ...[SECRET, PASSWORD, KEY, ADMIN_TOKEN, RULES_SECRET, WEBHOOK_SECRET, TURN_SECRET],
  ...['eyJ', '127.0.0.1', '::1', 'localhost:', 'v=0', 'candidate', 'Annabel', 'annabel', 'Sorry'],
];

function assertDiscreet({ text }: LogLines): void {
  for (const unsaid of UNSAID) assert.ok(!text.includes(unsaid), `the log says ${unsaid}: ${text}`);
  assert.doesNotMatch(text, /\b(ann|ben)\b/);
}

/** An address where nobody listens any more. */
async function deserted(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return `127.0.0.1:${port}`;
}

const loggers: Readonly<Record<string, (lines: LogLines) => Logger>> = {
  'a plain logger': (lines) => pino({ level: 'trace' }, lines),
  "a host's logger that tells all of an error": (lines) =>
    pino({ level: 'trace', serializers: { err: stdSerializers.err } }, lines),
};

for (const [which, loggerTo] of Object.entries(loggers))
  describe(`${which} is told no secret, address, name or description`, () => {
    const start = async (lines: LogLines, options: Partial<SignalingOptions>) =>
      startServer({
        turnSecret: TURN_SECRET,
        turnUrls: ['turn:turn.example.com'],
        ...options,
        logger: loggerTo(lines),
      });

    it('in a call of people with tokens, one of whom is revoked', async () => {
      const lines = new LogLines();
      await using server = await start(lines, { authSecret: SECRET, adminToken: ADMIN_TOKEN });
      const ann = await server.connect('ann', { auth: { token: await mint(server.clock, ANN) } });
      const ben = await server.connect('ben', { auth: { token: await mint(server.clock, { sub: 'ben' }) } });
      const declined = await ann.invite('ben');
      await ben.granted('call:decline', { callId: declined.call.id, message: 'Sorry' });
      const { call } = await ann.invite('ben');
      await ann.granted('call:signal', envelope(call.id, 'ben', offer));
      await ann.granted('call:signal', envelope(call.id, 'ben', candidate, 1));
      await ben.granted('call:accept', { callId: call.id });
      await ben.granted('call:signal', envelope(call.id, 'ann', answer));
      const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
      await ask(`${server.url}/api/communication/users/ann/sessions`, { method: 'DELETE', headers });
      const token = await mint(server.clock, { ...ANN, iat: server.clock.now() / 1000 - 1 });
      await refusedConnection(server.url, { auth: { token } });
      assert.equal((await lines.line('handshake refused'))['code'], 'unauthenticated');
      assert.equal(lines.lines.filter(({ msg }) => msg === 'call ended').length, 2);
      assertDiscreet(lines);
    });

    it('by forged tokens', async () => {
      const lines = new LogLines();
      await using server = await start(lines, { authSecret: SECRET });
      for (const header of [{ alg: 'none' }, { alg: 'HS256' }, { alg: 'HS256', crit: ['x'] }]) {
        const token = forge(header, ANN, 'unsigned');
        await refusedConnection(server.url, { auth: { token } });
        await ask(`${server.url}/api/communication/calls`, { headers: { Authorization: `Bearer ${token}` } });
      }
      await lines.line('handshake refused');
      assertDiscreet(lines);
    });

    it('while the keys of the tokens cannot be had', async () => {
      const lines = new LogLines();
      await using server = await start(lines, { authJwksUrl: `http://${await deserted()}/keys?${KEY}` });
      await refusedConnection(server.url, { auth: { token: forge({ alg: 'RS256' }, ANN, 'signed') } });
      assert.equal((await lines.line('handshake refused'))['code'], 'internal-error');
      assertDiscreet(lines);
    });

    for (const [where, urlOf] of Object.entries({
      'is not there': (host: string) => `postgres://calls:${PASSWORD}@${host}/history`,
      'has a name that nobody knows': () => `postgres://calls:${PASSWORD}@nowhere.invalid/history`,
      'has a URL that is none': (host: string) => `postgres://calls:${PASSWORD}/x@${host}/history`,
      'is no file that can be opened': () => `sqlite:/nowhere/${KEY}/calls.db`,
    }))
      it(`while the database ${where}`, async () => {
        const lines = new LogLines();
        await using server = await start(lines, { databaseUrl: urlOf(await deserted()) });
        const { ann, callId } = await ring(server);
        await ann.granted('call:cancel', { callId });
        assert.equal((await ask(`${server.url}/readyz`)).status, 503);
        await ask(`${server.url}/api/communication/calls`, { headers: { 'X-User-Id': 'ann' } });
        for (const msg of ['history is out of reach', 'history cannot be written', 'HTTP request failed'])
          assert.ok((await lines.line(msg))['err'], msg);
        assertDiscreet(lines);
      });

    for (const [who, credentials] of [
      ['anybody', ''],
      ['a user with a password', `user:${PASSWORD}@`],
    ])
      it(`while the receiver of the webhooks, called as ${who}, is gone`, async () => {
        const lines = new LogLines();
        const webhookUrl = `http://${credentials}${await deserted()}/?${KEY}`;
        await using server = await start(lines, { webhookUrl, webhookSecret: WEBHOOK_SECRET });
        await ring(server);
        server.clock.advance(1_000);
        assert.equal((await lines.line('webhook not taken'))['problem'], 'ECONNREFUSED');
        assertDiscreet(lines);
      });

    it('while nobody answers what the rules are, or answers nonsense', async () => {
      const lines = new LogLines();
      const nonsense = createServer((_request, response) => response.end(`Annabel at 127.0.0.1 with ${KEY}`));
      await once(nonsense.listen(0, '127.0.0.1'), 'listening');
      const { port } = nonsense.address() as AddressInfo;
      for (const host of [await deserted(), `127.0.0.1:${port}`]) {
        await using server = await start(lines, { rulesUrl: `http://${host}/?${KEY}`, rulesSecret: RULES_SECRET });
        const ann = await server.connect('ann');
        await ann.granted('presence:watch', { users: ['ben'] });
      }
      nonsense.close();
      const problems = lines.lines.flatMap(({ msg, problem }) => (msg === 'rule not answered' ? [problem] : []));
      assert.deepEqual(problems, ['ECONNREFUSED', 'SyntaxError']);
      assertDiscreet(lines);
    });

    it('by a rule of the host that fails with all of them in its mouth', async () => {
      const lines = new LogLines();
      const token = forge({ alg: 'HS256' }, ANN, 'signed');
      const canSee = (): boolean => {
        const cause = Object.assign(new Error(`connect ECONNREFUSED ::1:5432`), { address: '127.0.0.1', token });
        throw Object.assign(
          new Error(`https://app.example.com/?${KEY} from [::ffff:127.0.0.1]:80: ${token}`, { cause }),
          {
            code: 'E_RULE',
            config: { headers: { Authorization: `Bearer ${token}` } },
          },
        );
      };
      await using server = await start(lines, { canSee });
      const ann = await server.connect('ann');
      assert.equal(await ann.refused('presence:watch', { users: ['ben'] }), 'internal-error');
      const { err } = (await lines.line('request failed')) as { err?: { code?: string; stack?: string } };
      assert.equal(err?.code, 'E_RULE');
      assert.match(err?.stack ?? '', /log\.test\.ts:\d+/, 'where it failed is said');
      assertDiscreet(lines);
    });
  });
