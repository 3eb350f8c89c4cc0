import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';

import pg from 'pg';

import { Client } from './support/client.ts';
import { ask } from './support/http.ts';
import { type Postgres, startPostgres } from './support/postgres.ts';
import { kill, type Program, startProgram } from './support/standalone.ts';
import { startServer } from './support/start-server.ts';
import { until } from './support/until.ts';

let folder: string;
let postgres: Postgres;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'call-window-database-'));
  postgres = await startPostgres();
});

after(async () => {
  await postgres[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const sqliteUrl = (): string => `sqlite:${join(folder, `${crypto.randomUUID()}.db`)}`;
const readiness = async (url: string): Promise<number | undefined> => (await ask(`${url}/readyz`)).status;

async function callIdsOf(url: string, userId: string): Promise<string[]> {
  const { body } = await ask(`${url}/api/communication/calls`, { headers: { 'X-User-Id': userId } });
  const { calls } = JSON.parse(body) as { readonly calls: readonly { readonly id: string }[] };
  return calls.map(({ id }) => id);
}

/** Somebody else at the same database. */
async function otherAt(databaseUrl: string) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const count = async (sql: string): Promise<number> => Number((await client.query(sql)).rows[0].count);
  return { client, count, [Symbol.asyncDispose]: () => client.end() };
}

const OTHERS = 'from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

describe('a connection to PostgreSQL that breaks in the midst of a transaction', () => {
  it('ends no process, and the call is written all the same', async () => {
    const databaseUrl = await postgres.create();
    const program = await startProgram({ DATABASE_URL: databaseUrl });
    try {
      await until('ready', async () => (await readiness(program.url)) === 200);
      const ann = await Client.connect(program.url, 'ann');
      await Client.connect(program.url, 'ben');
      await using other = await otherAt(databaseUrl);
      await other.client.query('begin; lock table participants in access exclusive mode');
      const { call } = await ann.invite('ben');
      const waiting = `select count(*) ${OTHERS} and wait_event_type = 'Lock'`;
      await until('a transaction', async () => (await other.count(waiting)) > 0);
      await other.client.query(`select pg_terminate_backend(pid) ${OTHERS}`);
      await other.client.query('commit');
      await until('written', async () => (await callIdsOf(program.url, 'ann')).includes(call.id));
      await ann.granted('call:cancel', { callId: call.id });
    } finally {
      assert.equal(program.process.exitCode, null, 'it lives');
      await kill(program);
    }
  });
});

describe('tables that could not all be made', () => {
  const refusing = {
    SQLite: async () => {
      const databaseUrl = sqliteUrl();
      const database = new DatabaseSync(databaseUrl.slice('sqlite:'.length), { timeout: 5_000 });
      return { databaseUrl, run: async (sql: string) => database.exec(sql), close: async () => database.close() };
    },
    PostgreSQL: async () => {
      const databaseUrl = await postgres.create();
      const { client } = await otherAt(databaseUrl);
      return { databaseUrl, run: async (sql: string) => void (await client.query(sql)), close: () => client.end() };
    },
  };
  for (const [name, open] of Object.entries(refusing))
    it(`are all made as soon as nothing is in their way, in ${name}`, async () => {
      const { databaseUrl, run, close } = await open();
      // In the way of the third table: the first two are made before it.
      await run('create table participants (id integer)');
      await using server = await startServer({ databaseUrl });
      assert.equal(await readiness(server.url), 503);
      await run('drop table participants');
      await close();
      server.clock.advance(5_000);
      assert.equal(await readiness(server.url), 200);
    });
});

describe('processes that start at once at one empty database', () => {
  const PROCESSES = 4;
  const databases = { SQLite: async () => sqliteUrl(), PostgreSQL: () => postgres.create() };
  for (const [name, open] of Object.entries(databases))
    it(`all find or make its tables, and write their calls, in ${name}`, async () => {
      const DATABASE_URL = await open();
      const programs = await Promise.all(Array.from({ length: PROCESSES }, () => startProgram({ DATABASE_URL })));
      try {
        await Promise.all(programs.map(ready));
        const made = await Promise.all(programs.map(callOf));
        for (const program of programs)
          await until('every call', async () => {
            const ids = await callIdsOf(program.url, 'ann');
            return made.every((id) => ids.includes(id));
          });
      } finally {
        await Promise.all(programs.map(kill));
      }
    });

  it('take turns where each waits for the other in the midst of it', async () => {
    const databaseUrl = sqliteUrl();
    // In one process, every step of one comes between two steps of the other.
    const servers = await Promise.all([1, 2, 3].map(() => startServer({ databaseUrl })));
    await using stack = new AsyncDisposableStack();
    for (const server of servers) stack.use(server);
    for (const server of servers)
      await until('ready', async () => {
        server.clock.advance(5_000);
        return (await readiness(server.url)) === 200;
      });
  });

  const ready = ({ url }: Program): Promise<void> => until('ready', async () => (await readiness(url)) === 200);
  const callOf = async ({ url }: Program): Promise<string> => {
    const ann = await Client.connect(url, 'ann');
    const { call } = await ann.invite('ben');
    return call.id;
  };
});
