import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { SignalingOptions } from 'call-window-signaling';
import type { Browser } from 'playwright-core';

import { Besieged, TWO_CALLS } from '../support/besieged.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Running, startHostPage, startSignaling } from '../support/host-page.ts';
import {
  attempts,
  candidates,
  chatter,
  descriptions,
  forgeries,
  goodbyes,
  junk,
  nextAttempts,
  pick,
  requests,
} from '../support/mischief.ts';

/** Printed with every failure: `FUZZ_SEED=… npm test -- e2e e2e/hostile.test.ts` does the same again. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Growth of the heap that is no leak. */
const HEAP_ROOM = 12_000_000;

const UNLIMITED = { points: 1_000_000, duration: 10 };

const ROLES = ['hostile', 'victim'] as const;

function page(server: string, url: string): string {
  const { searchParams } = new URL(url, 'http://host.invalid');
  const [user, peer] = [searchParams.get('user'), searchParams.get('peer')];
  const elements = user ? `<call-window user-id="${user}" peer-id="${peer}"></call-window>` : TWO_CALLS;
  return `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:," />
    <script type="module" src="${server}/call-window.js"></script><body>${elements}</body></html>`;
}

/** A logger that keeps what a server must not have to say. */
function errorsInto(errors: unknown[]): SignalingOptions['logger'] {
  const ignore = (): void => undefined;
  const logger = { info: ignore, warn: ignore, error: (details: unknown) => void errors.push(details) };
  return { ...logger, child: () => logger } as unknown as SignalingOptions['logger'];
}

describe(`a participant who sends whatever a browser can send (FUZZ_SEED=${SEED})`, () => {
  let browser: Browser;
  let signaling: Running;
  let host: Running;
  let siege: Besieged;
  let heap: number;
  const serverErrors: unknown[] = [];

  before(async () => {
    browser = await launchBrowser({ fakeDevices: 'fps=10' });
    signaling = await startSignaling({
      ...{ openIdentity: true, allowedOrigins: ['*'], logger: errorsInto(serverErrors) },
      // What reaches the page is asked here, not what the server keeps from it.
      rates: { request: UNLIMITED, signal: UNLIMITED, invite: UNLIMITED, frame: UNLIMITED },
    });
    host = await startHostPage((url) => ({ html: page(signaling.url, url), policy: null }));
    siege = await Besieged.begin(browser, host.url);
    await siege.call('hostile');
    await siege.end();
    heap = await siege.heap();
  });

  afterEach(() => siege.end());

  after(async () => {
    await browser?.close();
    await host?.close();
    await signaling?.close();
  });

  /** In a call that either side may have begun: whose offers are taken depends on it. */
  async function inCalls(storm: () => Promise<void>): Promise<void> {
    for (const caller of ROLES) {
      await siege.call(caller);
      await storm();
      await siege.stands();
      await siege.end();
    }
  }

  async function realDescriptions(): Promise<readonly string[]> {
    return Object.values(await siege.hostile.page.evaluate(() => window.hostile.descriptions));
  }

  it('does no harm with descriptions that make no sense', () =>
    inCalls(async () => siege.storm(pick(descriptions(await realDescriptions()), SEED, 800))));

  it('does no harm with candidates that lead nowhere', () =>
    inCalls(() => siege.storm(pick(candidates(), SEED, 1_500))));

  it('does no harm with signals of attempts that were, are and never will be', () =>
    inCalls(async () => siege.storm(pick(attempts(await realDescriptions()), SEED, 1_500))));

  it('can not have the page make one connection after the other', async () => {
    await inCalls(async () => {
      const made = await siege.made();
      await siege.storm(pick(nextAttempts(await realDescriptions()), SEED, 1_500));
      await siege.stands();
      assert.ok((await siege.made()) - made < 30, `${(await siege.made()) - made} connections`);
    });
  });

  it('does no harm by asking for more than there is', () => inCalls(() => siege.storm(pick(requests(), SEED, 1_500))));

  it('does no harm before anybody has answered', async () => {
    const real = await realDescriptions();
    await siege.ring();
    for (const inputs of [candidates(), descriptions(real), attempts(real)]) await siege.storm(pick(inputs, SEED, 500));
    await siege.stands();
    await siege.end();
  });

  it('does no harm with messages that make no sense', () => inCalls(() => siege.storm(pick(junk(), SEED, 1_500))));

  it('does no harm with a flood of messages that do', () => inCalls(() => siege.storm(pick(chatter(), SEED, 4_000))));

  it('does no harm with more channels than one', () =>
    inCalls(() => siege.hostile.page.evaluate(() => window.hostile.openChannels(300))));

  it('ends the call, and no more than that, by saying goodbye again and again', () =>
    inCalls(() => siege.storm(pick(goodbyes(), SEED, 50))));

  it('gets no hold of a call of other people’s', async () => {
    const callId = await siege.friend.page.evaluate(() => document.querySelector('call-window')!.call!.id);
    const storm = (): Promise<void> => siege.storm(pick(forgeries(callId, ['cora', 'ben']), SEED, 500));
    await storm();
    await siege.stands();
    await inCalls(storm);
    await siege.hostile.page.waitForFunction(() => window.hostile.answers.length === 1_500);
    const answers = await siege.hostile.page.evaluate(() => window.hostile.answers);
    assert.deepEqual([...new Set(answers)].toSorted(), ['already-in-call', 'no-such-call']);
  });

  it('has sent 20,000 of them, and left nothing behind', async (test) => {
    test.diagnostic(
      `${siege.inputs} inputs, ${await siege.made()} connections, ${siege.victim.warnings.length} warnings`,
    );
    assert.ok(siege.inputs >= 20_000, `${siege.inputs} inputs`);
    const grown = (await siege.heap()) - heap;
    test.diagnostic(`${grown} bytes more`);
    assert.ok(grown < HEAP_ROOM, `${grown} bytes more`);
    assert.deepEqual(serverErrors, []);
    await siege.call('victim');
    await siege.stands();
    await siege.end();
  });
});
