import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setInterval } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import fc, { type Arbitrary } from 'fast-check';

import { systemClock } from '../src/clock.ts';
import type { Reply } from '../src/protocol/index.ts';
import { HonestCall } from './support/honest-call.ts';
import {
  HostileClient,
  LATEST_CALL,
  LATEST_PEER,
  sendBytes,
  sendFrames,
  sendHandshake,
  sendHttp,
} from './support/hostile-client.ts';
import { type EventInput, events, frames, handshakes } from './support/hostile-events.ts';
import { brokenHttp, httpRequests } from './support/hostile-http.ts';
import { ask } from './support/http.ts';
import { keptMegabytes, warmUp } from './support/resident.ts';
import { kill, type Program, startProgram } from './support/standalone.ts';
import { mint, SECRET } from './support/tokens.ts';

/** The same inputs every time; `FUZZ_SEED=7 npm run test:unit -- packages/signaling/test/fuzz.test.ts` makes others. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_122);

const ROUNDS = 21;
/** How many of each there are in a round. */
const EVENTS = 4_400;
/** Of so many events those that follow know what became of them. */
const VOLLEY = 40;
const CONNECTIONS = 40;
const FRAMES = 12;
const HANDSHAKES = 150;
const REQUESTS = 300;
const BROKEN_REQUESTS = 60;

const ENOUGH = 100_000;

/**
 * What the process keeps goes up and down by some megabytes, with what it is doing: of some rounds, the least counts. From the first
 * ones to the last it grows by 2 to 4 MB, and no more if five times as many inputs follow; 100 bytes of each request would be 10 MB.
 */
const EARLY = [2, 6] as const;
const LATE = -4;
const ROOM_MEGABYTES = 7;

/** In how many ways the calls have to end, at least, so that what was sent meant something. */
const END_REASONS = 8;

const PACE_MS = 10;

const USERS = ['eve', 'mallory', 'trudy', 'oscar', 'chuck', 'sybil', 'craig', 'olivia'];
const UNLIMITED = fileURLToPath(new URL('./support/run-unlimited.ts', import.meta.url));
const tokenOf = (userId: string): Promise<string> => mint(systemClock, { sub: userId });

describe(`a server among clients that send whatever there is (FUZZ_SEED=${SEED})`, () => {
  let folder: string;
  let program: Program;
  let honest: HonestCall;
  let tokens: readonly string[];
  let clients: readonly HostileClient[];
  const granted: string[] = [];
  const faults: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'call-window-fuzz-'));
    const env = {
      HOST: '127.0.0.1',
      RING_TIMEOUT_SECONDS: '1',
      GRACE_SECONDS: '1',
      AUTH_SECRET: SECRET,
      ADMIN_TOKEN: SECRET.replaceAll(' ', '-'),
    };
    const database = { DATABASE_URL: `sqlite:${join(folder, 'calls.db')}` };
    program = await startProgram({ ...env, ...database }, UNLIMITED);
    await warmUp(program.url, tokenOf);
    honest = await HonestCall.begin(program.url, tokenOf);
    tokens = await Promise.all(USERS.map(tokenOf));
    const connect = (userId: string, index: number) =>
      HostileClient.connect(program.url, userId, tokens[index]!, noteAnswer);
    clients = await Promise.all(USERS.map(connect));
  });

  after(async () => {
    for (const client of clients) client.close();
    await kill(program);
    await rm(folder, { recursive: true });
  });

  function noteAnswer({ name, values }: EventInput, reply: Reply<unknown>): void {
    if (!reply.ok && reply.code === 'internal-error') faults.push(`${name} ${JSON.stringify(values)}`.slice(0, 500));
    const callId = (values[0] as { callId?: unknown } | null | undefined)?.callId;
    if (reply.ok && callId === honest.callId) granted.push(name);
  }

  function sample<Input>(arbitrary: Arbitrary<Input>, numRuns: number, round: number): readonly Input[] {
    return fc.sample(arbitrary, { seed: SEED + round, numRuns });
  }

  /** Their own calls, that of others, and calls of nobody. */
  const callId = fc.oneof(
    { weight: 6, arbitrary: fc.constant(LATEST_CALL) },
    fc.constant(null).map(() => honest.callId),
    fc.uuid(),
  );
  const userId = fc.oneof(
    { weight: 3, arbitrary: fc.constant(LATEST_PEER) },
    { weight: 3, arbitrary: fc.constantFrom(...USERS) },
    fc.constantFrom('ann', 'ben', 'nobody', '__proto__', 'constructor', '💥'),
  );

  async function sendEvents(round: number): Promise<number> {
    const inputs = sample(events({ uuid: callId, patterned: userId }), EVENTS, round);
    for (let sent = 0; sent < inputs.length; sent += VOLLEY) {
      for (const [index, input] of inputs.slice(sent, sent + VOLLEY).entries())
        clients[index % clients.length]!.send(input);
      const open = await Promise.all(clients.map((client) => client.settled()));
      assert.ok(open.every(Boolean), 'a connection was closed for what it asked');
    }
    return inputs.length;
  }

  async function sendAllFrames(round: number): Promise<number> {
    const all = sample(frames(), CONNECTIONS * FRAMES, round);
    const senders = Array.from({ length: CONNECTIONS }, (_, index) => {
      const token = index % 3 === 0 ? null : tokens[index % tokens.length]!;
      return sendFrames(program.url, token, all.slice(index * FRAMES, (index + 1) * FRAMES));
    });
    return sum(await Promise.all(senders));
  }

  async function sendHandshakes(round: number): Promise<number> {
    const inputs = sample(handshakes(tokens), HANDSHAKES, round);
    await Promise.all(inputs.map((auth) => sendHandshake(program.url, auth)));
    return inputs.length;
  }

  async function sendRequests(round: number): Promise<number> {
    const inputs = sample(httpRequests(tokens, callId), REQUESTS, round);
    const statuses = await Promise.all(inputs.map((input) => sendHttp(program.url, input)));
    for (const [index, status] of statuses.entries())
      if (status === 0 || status >= 500) faults.push(`${status} ${JSON.stringify(inputs[index])}`.slice(0, 500));
    return inputs.length;
  }

  async function sendBrokenRequests(round: number): Promise<number> {
    const inputs = sample(brokenHttp(), BROKEN_REQUESTS, round);
    await Promise.all(inputs.map((text) => sendBytes(program.url, text)));
    return inputs.length;
  }

  async function play(round: number): Promise<number> {
    const senders = [sendEvents, sendAllFrames, sendHandshakes, sendRequests, sendBrokenRequests];
    return sum(await Promise.all(senders.map((send) => send(round))));
  }

  /** How many inputs it were, and how much the process kept after each round. */
  async function playAll(): Promise<{ inputs: number; megabytes: readonly number[] }> {
    const megabytes: number[] = [];
    let inputs = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      inputs += await play(round);
      megabytes.push(await keptMegabytes(program.url));
    }
    return { inputs, megabytes };
  }

  it('goes on, grows no more, answers each request once and reveals nothing, and a call of others is undisturbed', async (t) => {
    const playing = playAll();
    const [{ inputs, megabytes }] = await Promise.all([playing, relayDuring(playing, honest)]);
    const [early, late] = [Math.min(...megabytes.slice(...EARLY)), Math.min(...megabytes.slice(LATE))];
    t.diagnostic(`${inputs} inputs; ${early.toFixed(1)} MB kept at first, ${late.toFixed(1)} MB in the end`);
    t.diagnostic(`${honest.count} signals of others, p99 ${honest.p99.toFixed(1)} ms`);
    assert.ok(inputs >= ENOUGH, String(inputs));
    assert.deepEqual(faults, []);
    assert.deepEqual(granted, [], 'requests about a call of others');
    assert.equal(sum(clients.map(({ surplus }) => surplus)), 0, 'answers that nobody waits for');
    assert.ok(late - early < ROOM_MEGABYTES, `it keeps ${late - early} MB more`);
    assert.ok((await endReasons(program.url)) >= END_REASONS);
    await honest.end();
    assert.equal((await ask(`${program.url}/healthz`)).status, 200);
    assert.equal(program.process.exitCode, null);
    assert.doesNotMatch(program.logged(), /unhandled|uncaught|"level":50/i);
  });
});

/** In how many ways calls have ended. */
async function endReasons(url: string): Promise<number> {
  const { body } = await ask(`${url}/metrics`);
  return [...body.matchAll(/^call_window_calls_ended_total\{/gm)].length;
}

/** Signals at an even pace for as long as it takes. */
async function relayDuring(playing: Promise<unknown>, honest: HonestCall): Promise<void> {
  let over = false;
  const end = (): void => void (over = true);
  playing.then(end, end);
  for await (const _ of setInterval(PACE_MS)) {
    await honest.relay();
    if (over) break;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
