import type { Browser, BrowserContext, Page } from 'playwright-core';

import { installWitness } from '../page/witness.ts';
import type { Outcome, Parameter, Testimony } from './protocol.ts';

/** One user with the demo open, who does what users do and tells what they saw. */
export class Visitor {
  readonly #context: BrowserContext;
  readonly #page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.#page = page;
  }

  static async enter(browser: Browser, { url, relayOnly }: Parameter<'enter'>): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width: 1100, height: 760 },
      ignoreHTTPSErrors: true,
    });
    await context.addInitScript(installWitness);
    const visitor = new Visitor(context, await context.newPage());
    await visitor.#open(url, relayOnly);
    return visitor;
  }

  async #open(url: string, relayOnly: boolean): Promise<void> {
    await this.#page.goto(url);
    const element = this.#page.locator('call-window');
    if (relayOnly) await element.evaluate((callWindow) => callWindow.setAttribute('relay-only', ''));
    await this.#page.getByText('Live', { exact: true }).first().waitFor();
  }

  async call(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Video call', exact: true }).click();
  }

  async accept(): Promise<number> {
    const accept = this.#page
      .getByRole('dialog', { name: 'Incoming video call' })
      .getByRole('button', { name: 'Accept' });
    await accept.waitFor();
    const at = Date.now();
    await accept.click();
    return at;
  }

  async hangUp(): Promise<void> {
    await this.#page.getByRole('button', { name: 'End call', exact: true }).click();
  }

  async inState({ state, seconds }: Parameter<'inState'>): Promise<void> {
    const element = this.#page.locator(`call-window[state="${state}"]`).first();
    await element.waitFor({ state: 'attached', timeout: seconds * 1000 });
  }

  async outcome({ since, seconds }: Parameter<'outcome'>): Promise<Outcome> {
    const wait = this.#page.waitForFunction((at) => window.witness.outcomeSince(at), since, {
      timeout: seconds * 1000,
      polling: 100,
    });
    return wait.then(
      (handle) => handle.jsonValue() as Promise<Outcome>,
      () => 'stuck',
    );
  }

  async hasServer({ seconds }: Parameter<'hasServer'>): Promise<boolean> {
    const wait = this.#page.waitForFunction(() => window.witness.hasServer(), undefined, { timeout: seconds * 1000 });
    return wait.then(
      () => true,
      () => false,
    );
  }

  testimony(): Promise<Testimony> {
    return this.#page.evaluate(async () => {
      const { samples, occurrences, numbers } = window.witness;
      return { samples, occurrences, numbers, paths: await window.witness.paths() };
    });
  }

  heard(): Promise<readonly string[]> {
    return this.#page.evaluate(() => window.witness.heard);
  }

  leave(): Promise<void> {
    return this.#context.close();
  }
}
