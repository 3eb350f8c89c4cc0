import { isLive } from '../packages/signaling/src/calls/call-record.ts';
import { FakeClock } from '../packages/widget/test/fakes/fake-clock.ts';
import type { CallKind } from '../packages/widget/src/call/call-state.ts';
import { shownWaiting } from '../packages/widget/src/call/waiting.ts';
import { Air } from './air.ts';
import { Handset } from './handset.ts';
import { SimulatedServer } from './server.ts';
import { Wire } from './wire.ts';

const HOUR = 3_600_000;

/** By then everything has to be over: the grace period and more. */
const PATIENCE_SECONDS = 100;

/** What happens next; `which` and `how` choose among what is possible at that moment. */
export interface Happening {
  readonly type: 'deliver' | 'duplicate' | 'lose' | 'user' | 'prompt' | 'wait' | 'connection';
  readonly which: number;
  readonly how: number;
}

export interface Cast {
  /** Devices of each user. */
  readonly devices: Readonly<Record<string, number>>;
  /** Nothing is lost, repeated, cut off or late by more than a second; messages may still overtake each other. */
  readonly gentle: boolean;
}

/** Users with their devices, one server, and everything that is on its way between them. */
export class World {
  readonly clock = new FakeClock(1_800_000_000_000);
  readonly wire = new Wire();
  readonly air = new Air(this.wire);
  readonly server = new SimulatedServer(this.clock);
  readonly handsets: readonly Handset[];
  /** What happened, for whoever reads a counterexample. */
  readonly diary: string[] = [];
  /** How many times the user of a device said yes. */
  readonly accepted = new Map<Handset, number>();
  readonly #gentle: boolean;
  readonly #users: readonly string[];

  constructor({ devices, gentle }: Cast) {
    this.#gentle = gentle;
    this.#users = Object.keys(devices);
    const { server, wire, air, clock } = this;
    this.handsets = Object.entries(devices).flatMap(([userId, count]) =>
      Array.from({ length: count }, (_, index) => {
        // One clock is right, one an hour late, one an hour early.
        return new Handset(userId, index + 1, [0, -HOUR, HOUR][index % 3]!, { server, wire, air, clock });
      }),
    );
  }

  async begin(): Promise<void> {
    for (const handset of this.handsets) handset.connect();
    await settled();
  }

  async let(happening: Happening): Promise<void> {
    this.diary.push(await this.#happen(happening));
    await settled();
  }

  /** Everybody hangs up, every connection comes back, nothing is lost any more, and time passes. */
  async end(): Promise<void> {
    for (const handset of this.handsets) {
      if (!this.#gentle) this.#reconnectAnew(handset);
      if (handset.isPrompted) handset.answerPrompt(true);
      handset.session.dispatch({ type: 'end' });
    }
    await settled();
    for (let seconds = 0; seconds < PATIENCE_SECONDS && !this.#isOver();) {
      if (this.wire.inFlight.length > 0) this.wire.deliver(0);
      else {
        this.clock.pass(1_000);
        seconds += 1;
      }
      for (const handset of this.handsets) handset.session.dispatch({ type: 'end' });
      await settled();
    }
    // Requests that nobody answered are given up, and given up again.
    for (let round = 0; round < 3; round += 1) {
      this.clock.pass(8_000);
      await settled();
      while (this.wire.inFlight.length > 0) {
        this.wire.deliver(0);
        await settled();
      }
    }
  }

  #isOver(): boolean {
    const { wire, handsets, server } = this;
    return wire.inFlight.length === 0 && handsets.every(isFree) && !server.records.some(isLive);
  }

  async #happen({ type, which, how }: Happening): Promise<string> {
    switch (type) {
      case 'deliver':
        return `arrives: ${what(this.wire.deliver(this.#pick(which, how)))}`;
      case 'duplicate':
        return this.#gentle ? '-' : `arrives, and will again: ${what(this.wire.duplicate(this.#pick(which, how)))}`;
      case 'lose':
        return this.#gentle ? '-' : `is lost: ${what(this.wire.lose(this.#pick(which, how)))}`;
      case 'user':
        return this.#act(this.#whoActs(which), which, how);
      case 'prompt':
        return this.#answerPrompt(which, how);
      case 'wait':
        return this.#wait(how);
      case 'connection':
        return this.#gentle ? '-' : this.#reconnect(this.handsets[which % this.handsets.length]!);
    }
  }

  /** Mostly in order, sometimes any. */
  #pick(which: number, how: number): number {
    const { length } = this.wire.inFlight;
    return length === 0 || how % 3 !== 0 ? 0 : which % length;
  }

  /** Mostly somebody who is being rung. */
  #whoActs(which: number): Handset {
    const rung = this.handsets.filter(rings);
    const candidates = rung.length > 0 && which % 5 !== 0 ? rung : this.handsets;
    return candidates[which % candidates.length]!;
  }

  #act(handset: Handset, which: number, how: number): string {
    const { session, name, userId, state } = handset;
    const kind: CallKind = how % 2 === 0 ? 'video' : 'voice';
    const did = (deed: string): string => `${name} (${state.call.phase}) ${deed}`;
    if (state.call.phase === 'idle') {
      // Few calls that go far teach more than many that get into each other's way.
      if (how % 3 > 0 && !this.handsets.every(isFree)) return '-';
      const others = this.#users.filter((user) => user !== userId);
      const to = others[which % others.length]!;
      session.start([to], kind).catch(() => undefined);
      return did(`calls ${to}`);
    }
    const isRung = rings(handset);
    if (isRung && how % 3 > 0) {
      this.accepted.set(handset, (this.accepted.get(handset) ?? 0) + 1);
      session.dispatch({ type: 'accept', kind });
      return did('accepts');
    }
    if (isRung) {
      session.dispatch({ type: 'decline' });
      return did('declines');
    }
    session.dispatch({ type: 'end' });
    return did('ends');
  }

  #answerPrompt(which: number, how: number): string {
    const prompted = this.handsets.filter(({ isPrompted }) => isPrompted);
    const handset = prompted[which % prompted.length];
    if (!handset) return '-';
    const allows = how % 8 !== 0;
    handset.answerPrompt(allows);
    return `${handset.name} ${allows ? 'allows' : 'denies'} the devices`;
  }

  async #wait(how: number): Promise<string> {
    const seconds = [1, 3, 9, 20, 46][how % 5]!;
    if (!this.#gentle) this.clock.pass(seconds * 1_000);
    // Messages take their time, and never a second.
    let passed = 0;
    for (; this.#gentle && passed < seconds && this.wire.inFlight.length === 0; passed += 1) {
      this.clock.pass(1_000);
      await settled();
    }
    return `${this.#gentle ? passed : seconds} s pass`;
  }

  #reconnectAnew(handset: Handset): void {
    handset.disconnect();
    handset.connect();
  }

  #reconnect(handset: Handset): string {
    if (handset.isConnected) handset.disconnect();
    else handset.connect();
    return `${handset.name} is ${handset.isConnected ? 'connected again' : 'cut off'}`;
  }
}

function rings({ state }: Handset): boolean {
  return state.call.phase === 'incoming' || (state.call.phase !== 'idle' && shownWaiting(state) !== null);
}

function isFree({ state }: Handset): boolean {
  return state.call.phase === 'idle' && state.waiting.length === 0 && state.closing.length === 0;
}

function what(parcel: { from: string; to: string; what: string } | undefined): string {
  return parcel ? `${parcel.what}, ${parcel.from} → ${parcel.to}` : 'nothing';
}

/** Resolves when everything that follows by itself has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
