import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setInterval } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { WebSocket } from 'ws';

import { HonestCall } from './support/honest-call.ts';
import { crumble, flood, keepSilent, nest, sendMuch, stopReading } from './support/offences.ts';
import { residentMegabytes, warmUp } from './support/resident.ts';
import { kill, type Program, startProgram } from './support/standalone.ts';

/** How much more memory the process may have, at any time. */
const ROOM_MEGABYTES = 20;

/** How long it may take until the offender is gone; the longest that the command waits for anybody is twenty seconds. */
const PATIENCE_SECONDS = 30;

/** How often the honest signal to each other: less often than they may. */
const PACE_MS = 20;

/** After how many signals it is asked how large the process is: to say so leaves garbage, too. */
const STEP = 10;

/** How often they do once the offence is over. */
const AFTERWARDS = 50;

const UNLIMITED = fileURLToPath(new URL('./support/run-unlimited.ts', import.meta.url));

type Commit = (url: string) => Promise<number>;

const floods =
  (send: (raw: WebSocket, sent: () => void) => void): Commit =>
  (url) =>
    flood(url, send);

const OFFENCES: Readonly<Record<string, Commit>> = {
  'pings without end': floods((raw, sent) => raw.ping('x'.repeat(125), true, sent)),
  'pongs without end': floods((raw, sent) => raw.pong('x'.repeat(125), true, sent)),
  'messages that say nothing, without end': floods((raw, sent) => raw.send('6', sent)),
  'requests without end': floods((raw, sent) => raw.send('421["presence:watch",{"users":["ann"]}]', sent)),
  'messages in crumbs': crumble,
  'lists within lists': nest,
  '2,000 silent connections': keepSilent,
};

/** One user may not send so much within a minute: these need a server without limits. */
const LARGE_OFFENCES: Readonly<Record<string, Commit>> = {
  '100 MB for somebody who reads nothing': (url) => sendMuch(url, stopReading),
  '100 MB for somebody who acknowledges nothing': (url) => sendMuch(url, (receiver) => (receiver.acknowledges = false)),
};

/** Signals at an even pace until the offence is over, and a little longer; says by how much the process grew meanwhile, at most. */
async function growthDuring(offence: Promise<unknown>, url: string, honest: HonestCall): Promise<number> {
  const before = await residentMegabytes(url);
  let [growth, left] = [0, Number.POSITIVE_INFINITY];
  const end = (): void => void (left = AFTERWARDS);
  offence.then(end, end);
  for await (const _ of setInterval(PACE_MS)) {
    await honest.relay();
    if (honest.count % STEP > 0) continue;
    growth = Math.max(growth, (await residentMegabytes(url)) - before);
    if ((left -= STEP) <= 0) break;
  }
  return growth;
}

async function measure(commit: Commit, url: string): Promise<{ growth: number; seconds: number; figures: string }> {
  const honest = await HonestCall.begin(url);
  const begunAt = performance.now();
  const offence = commit(url);
  const growth = await growthDuring(offence, url, honest);
  const seconds = ((await offence) - begunAt) / 1000;
  await honest.end();
  const p99 = `p99 of the others ${honest.p99.toFixed(1)} ms`;
  return { growth, seconds, figures: `+${growth.toFixed(1)} MB, closed after ${seconds.toFixed(1)} s, ${p99}` };
}

function describeServer(what: string, offences: Readonly<Record<string, Commit>>, script?: string): void {
  describe(`${what} closes the connection, hardly grows, and relays what others signal, when it gets`, () => {
    let program: Program;

    before(async () => {
      // With the room for young objects that it begins with: it takes 130 MB more by and by, whatever the server does.
      program = await startProgram({ NODE_OPTIONS: '--max-semi-space-size=16' }, script);
      await warmUp(program.url);
    });

    after(() => kill(program));

    for (const [name, commit] of Object.entries(offences)) {
      it(name, async (t) => {
        const { growth, seconds, figures } = await measure(commit, program.url);
        t.diagnostic(`${name}: ${figures}`);
        assert.ok(growth <= ROOM_MEGABYTES, `it grew by ${growth} MB`);
        assert.ok(seconds <= PATIENCE_SECONDS, `it took ${seconds} s`);
        assert.equal(program.process.exitCode, null);
      });
    }
  });
}

describeServer('the command', OFFENCES);
describeServer('a server without limits of requests', LARGE_OFFENCES, UNLIMITED);
