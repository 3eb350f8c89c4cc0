import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import pg from 'pg';

import { Client } from './support/client.ts';
import { ask } from './support/http.ts';
import { type Postgres, startPostgres } from './support/postgres.ts';
import { kill, startProgram } from './support/standalone.ts';
import { until } from './support/until.ts';

let postgres: Postgres;

before(async () => {
  postgres = await startPostgres();
});

after(async () => {
  await postgres[Symbol.asyncDispose]();
});

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
