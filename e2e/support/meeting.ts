import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';

import type { Browser } from 'playwright-core';

import { startDemo } from '../../packages/demo/server/start-demo.js';
import { type BrowserOptions, closeContexts, launchBrowser } from './browser.ts';
import { Person, type PersonOptions } from './person.ts';

export interface DemoServer {
  readonly url: string;
  close(): Promise<void>;
}

/** How a call ended, as the server recorded it. */
export interface RecordedEnd {
  readonly reason: string;
  readonly by: 'caller' | 'callee' | 'nobody';
}

/** What the tests of a suite share; there from the first test on. */
export interface Place {
  readonly browser: Browser;
  readonly demo: DemoServer;
  /** The ends in the server's records, in the order they came, emptied before each test. */
  readonly records: RecordedEnd[];
}

/** A browser, and the demo on a port of its own as `npm start` runs it, for the suite that calls this. */
export function useDemo(options: { browser?: BrowserOptions; signaling?: Record<string, unknown> } = {}): Place {
  const records: RecordedEnd[] = [];
  const place = { records } as { browser: Browser; demo: DemoServer; records: RecordedEnd[] };
  before(async () => {
    place.browser = await launchBrowser(options.browser);
    place.demo = await startDemo({ port: 0, signaling: { logger: recorder(records), ...options.signaling } });
  });
  beforeEach(() => void (records.length = 0));
  afterEach(() => closeContexts(place.browser));
  after(async () => {
    await place.browser?.close();
    await place.demo?.close();
  });
  return place;
}

/** A logger that takes out of the server's log how calls ended. */
function recorder(records: RecordedEnd[]) {
  const info = ({ reason, by }: RecordedEnd, text: string): void => {
    if (text === 'call ended') records.push({ reason, by });
  };
  const logger = { info, warn: () => undefined, error: (details: unknown) => console.error(details) };
  return { ...logger, child: () => logger };
}

/** What is needed to open a page of the demo. */
export interface Where {
  readonly browser: Browser;
  readonly demo: { readonly url: string };
}

/** Opens the conversation with `peer` as `user`, in a browser context of its own. */
export function enterDemo(
  { browser, demo }: Where,
  user: string,
  peer: string,
  options?: PersonOptions,
): Promise<Person> {
  return Person.enter(browser, `${demo.url}/?user=${user}&peer=${peer}`, options);
}

export interface Meeting {
  readonly ann: Person;
  readonly ben: Person;
}

/** Ann and Ben have each other's conversation open and can ring each other. */
export async function meet(place: Where, options: { ann?: PersonOptions; ben?: PersonOptions } = {}): Promise<Meeting> {
  const [ann, ben] = await Promise.all([
    enterDemo(place, 'ann', 'ben', options.ann),
    enterDemo(place, 'ben', 'ann', options.ben),
  ]);
  await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
  return { ann, ben };
}

/** Ann calls Ben, Ben accepts, media flows. */
export async function talk({ ann, ben }: Meeting, kind: 'Video call' | 'Voice call'): Promise<void> {
  await ann.button(kind).click();
  await ben.incoming.getByRole('button', { name: 'Accept' }).click();
  await Promise.all([ann.inState('active'), ben.inState('active')]);
}

/** Nothing of the call is left, the buttons work again, and the console said nothing at error level. */
export async function isOver(...people: readonly Person[]): Promise<void> {
  for (const person of people) {
    await person.inState('idle');
    await person.isTidy();
    await person.page.locator('call-window').getByRole('button', { name: 'Video call', disabled: false }).waitFor();
    assert.deepEqual(person.consoleErrors, []);
  }
}
