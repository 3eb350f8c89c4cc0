import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';

import { type Clock, systemClock } from '../src/clock.ts';
import { authenticator } from '../src/identity/authenticate.ts';
import { type Revocation, Revocations } from '../src/identity/revocations.ts';
import { logFrom } from '../src/observability/log.ts';
import { Client, refusedConnection } from './support/client.ts';
import { ask } from './support/http.ts';
import { ManualClock } from './support/manual-clock.ts';
import { type Postgres, startPostgres } from './support/postgres.ts';
import { endingOf } from './support/ringing.ts';
import { kill, type Program, startProgram } from './support/standalone.ts';
import { type RunningServer, startServer } from './support/start-server.ts';
import { mint, SECRET } from './support/tokens.ts';
import { until } from './support/until.ts';

const ADMIN_TOKEN = 'the-host-itself-and-none-of-its-users';

/** Other processes look so often for what was revoked. */
const LOOK_MS = 2_000;

let folder: string;
let postgres: Postgres;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'call-window-revocations-'));
  postgres = await startPostgres();
});

after(async () => {
  await postgres[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const fresh = {
  SQLite: async () => `sqlite:${join(folder, `${crypto.randomUUID()}.db`)}`,
  PostgreSQL: () => postgres.create(),
};

/** One that is so many seconds old; with a negative age, from the future. */
const tokenOf = (sub: string, clock: Clock, age = 0): Promise<string> =>
  mint(clock, { sub, iat: Math.floor(clock.now() / 1000) - age });

const startAt = (databaseUrl: string): Promise<RunningServer> => startServer({ authSecret: SECRET, databaseUrl });
const connect = async (server: RunningServer, userId: string, age = 0): Promise<Client> =>
  server.connect(userId, { auth: { token: await tokenOf(userId, server.clock, age) } });
const gone = (client: Client): Promise<unknown> => once(client.socket as never, 'disconnect');
/** Lets time pass there until the device is disconnected. */
const hears = (server: RunningServer, client: Client): Promise<void> =>
  until('it hears of it', async () => {
    server.clock.advance(LOOK_MS);
    return !client.socket.connected;
  });
const ready = ({ url }: { readonly url: string }): Promise<void> =>
  until('ready', async () => (await ask(`${url}/readyz`)).status === 200);

async function codeFor(url: string, token: string): Promise<unknown> {
  return (await refusedConnection(url, { auth: { token } })).code;
}

for (const [name, open] of Object.entries(fresh)) {
  describe(`tokens that were revoked in one process, with ${name},`, () => {
    it('are worth nothing in another one: devices are disconnected, and out of their calls', async () => {
      const databaseUrl = await open();
      await using one = await startAt(databaseUrl);
      await using other = await startAt(databaseUrl);
      await Promise.all([one, other].map(ready));
      const [ann, ben, cleo, dan] = await Promise.all(
        ['ann', 'ben', 'cleo', 'dan'].map((user) => connect(other, user)),
      );
      const { call } = await ann!.invite('ben');
      await ben!.granted('call:accept', { callId: call.id });
      await cleo!.invite('dan');
      await one.signaling.revoke('ann');
      await one.signaling.revoke('dan');
      await hears(other, ann!);
      await hears(other, dan!);
      assert.deepEqual(await endingOf(ben!), { reason: 'not-permitted', by: 'ann' });
      assert.equal((await endingOf(cleo!))?.by, 'dan', 'who was being rung');
      assert.equal(await codeFor(other.url, await tokenOf('ann', other.clock, 60)), 'unauthenticated');
    });

    it('leave newer ones of that user alone, and what is done with them', async () => {
      const databaseUrl = await open();
      await using one = await startAt(databaseUrl);
      await using other = await startAt(databaseUrl);
      const old = await connect(other, 'ann', 1);
      const refreshed = await connect(other, 'ann', 1);
      // Of the next second: the one that they are revoked in counts as old.
      await refreshed.granted('identity:refresh', { token: await tokenOf('ann', other.clock, -1) });
      const [ann, ben] = [await connect(other, 'ann', -1), await connect(other, 'ben')];
      const { call } = await ann.invite('ben');
      await ben.granted('call:accept', { callId: call.id });
      await one.signaling.revoke('ann');
      await hears(other, old);
      await refreshed.granted('connection:check', { check: true });
      await ann.granted('call:leave', { callId: call.id, reason: 'hung-up' });
      assert.deepEqual(await endingOf(ben), { reason: 'hung-up', by: 'ann' });
    });
  });
}

describe('a user whose tokens are revoked while the database is out of order', () => {
  it('is disconnected at once, and elsewhere as soon as it can be written', async () => {
    const databaseUrl = await fresh.SQLite();
    await using one = await startAt(databaseUrl);
    await using other = await startAt(databaseUrl);
    await Promise.all([one, other].map(ready));
    const [here, there] = [await connect(one, 'ann'), await connect(other, 'ann')];
    const blocker = new DatabaseSync(databaseUrl.slice('sqlite:'.length), { timeout: 5_000 });
    blocker.exec('BEGIN EXCLUSIVE');
    const left = gone(here);
    await one.signaling.revoke('ann');
    await left;
    blocker.exec('COMMIT');
    blocker.close();
    one.clock.advance(LOOK_MS);
    await hears(other, there);
  });

  it('and who connects before it is back, is disconnected when it is', async () => {
    const databaseUrl = await postgres.create();
    const first = await startAt(databaseUrl);
    await ready(first);
    await first.signaling.revoke('ann');
    await first[Symbol.asyncDispose]();
    await postgres.stop();
    await using server = await startAt(databaseUrl);
    const ann = await connect(server, 'ann', 60);
    await postgres.start();
    await hears(server, ann);
    assert.equal(await codeFor(server.url, await tokenOf('ann', server.clock, 60)), 'unauthenticated');
  });
});

describe('whoever comes while a server starts', () => {
  it('waits for it to know what was revoked before', async () => {
    const clock = new ManualClock();
    const found = Promise.withResolvers<readonly Revocation[]>();
    const store = { save: async () => undefined, writtenSince: () => found.promise };
    const [revocations, none] = [1, 2].map(() => new Revocations({ store, clock, log: logFrom('silent') }));
    revocations!.listen(() => undefined);
    const token = await tokenOf('ann', clock);
    const askOf = (known: Revocations) => authenticator({ authSecret: SECRET }, clock, known)({} as never, { token });
    const reply = askOf(revocations!);
    // Who need not wait has an answer by now.
    for (let request = 0; request < 10; request += 1) assert.equal((await askOf(none!)).ok, true);
    found.resolve([{ userId: 'ann', revokedAt: clock.now() }]);
    assert.equal((await reply).ok, false);
    await revocations!.close();
  });
});

describe('a revoked token', () => {
  const start = (databaseUrl: string): Promise<Program> =>
    startProgram({ AUTH_SECRET: SECRET, ADMIN_TOKEN, HOST: '127.0.0.1', DATABASE_URL: databaseUrl });

  async function revoke({ url }: Program, userId: string): Promise<void> {
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
    const path = `/api/communication/users/${userId}/sessions`;
    assert.equal((await ask(`${url}${path}`, { method: 'DELETE', headers })).status, 204);
  }

  it('is refused by the server that comes after one that was killed, and a newer one is taken', async () => {
    const databaseUrl = await fresh.SQLite();
    const first = await start(databaseUrl);
    const token = await tokenOf('ann', systemClock);
    await Client.connect(first.url, 'ann', { auth: { token } });
    await revoke(first, 'ann');
    await kill(first);
    const second = await start(databaseUrl);
    try {
      assert.equal(await codeFor(second.url, token), 'unauthenticated');
      const { status } = await ask(`${second.url}/api/communication/calls`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      assert.equal(status, 401);
      await Client.connect(second.url, 'ann', { auth: { token: await tokenOf('ann', systemClock, -1) } });
    } finally {
      await kill(second);
    }
  });

  it('is worth nothing within two seconds where it was revoked, and within seconds elsewhere', async () => {
    const databaseUrl = await postgres.create();
    const programs = [await start(databaseUrl), await start(databaseUrl)] as const;
    try {
      const token = await tokenOf('ann', systemClock);
      const devices = programs.map(({ url }) => Client.connect(url, 'ann', { auth: { token } }));
      const [here, there] = (await Promise.all(devices)) as [Client, Client];
      const left = { here: gone(here), there: gone(there) };
      const began = performance.now();
      await revoke(programs[0], 'ann');
      await left.here;
      assert.ok(performance.now() - began < 2_000);
      await left.there;
      assert.ok(performance.now() - began < 5_000);
      for (const { url } of programs) assert.equal(await codeFor(url, token), 'unauthenticated');
    } finally {
      await Promise.all(programs.map(kill));
    }
  });
});
