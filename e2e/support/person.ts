import { setTimeout as pause } from 'node:timers/promises';

import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';

import { installProbe } from './probe.ts';

export interface Inbound {
  readonly framesDecoded: number;
  readonly videoBytes: number;
  readonly audioBytes: number;
  /** W3C WebRTC statistics `totalAudioEnergy`. */
  readonly audioEnergy: number;
  /** Seconds of audio played out. */
  readonly audioDuration: number;
}

export interface PersonOptions {
  readonly permissions?: readonly string[];
  readonly viewport?: { width: number; height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** What else runs in the page before anything of it does. */
  readonly scripts?: readonly (() => void)[];
  /** What else makes it a phone: touch, pixels, the way pages are laid out. One of playwright's `devices`, or part of one. */
  readonly device?: BrowserContextOptions;
}

/** One user in a browser context of their own, with what they see and what their page really does. */
export class Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that the console said at error level, and uncaught errors. */
  readonly consoleErrors: string[] = [];
  readonly warnings: string[] = [];

  constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(`${message.text()} (${message.location().url})`);
      if (message.type() === 'warning') this.warnings.push(message.text());
    });
    page.on('pageerror', (error) => this.consoleErrors.push(String(error)));
  }

  static async enter(browser: Browser, url: string, options: PersonOptions = {}): Promise<Person> {
    const {
      permissions = ['camera', 'microphone'],
      viewport = options.device?.viewport ?? { width: 1100, height: 760 },
      colorScheme = 'light',
      scripts = [],
      device = {},
    } = options;
    const context = await browser.newContext({ ...device, permissions: [...permissions], viewport, colorScheme });
    for (const script of [installProbe, ...scripts]) await context.addInitScript(script);
    const person = new Person(context, await context.newPage());
    await person.page.goto(url);
    return person;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  text(text: string | RegExp): Locator {
    return this.page.getByText(text, { exact: true }).first();
  }

  get incoming(): Locator {
    return this.page.getByRole('dialog', { name: /^Incoming (video|voice) call$/ });
  }

  /** The accessible name of whatever has the focus, looked for inside of shadow roots. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.getAttribute('aria-label') ?? active?.textContent?.trim() ?? '';
    });
  }

  /** Resolves once the peer can be rung. */
  async seesPeerLive(): Promise<void> {
    await this.text('Live').waitFor();
  }

  /** Resolves with the detail of the first event of that type that was or will be dispatched since the last `forgetEvents`. */
  async event<Detail = Record<string, unknown>>(type: string): Promise<Detail> {
    const found = await this.page.waitForFunction(
      (wanted) => window.probe.events.find((event) => event.type === wanted),
      type,
    );
    return ((await found.jsonValue()) as { detail: Detail }).detail;
  }

  async events(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.probe.events.map(({ type }) => type));
  }

  async forgetEvents(): Promise<void> {
    await this.page.evaluate(() => void (window.probe.events.length = 0));
  }

  /** Lets go of what the probe holds, so that the page can be seen to let go of it too. */
  async forgetEverything(): Promise<void> {
    await this.page.evaluate(() => {
      for (const list of [window.probe.events, window.probe.connections, window.probe.tracks, window.probe.sounds])
        list.length = 0;
      window.probe.tones.length = 0;
    });
  }

  async inState(state: string): Promise<void> {
    await this.page.locator(`call-window[state="${state}"]`).first().waitFor({ state: 'attached' });
  }

  /** Resolves once the call has come to that state since the last `forgetEvents`. Whoever looks now and then may miss one that passes. */
  async cameTo(state: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        window.probe.events.some(
          ({ type, detail }) => type === 'call-state' && (detail as { state: string }).state === wanted,
        ),
      state,
    );
  }

  /** What every open connection of this page has received so far. */
  inbound(): Promise<Inbound> {
    return this.page.evaluate(async () => {
      const total = { framesDecoded: 0, videoBytes: 0, audioBytes: 0, audioEnergy: 0, audioDuration: 0 };
      for (const connection of window.probe.connections.filter(({ connectionState }) => connectionState !== 'closed')) {
        (await connection.getStats()).forEach((stats) => {
          if (stats.type !== 'inbound-rtp') return;
          total.framesDecoded += stats.framesDecoded ?? 0;
          total.audioEnergy += stats.totalAudioEnergy ?? 0;
          total.audioDuration += stats.totalSamplesDuration ?? 0;
          if (stats.kind === 'video') total.videoBytes += stats.bytesReceived;
          else total.audioBytes += stats.bytesReceived;
        });
      }
      return total;
    });
  }

  /** Resolves once this page has decoded so many frames more, and (unless told otherwise) heard something. */
  async receives({ frames = 0, audio = true }: { frames?: number; audio?: boolean } = {}): Promise<Inbound> {
    const before = await this.inbound();
    return this.#until(({ framesDecoded, audioEnergy }) => {
      const heard = !audio || audioEnergy > before.audioEnergy;
      return heard && framesDecoded >= before.framesDecoded + frames;
    });
  }

  /** Energy of what is heard over the next `seconds` of played audio (mean square of samples between -1 and 1). */
  async energyPerSecond(seconds: number): Promise<number> {
    const before = await this.inbound();
    const now = await this.#until(({ audioDuration }) => audioDuration - before.audioDuration >= seconds);
    return (now.audioEnergy - before.audioEnergy) / (now.audioDuration - before.audioDuration);
  }

  /** The same, once what was on its way has been heard. */
  async energyFromNowOn(): Promise<number> {
    await this.energyPerSecond(1);
    return this.energyPerSecond(2);
  }

  /**
   * The page's own statistics tell when something has arrived; a deadline tells when it never will. Asking without a
   * pause takes the processor from the call.
   */
  async #until(enough: (inbound: Inbound) => boolean): Promise<Inbound> {
    const deadline = performance.now() + 30_000;
    for (;;) {
      const inbound = await this.inbound();
      if (enough(inbound)) return inbound;
      if (performance.now() > deadline) throw new Error(`not received within 30 s: ${JSON.stringify(inbound)}`);
      await pause(100);
    }
  }

  /** Resolves when nothing of a call is left: tracks, connections, intervals, sounds. */
  async isTidy(): Promise<void> {
    await this.page.waitForFunction(() => {
      const { tracks, connections, intervals, sounds } = window.probe;
      return (
        tracks.every(({ readyState }) => readyState === 'ended') &&
        connections.every(({ connectionState }) => connectionState === 'closed') &&
        intervals.size === 0 &&
        sounds.every(({ state }) => state === 'closed')
      );
    });
  }

  /** DOM nodes and event listeners that are alive after a garbage collection (CDP `Memory.getDOMCounters`). */
  async objectCounts(): Promise<{ nodes: number; jsEventListeners: number }> {
    const session = await this.context.newCDPSession(this.page);
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.collectGarbage');
    const counts = await session.send('Memory.getDOMCounters');
    await session.detach();
    return counts;
  }
}
