import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';

import { ask, type HttpAnswer } from './support/http.ts';
import { type Postgres, startPostgres } from './support/postgres.ts';
import { type RunningServer, startServer, type StartOptions } from './support/start-server.ts';

interface HistoryCall {
  readonly id: string;
  readonly kind: string;
  readonly direction: string;
  readonly participants: readonly { userId: string; name: string | null; joined: boolean }[];
  readonly startedAt: number;
  readonly rangAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly durationSeconds: number;
  readonly endReason: string | null;
  readonly endedBy: string | null;
}

interface Page {
  readonly calls: readonly HistoryCall[];
  readonly nextCursor: string | null;
}

const CALLS = '/api/communication/calls';

const askAs = (server: RunningServer, userId: string, path = '', method = 'GET'): Promise<HttpAnswer> =>
  ask(`${server.url}${CALLS}${path}`, { method, headers: { 'X-User-Id': userId } });

async function historyOf(server: RunningServer, userId: string, query = ''): Promise<Page> {
  const { status, body } = await askAs(server, userId, query);
  assert.equal(status, 200, body);
  return JSON.parse(body) as Page;
}

const reasonsOf = ({ calls }: Page): (string | null)[] => calls.map(({ endReason }) => endReason);

/** Ann calls Ben, he answers after 4 s, and she hangs up after 65 more. */
async function talk(server: RunningServer, kind: 'video' | 'voice' = 'video'): Promise<string> {
  const ann = await server.connect('ann', { auth: { name: 'Ann Ames' } });
  const ben = await server.connect('ben');
  const invitation = { requestId: crypto.randomUUID(), to: ['ben'], kind };
  const { call } = await ann.granted('call:invite', invitation);
  await ben.granted('call:ringing', { callId: call.id });
  server.clock.advance(4_000);
  await ben.granted('call:accept', { callId: call.id });
  server.clock.advance(65_000);
  await ann.granted('call:leave', { callId: call.id, reason: 'hung-up' });
  ann.socket.disconnect();
  ben.socket.disconnect();
  return call.id;
}

let folder: string;
let postgres: Postgres;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'call-window-history-'));
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

for (const [name, open] of Object.entries(fresh)) {
  describe(`the history in ${name}`, () => {
    const start = async (options: StartOptions = {}) => startServer({ databaseUrl: await open(), ...options });

    it('tells of a call who, when, for how long and how it ended, each side in its words', async () => {
      await using server = await start();
      const startedAt = server.clock.now();
      const id = await talk(server);
      const [own] = (await historyOf(server, 'ann')).calls;
      const [other] = (await historyOf(server, 'ben')).calls;
      const times = { startedAt, rangAt: startedAt, answeredAt: startedAt + 4_000, endedAt: startedAt + 69_000 };
      assert.deepEqual(own, {
        ...{ id, kind: 'video', direction: 'outgoing', ...times, durationSeconds: 65 },
        participants: [
          { userId: 'ann', name: 'Ann Ames', joined: true },
          { userId: 'ben', name: null, joined: true },
        ],
        ...{ endReason: 'hung-up', endedBy: 'ann' },
      });
      assert.deepEqual(other, { ...own, direction: 'incoming', endReason: 'remote-hung-up' });
    });

    it('outlives the server', async () => {
      const databaseUrl = await open();
      const first = await startServer({ databaseUrl });
      const id = await talk(first);
      await first[Symbol.asyncDispose]();
      await using second = await startServer({ databaseUrl });
      assert.deepEqual(
        (await historyOf(second, 'ben')).calls.map((call) => call.id),
        [id],
      );
    });

    it('comes newest first, page by page, each call once', async () => {
      await using server = await start();
      const ids: string[] = [];
      for (let call = 0; call < 7; call += 1) ids.unshift(await talk(server, call % 2 === 0 ? 'video' : 'voice'));
      const seen: string[] = [];
      let query = '?limit=3';
      for (let page = 0; query && page < 9; page += 1) {
        const { calls, nextCursor } = await historyOf(server, 'ann', query);
        seen.push(...calls.map(({ id }) => id));
        query = nextCursor === null ? '' : `?limit=3&cursor=${nextCursor}`;
      }
      assert.deepEqual(seen, ids);
    });

    it('keeps calls of one moment apart', async () => {
      await using server = await start();
      const ann = await server.connect('ann');
      for (let call = 0; call < 5; call += 1) {
        const { call: made } = await ann.invite('ben');
        await ann.request('call:cancel', { callId: made.id });
      }
      const first = await historyOf(server, 'ann', '?limit=2');
      const second = await historyOf(server, 'ann', `?limit=5&cursor=${first.nextCursor}`);
      const ids = [...first.calls, ...second.calls].map(({ id }) => id);
      assert.equal(new Set(ids).size, 5);
      assert.equal(second.nextCursor, null);
    });

    it('is everybody’s own', async () => {
      await using server = await start();
      const id = await talk(server);
      assert.deepEqual((await historyOf(server, 'cleo')).calls, []);
      await talk(server);
      const { nextCursor } = await historyOf(server, 'ann', '?limit=1');
      assert.equal((await historyOf(server, 'ann', `?cursor=${nextCursor}`)).calls.length, 1);
      assert.deepEqual((await historyOf(server, 'cleo', `?cursor=${nextCursor}`)).calls, []);
      const answers = await Promise.all(
        ['cleo', 'ann'].map(async (userId) => (await askAs(server, userId, `/${id}`)).status),
      );
      assert.deepEqual(answers, [404, 200]);
      const unknown = await askAs(server, 'cleo', `/${crypto.randomUUID()}`);
      assert.deepEqual(await askAs(server, 'cleo', `/${id}`).then(({ body }) => body), unknown.body);
    });

    it('is erased for whoever asks for it, and for nobody else', async () => {
      await using server = await start();
      const id = await talk(server);
      assert.equal((await askAs(server, 'ann', '', 'DELETE')).status, 204);
      assert.deepEqual((await historyOf(server, 'ann')).calls, []);
      assert.equal((await askAs(server, 'ann', `/${id}`)).status, 404);
      assert.equal((await historyOf(server, 'ben')).calls.length, 1);
      assert.equal((await askAs(server, 'ben', '', 'DELETE')).status, 204);
      assert.deepEqual((await historyOf(server, 'ben')).calls, []);
    });

    it('closes what a killed server left open, once nobody can take it up any more', async () => {
      const databaseUrl = await open();
      const killed = await startServer({ databaseUrl });
      const diedAt = killed.clock.now();
      const ann = await killed.connect('ann');
      const ben = await killed.connect('ben');
      const { call } = await ann.invite('ben');
      await ben.granted('call:accept', { callId: call.id });
      await ann.invite('cleo').catch(() => undefined);
      assert.equal((await historyOf(killed, 'ann')).calls[0]!.endedAt, null);
      await killed[Symbol.asyncDispose]();
      await using server = await startServer({ databaseUrl, graceSeconds: 10 });
      assert.equal((await ask(`${server.url}/readyz`)).status, 200);
      server.clock.advance(24_000);
      assert.equal((await historyOf(server, 'ann')).calls.at(-1)!.endReason, null);
      server.clock.advance(5_000);
      const [left] = (await historyOf(server, 'ann')).calls;
      assert.deepEqual([left!.endReason, left!.endedBy, left!.endedAt], ['connection-lost', null, diedAt]);
    });

    it('forgets what ended longer ago than it is to be kept', async () => {
      await using server = await start({ historyRetentionDays: 2 });
      await talk(server);
      server.clock.advance(47 * 3_600_000);
      assert.equal((await historyOf(server, 'ann')).calls.length, 1);
      server.clock.advance(3 * 3_600_000);
      assert.deepEqual((await historyOf(server, 'ann')).calls, []);
    });
  });
}

describe('how a call ended', () => {
  const endings = {
    unanswered: async (server, { callId }) => void (callId && server.clock.advance(45_000)),
    canceled: async (_server, { callId, ann }) => void (await ann.granted('call:cancel', { callId })),
    declined: async (_server, { callId, ben }) => void (await ben.granted('call:decline', { callId })),
  } satisfies Record<string, Ending>;
  type People = { callId: string } & Record<'ann' | 'ben', Awaited<ReturnType<RunningServer['connect']>>>;
  type Ending = (server: RunningServer, people: People) => Promise<void>;

  for (const [reason, end] of Object.entries(endings) as [string, Ending][]) {
    it(`is in it when it was ${reason}`, async () => {
      await using server = await startServer();
      const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
      const { call } = await ann.invite('ben');
      await end(server, { callId: call.id, ann, ben });
      await ann.notice('call:changed').catch(() => undefined);
      const page = await historyOf(server, 'ben');
      assert.deepEqual([reasonsOf(page), page.calls[0]!.durationSeconds], [[reason], 0]);
    });
  }

  it('is unreachable where nobody was there', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    await ann.request('call:invite', { requestId: crypto.randomUUID(), to: ['ben'], kind: 'voice' });
    assert.deepEqual(reasonsOf(await historyOf(server, 'ann')), ['unreachable']);
  });

  it('holds nothing of what was said or signaled', async () => {
    const path = join(folder, 'nothing-said.db');
    await using server = await startServer({ databaseUrl: `sqlite:${path}` });
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    const { call } = await ann.invite('ben');
    const signal = { type: 'offer', sdp: 'v=0 203.0.113.9' } as const;
    await ann.granted('call:signal', { callId: call.id, to: 'ben', attempt: 1, sequence: 0, signal });
    await ben.granted('call:decline', { callId: call.id, message: 'not in the mood' });
    await historyOf(server, 'ann');
    const database = new DatabaseSync(path, { readOnly: true });
    const rows = ['calls', 'participants', 'nodes'].map((table) => database.prepare(`SELECT * FROM ${table}`).all());
    database.close();
    assert.ok(!/203\.0\.113|mood|v=0|127\.0\.0\.1/.test(JSON.stringify(rows)), JSON.stringify(rows));
  });
});

describe('a database out of order', () => {
  it('holds up no call, and hears of all of them when it is back', async () => {
    const path = join(folder, 'locked.db');
    await using server = await startServer({ databaseUrl: `sqlite:${path}` });
    await talk(server);
    await historyOf(server, 'ann');
    const other = new DatabaseSync(path, { timeout: 5_000 });
    other.exec('BEGIN EXCLUSIVE');
    const id = await talk(server);
    assert.ok(
      (await historyOf(server, 'ann')).calls.every((call) => call.id !== id),
      'it cannot be there yet',
    );
    other.exec('COMMIT');
    other.close();
    server.clock.advance(60_000);
    assert.equal((await historyOf(server, 'ann')).calls[0]!.id, id);
  });

  it('that was never there keeps nobody from calling, and is said to be missing', async () => {
    await using server = await startServer({ databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' });
    await talk(server);
    const answers = await Promise.all([
      askAs(server, 'ann').then(({ status, body }) => [status, JSON.parse(body).code]),
      ask(`${server.url}/healthz`).then(({ status }) => [status]),
      ask(`${server.url}/readyz`).then(({ status }) => [status]),
    ]);
    assert.deepEqual(answers, [[503, 'history-unavailable'], [200], [503]]);
  });
});

describe('requests for the history', () => {
  const hostile = [
    ...['?limit=0', '?limit=101', '?limit=-1', '?limit=1e1', '?limit=%00', '?limit=9999999999999999999'],
    ...['?cursor=', '?cursor=!', '?cursor=AAAA', `?cursor=${'A'.repeat(200)}`, '?cursor=%F0%9F%92%A9'],
    `?cursor=${Buffer.from("1 ' or 1=1 --").toString('base64url')}`,
    `?cursor=${Buffer.from(`9e99 ${crypto.randomUUID()}`).toString('base64url')}`,
  ];
  it('that are malformed are refused with a code', async () => {
    await using server = await startServer();
    for (const query of hostile) {
      const { status, body } = await askAs(server, 'ann', query);
      assert.deepEqual([status, JSON.parse(body).code], [400, 'invalid-request'], query);
    }
  });

  it('for calls that cannot be find none', async () => {
    await using server = await startServer();
    for (const id of ['1', '...', "'", '%00', 'a'.repeat(5_000), '{callId}', crypto.randomUUID()]) {
      const { status, body } = await askAs(server, 'ann', `/${id}`);
      assert.deepEqual([status, JSON.parse(body).code], [404, 'no-such-call'], id);
    }
  });
});
