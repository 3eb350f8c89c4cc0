import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';

import type { EndReason } from '../src/protocol/index.ts';
import { Client } from './support/client.ts';
import { ask } from './support/http.ts';
import { type Postgres, startPostgres } from './support/postgres.ts';
import { Receiver, WEBHOOK_SECRET } from './support/receiver.ts';
import { talk } from './support/ringing.ts';
import { candidate, envelope } from './support/signals.ts';
import { SilentLine } from './support/silent-line.ts';
import { smallDisk } from './support/small-disk.ts';
import { kill, type Program, startProgram } from './support/standalone.ts';
import { type RunningServer, startServer } from './support/start-server.ts';
import { until } from './support/until.ts';

/** Twice the documented quarter of a second, since machines that run tests are busy. */
const HELD_UP_MS = 500;

let postgres: Postgres;

before(async () => {
  postgres = await startPostgres();
});

after(() => postgres[Symbol.asyncDispose]());

interface Outage extends AsyncDisposable {
  readonly databaseUrl: string;
  begin(program: Program): Promise<void>;
  end(program: Program): Promise<void>;
}

const OUTAGES: Readonly<Record<string, () => Promise<Outage>>> = {
  async 'SQLite, whose disk is full'() {
    const disk = await smallDisk();
    return {
      databaseUrl: `sqlite:${join(disk.folder, 'calls.db')}`,
      begin: ({ process: { pid = 0 } }) => disk.fill(pid),
      end: ({ process: { pid = 0 } }) => disk.makeRoom(pid),
      [Symbol.asyncDispose]: () => disk[Symbol.asyncDispose](),
    };
  },
  async 'SQLite, which another process has locked'() {
    const folder = await mkdtemp(join(tmpdir(), 'call-window-locked-'));
    const path = join(folder, 'calls.db');
    const other = new DatabaseSync(path, { timeout: 5_000 });
    return {
      databaseUrl: `sqlite:${path}`,
      begin: async () => other.exec('BEGIN EXCLUSIVE'),
      end: async () => other.exec('COMMIT'),
      async [Symbol.asyncDispose]() {
        other.close();
        await rm(folder, { recursive: true });
      },
    };
  },
  async 'PostgreSQL, which is stopped and started again'() {
    const databaseUrl = await postgres.create();
    const [begin, end] = [() => postgres.stop(), () => postgres.start()];
    return { databaseUrl, begin, end, async [Symbol.asyncDispose]() {} };
  },
  async 'PostgreSQL, which says nothing any more'() {
    const url = new URL(await postgres.create());
    const line = new SilentLine(Number(url.port));
    url.port = String(await line.listen());
    return {
      databaseUrl: url.href,
      begin: async () => line.fallSilent(),
      end: async () => line.speak(),
      [Symbol.asyncDispose]: async () => line[Symbol.dispose](),
    };
  },
};

/** A call of two people of its own. */
class Call {
  static count = 0;
  /** How long the longest request took. */
  static longestMs = 0;
  readonly ann: Client;
  readonly ben: Client;
  id = '';

  private constructor(ann: Client, ben: Client) {
    this.ann = ann;
    this.ben = ben;
  }

  static async ring(url: string): Promise<Call> {
    const number = (Call.count += 1);
    const people = ['ann', 'ben'].map((name) => Client.connect(url, `${name}-${number}`));
    const call = new Call(...((await Promise.all(people)) as [Client, Client]));
    call.id = (await timed(call.ann.invite(call.ben.userId))).call.id;
    await call.ben.notice('call:ring');
    await timed(call.ben.granted('call:ringing', { callId: call.id }));
    return call;
  }

  static async talk(url: string): Promise<Call> {
    const call = await Call.ring(url);
    const { ann, ben, id: callId } = call;
    await timed(ben.granted('call:accept', { callId }));
    await timed(ann.granted('call:signal', envelope(callId, ben.userId, candidate)));
    await ben.notice('call:signal');
    return call;
  }

  async end(by: Client, how: 'hang up' | 'cancel' | 'decline'): Promise<this> {
    const { id: callId } = this;
    if (how === 'hang up') await timed(by.granted('call:leave', { callId, reason: 'hung-up' }));
    else await timed(by.granted(`call:${how}`, { callId }));
    const other = by === this.ann ? this.ben : this.ann;
    await other.notice('call:changed', ({ call: { phase } }) => phase === 'ended');
    return this;
  }
}

async function timed<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const began = performance.now();
  await answer;
  Call.longestMs = Math.max(Call.longestMs, performance.now() - began);
  return answer;
}

interface Ended {
  readonly call: Call;
  /** What the history tells each of them. */
  readonly ann: EndReason;
  readonly ben: EndReason;
}

/** One call of every kind that there is. */
async function callsOn(url: string): Promise<readonly Ended[]> {
  const [spoken, canceled, declined] = await Promise.all([Call.talk(url), Call.ring(url), Call.ring(url)]);
  return [
    { call: await spoken.end(spoken.ben, 'hang up'), ann: 'remote-hung-up', ben: 'hung-up' },
    { call: await canceled.end(canceled.ann, 'cancel'), ann: 'canceled', ben: 'canceled' },
    { call: await declined.end(declined.ben, 'decline'), ann: 'declined', ben: 'declined' },
  ];
}

const hungUp = async (call: Call): Promise<Ended> => ({
  ...{ call: await call.end(call.ann, 'hang up'), ann: 'hung-up', ben: 'remote-hung-up' },
});

const statusOf = async ({ url }: Program, path: string): Promise<number | undefined> =>
  (await ask(`${url}${path}`)).status;

async function reasonFor({ url }: Program, { userId }: Client, callId: string): Promise<unknown> {
  const { body } = await ask(`${url}/api/communication/calls/${callId}`, { headers: { 'X-User-Id': userId } });
  return (JSON.parse(body) as { readonly endReason?: unknown }).endReason;
}

async function told(receiver: Receiver, calls: readonly Call[]): Promise<void> {
  const isTold = ({ id }: Call): boolean =>
    ['call.started', 'call.ended'].every((type) =>
      receiver.received.some((message) => message.type === type && message.data.call.id === id),
    );
  // Messages whose taking was never answered are held for half a minute.
  while (!calls.every(isTold)) await once(receiver, 'request', { signal: AbortSignal.timeout(60_000) });
}

for (const [name, open] of Object.entries(OUTAGES)) {
  describe(`calls while the database is out of order: ${name},`, () => {
    it('go on as ever, and are in everybody’s history and told to the host when it is back', async () => {
      using receiver = await Receiver.start();
      await using outage = await open();
      const webhooks = { WEBHOOK_URL: receiver.url, WEBHOOK_SECRET };
      const program = await startProgram({ DATABASE_URL: outage.databaseUrl, ...webhooks });
      try {
        await playOutage(program, outage, receiver);
      } finally {
        assert.equal(program.process.exitCode, null, 'it lives');
        await kill(program);
      }
    });
  });
}

async function playOutage(program: Program, outage: Outage, receiver: Receiver): Promise<void> {
  const { url } = program;
  await until('ready', async () => (await statusOf(program, '/readyz')) === 200);
  const begunBefore = await Call.talk(url);
  Call.longestMs = 0;
  await outage.begin(program);
  const ended = [...(await callsOn(url)), await hungUp(begunBefore)];
  await until('not ready', async () => (await statusOf(program, '/readyz')) === 503);
  for (let round = 0; round < 5; round += 1) ended.push(...(await callsOn(url)));
  const goesOn = await Call.talk(url);
  assert.equal(await statusOf(program, '/healthz'), 200);
  assert.ok(Call.longestMs < HELD_UP_MS, `a request took ${Call.longestMs} ms`);
  await outage.end(program);
  await until('ready again', async () => (await statusOf(program, '/readyz')) === 200);
  ended.push(await hungUp(goesOn));
  for (const { call, ann, ben } of ended) {
    assert.equal(await reasonFor(program, call.ann, call.id), ann);
    assert.equal(await reasonFor(program, call.ben, call.id), ben);
  }
  await told(
    receiver,
    ended.map(({ call }) => call),
  );
}

describe('a database that is gone for longer than processes may be silent', () => {
  const BEAT_MS = 5_000;
  const readiness = async ({ url }: RunningServer): Promise<number | undefined> => (await ask(`${url}/readyz`)).status;

  /** Lets so many beats pass, each of which is heard, or is not. */
  async function beats(servers: readonly RunningServer[], count: number, status: number): Promise<void> {
    for (let beat = 0; beat < count; beat += 1)
      for (const server of servers) {
        server.clock.advance(BEAT_MS);
        assert.equal(await readiness(server), status);
      }
  }

  const callsOf = async ({ url }: RunningServer, userId: string) => {
    const { body } = await ask(`${url}/api/communication/calls`, { headers: { 'X-User-Id': userId } });
    return (JSON.parse(body) as { calls: { endReason: EndReason | null }[] }).calls.map(({ endReason }) => endReason);
  };

  it('has nobody take another process for dead when it is back: its calls go on, and those of the outage are there', async () => {
    const databaseUrl = await postgres.create();
    const start = () => startServer({ databaseUrl, graceSeconds: 10 });
    await using one = await start();
    await using other = await start();
    await until('ready', async () => (await readiness(one)) === 200 && (await readiness(other)) === 200);
    const { callId, ann } = await talk(one);
    await postgres.stop();
    await beats([one, other], 12, 503);
    const { call } = await (await one.connect('cleo')).invite('dan');
    assert.equal(call.phase, 'ended');
    await postgres.start();
    await beats([other], 1, 200);
    assert.deepEqual(await callsOf(other, 'ann'), [null], 'nobody has closed it');
    await beats([one], 1, 200);
    assert.deepEqual(await callsOf(other, 'cleo'), ['unreachable']);
    await beats([one, other], 10, 200);
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    assert.deepEqual(await callsOf(other, 'ann'), ['hung-up']);
  });
});
