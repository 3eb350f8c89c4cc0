import assert from 'node:assert/strict';

import type { Browser } from 'playwright-core';

import { startDemo } from '../../packages/demo/server/start-demo.js';
import { Person, type PersonOptions } from './person.ts';

export interface DemoServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The demo on a port of its own, as `npm start` runs it. */
export function startDemoServer(signaling: Record<string, unknown> = {}): Promise<DemoServer> {
  return startDemo({ port: 0, signaling });
}

/** Opens the conversation with `peer` as `user`, in a browser context of its own. */
export function enterDemo(
  browser: Browser,
  demo: DemoServer,
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
export async function meet(
  browser: Browser,
  demo: DemoServer,
  options: { ann?: PersonOptions; ben?: PersonOptions } = {},
): Promise<Meeting> {
  const [ann, ben] = await Promise.all([
    enterDemo(browser, demo, 'ann', 'ben', options.ann),
    enterDemo(browser, demo, 'ben', 'ann', options.ben),
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
