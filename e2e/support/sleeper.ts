import { chromium, type Browser, type BrowserServer } from 'playwright-core';

import { launchOptions } from './browser.ts';

/** A browser on a laptop that can be closed: all its processes stand still until it is opened again. */
export class Sleeper implements AsyncDisposable {
  readonly browser: Browser;
  readonly #server: BrowserServer;

  private constructor(server: BrowserServer, browser: Browser) {
    this.#server = server;
    this.browser = browser;
  }

  static async launch(): Promise<Sleeper> {
    const server = await chromium.launchServer(launchOptions());
    return new Sleeper(server, await chromium.connect(server.wsEndpoint()));
  }

  sleep(): void {
    this.#signal('SIGSTOP');
  }

  wake(): void {
    this.#signal('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What stands still does not close.
    this.wake();
    await this.browser.close();
    await this.#server.close();
  }

  /** Playwright starts a browser as the leader of a process group of its own. */
  #signal(signal: NodeJS.Signals): void {
    process.kill(-this.#server.process().pid!, signal);
  }
}
