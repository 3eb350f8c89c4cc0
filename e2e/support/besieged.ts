/** A page with two calls in it: one with a hostile participant, and one of other people's that is to take no notice. */
import assert from 'node:assert/strict';

import type { Browser } from 'playwright-core';

import { installHostile } from './hostile-page.ts';
import type { Input } from './mischief.ts';
import { Person } from './person.ts';

/** Both elements in one page: they share its one thread. */
export const TWO_CALLS = `<call-window user-id="ann" peer-id="mallory" display="inline"></call-window>
  <call-window user-id="cora" peer-id="ben" display="inline"></call-window>`;

interface Watch {
  /** Connections that were made, that are open, and the most that were open at once. */
  made: number;
  open: number;
  most: number;
  /** Connections of the call that is left in peace. */
  innocent: RTCPeerConnection[];
  /** The states that its element went through. */
  readonly states: string[];
  /** Whether the hostile participant's calls are answered at once. */
  answers: boolean;
}

declare global {
  interface Window {
    watch: Watch;
  }
}

/** Runs in both pages before anything of them does: answers what rings, and counts connections without keeping them. */
function installWatch(): void {
  const watch: Watch = { made: 0, open: 0, most: 0, innocent: [], states: [], answers: true };
  window.watch = watch;
  const { connections } = window.probe;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    #isOpen = true;

    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      watch.made += 1;
      watch.open += 1;
      watch.most = Math.max(watch.most, watch.open);
    }

    override close(): void {
      super.close();
      if (this.#isOpen) watch.open -= 1;
      this.#isOpen = false;
      connections.splice(0, connections.length, ...connections.filter((one) => one !== this));
    }
  };
  document.addEventListener('call-incoming', ({ target }) => {
    const element = target as HTMLElementTagNameMap['call-window'];
    if (watch.answers) void element.acceptCall();
  });
  document.addEventListener('call-state', (event) => {
    const { target, detail } = event as HTMLElementEventMap['call-state'];
    if ((target as HTMLElement).getAttribute('user-id') === 'cora') watch.states.push(detail.state);
  });
}

/** What the call that is left in peace has received. */
interface Peace {
  readonly frames: number;
  readonly sound: number;
}

const ELEMENT = 'call-window[user-id="ann"]';

/** Of a widget's link: microphone, camera, screen and its sound. */
const TRANSCEIVERS = 4;

export class Besieged {
  readonly victim: Person;
  readonly hostile: Person;
  readonly friend: Person;
  inputs = 0;
  /** Of the victim's page, as long as only the other call is on. */
  #intervals = 0;

  private constructor(victim: Person, hostile: Person, friend: Person) {
    this.victim = victim;
    this.hostile = hostile;
    this.friend = friend;
  }

  /** Opens the three pages and begins the call that is left in peace. */
  static async begin(browser: Browser, url: string): Promise<Besieged> {
    const scripts = [installWatch];
    const [victim, hostile, friend] = await Promise.all([
      Person.enter(browser, `${url}/?two`, { scripts }),
      Person.enter(browser, `${url}/?user=mallory&peer=ann`, { scripts: [...scripts, installHostile] }),
      Person.enter(browser, `${url}/?user=ben&peer=cora`, { scripts }),
    ]);
    const besieged = new Besieged(victim, hostile, friend);
    await friend.seesPeerLive();
    await friend.button('Video call').click();
    await Promise.all([victim.page.locator('[user-id=cora][state=active]').waitFor(), friend.inState('active')]);
    await victim.receives({ frames: 5 });
    besieged.#intervals = await victim.page.evaluate(() => {
      window.watch.innocent = [...window.probe.connections];
      window.watch.states.length = 0;
      return window.probe.intervals.size;
    });
    return besieged;
  }

  /** A call of the two, up and running. */
  async call(caller: 'victim' | 'hostile'): Promise<void> {
    await this.#ring(caller);
    await Promise.all([
      this.victim.page.locator(`${ELEMENT}[state=active]`).waitFor({ state: 'attached' }),
      this.hostile.inState('active'),
    ]);
  }

  /** The hostile participant calls, and nobody answers. */
  async ring(): Promise<void> {
    await this.victim.page.evaluate(() => void (window.watch.answers = false));
    await this.#ring('hostile');
    await this.victim.page.locator(`${ELEMENT}[state=incoming]`).waitFor({ state: 'attached' });
  }

  async #ring(caller: 'victim' | 'hostile'): Promise<void> {
    const [person, user] = caller === 'victim' ? [this.victim, 'ann'] : [this.hostile, 'mallory'];
    await person.page.evaluate(async (userId) => {
      const element = document.querySelector<HTMLElementTagNameMap['call-window']>(`[user-id=${userId}]`)!;
      await element.startCall({ kind: 'video' });
    }, user);
  }

  /** Sends all of it to the victim. Resolves once the server has dealt with it. */
  async storm(inputs: readonly Input[], callId?: string): Promise<void> {
    this.inputs += await this.hostile.page.evaluate(
      async ([all, id]) => {
        const sent = await window.hostile.send(all, id);
        await window.hostile.settled();
        return sent;
      },
      [inputs, callId] as const,
    );
  }

  /** The page answers, the other call has gone on, and no connections have piled up. */
  async stands(): Promise<void> {
    const before = await this.#peace();
    const frame = await this.victim.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const asked = performance.now();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - asked)));
        }),
    );
    assert.ok(frame < 1_000, `two frames took ${frame} ms`);
    await this.#goesOn(before);
    const { most, states, parts } = await this.victim.page.evaluate(() => ({
      ...window.watch,
      parts: window.probe.connections.map((connection) => connection.getTransceivers().length),
    }));
    assert.ok(most <= 3, `${most} connections at once`);
    assert.ok(Math.max(...parts) <= TRANSCEIVERS, `connections of ${parts.join(' and ')} transceivers`);
    assert.deepEqual(states, [], 'what became of the other call');
    for (const { consoleErrors } of [this.victim, this.friend]) assert.deepEqual(consoleErrors, []);
    assert.equal(await this.victim.page.evaluate(() => 'polluted' in Object.prototype), false);
  }

  /** Ends what is left of the call, and waits until nothing is. */
  async end(): Promise<void> {
    await this.victim.page.evaluate((selector) => {
      window.watch.answers = true;
      const element = document.querySelector<HTMLElementTagNameMap['call-window']>(selector)!;
      if (element.state === 'incoming') void element.declineCall();
      else void element.endCall();
    }, ELEMENT);
    await this.hostile.page.evaluate(() => void document.querySelector('call-window')!.endCall());
    await Promise.all([
      this.victim.page.locator(`${ELEMENT}[state=idle]`).waitFor({ state: 'attached' }),
      this.hostile.inState('idle'),
    ]);
    await this.victim.page.waitForFunction(
      (intervals) => window.watch.open === window.watch.innocent.length && window.probe.intervals.size <= intervals,
      this.#intervals,
    );
  }

  /** Connections that the victim's page has made so far. */
  made(): Promise<number> {
    return this.victim.page.evaluate(() => window.watch.made);
  }

  /** Bytes of JavaScript that are alive in the victim's page after a garbage collection. */
  async heap(): Promise<number> {
    const session = await this.victim.context.newCDPSession(this.victim.page);
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize;
  }

  #peace(): Promise<Peace> {
    return this.victim.page.evaluate(async () => {
      const total = { frames: 0, sound: 0 };
      for (const connection of window.watch.innocent)
        (await connection.getStats()).forEach((stats) => {
          if (stats.type !== 'inbound-rtp') return;
          total.frames += stats.framesDecoded ?? 0;
          total.sound += stats.totalAudioEnergy ?? 0;
        });
      return total;
    });
  }

  async #goesOn(before: Peace): Promise<void> {
    const deadline = performance.now() + 5_000;
    for (;;) {
      const { frames, sound } = await this.#peace();
      if (frames > before.frames + 2 && sound > before.sound) return;
      if (performance.now() > deadline) throw new Error(`the other call stands still at ${frames} frames`);
    }
  }
}
