import { FakeClock } from '../packages/widget/test/fakes/fake-clock.ts';
import type { CallKind } from '../packages/widget/src/call/call-state.ts';
import { shownWaiting } from '../packages/widget/src/call/waiting.ts';
import { Air } from './air.ts';
import { Handset } from './handset.ts';
import { SimulatedServer } from './server.ts';
import { Wire } from './wire.ts';

const HOUR = 3_600_000;

/** What happens next; `which` and `how` choose among what is possible at that moment. */
export interface Happening {
  readonly type: 'deliver' | 'duplicate' | 'lose' | 'user' | 'prompt' | 'wait' | 'connection';
  readonly which: number;
  readonly how: number;
}

export interface Cast {
  /** Devices of each user. */
  readonly devices: Readonly<Record<string, number>>;
  /** Nothing is lost, repeated or cut off; messages may still overtake each other. */
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
    this.diary.push(this.#happen(happening));
    await settled();
  }

  /** Everybody hangs up, every connection comes back, nothing is lost any more, and time passes. */
  async end(): Promise<void> {
    for (const handset of this.handsets) {
      handset.disconnect();
      handset.connect();
      if (handset.isPrompted) handset.answerPrompt(true);
      handset.session.dispatch({ type: 'end' });
    }
    for (let round = 0; round < 200; round += 1) {
      await settled();
      if (this.wire.inFlight.length > 0) this.wire.deliver(0);
      else this.clock.pass(2_000);
      for (const handset of this.handsets) handset.session.dispatch({ type: 'end' });
    }
    await settled();
  }

  #happen({ type, which, how }: Happening): string {
    switch (type) {
      case 'deliver':
        return `arrives: ${what(this.wire.deliver(this.#pick(which, how)))}`;
      case 'duplicate':
        return this.#gentle ? '-' : `arrives, and will again: ${what(this.wire.duplicate(this.#pick(which, how)))}`;
      case 'lose':
        return this.#gentle ? '-' : `is lost: ${what(this.wire.lose(this.#pick(which, how)))}`;
      case 'user':
        return this.#act(this.handsets[which % this.handsets.length]!, how);
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

  #act(handset: Handset, how: number): string {
    const { session, name, userId, state } = handset;
    const kind: CallKind = how % 2 === 0 ? 'video' : 'voice';
    const did = (deed: string): string => `${name} (${state.call.phase}) ${deed}`;
    if (state.call.phase === 'idle') {
      const others = this.#users.filter((user) => user !== userId);
      const to = others[how % others.length]!;
      session.start([to], kind).catch(() => undefined);
      return did(`calls ${to}`);
    }
    const rings = state.call.phase === 'incoming' || shownWaiting(state) !== null;
    if (rings && how % 4 < 2) {
      this.accepted.set(handset, (this.accepted.get(handset) ?? 0) + 1);
      session.dispatch({ type: 'accept', kind });
      return did('accepts');
    }
    if (rings) {
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

  #wait(how: number): string {
    const seconds = [1, 3, 9, 20, 46][how % 5]!;
    this.clock.pass(seconds * 1_000);
    return `${seconds} s pass`;
  }

  #reconnect(handset: Handset): string {
    if (handset.isConnected) handset.disconnect();
    else handset.connect();
    return `${handset.name} is ${handset.isConnected ? 'connected again' : 'cut off'}`;
  }
}

function what(parcel: { from: string; to: string; what: string } | undefined): string {
  return parcel ? `${parcel.what}, ${parcel.from} → ${parcel.to}` : 'nothing';
}

/** Resolves when everything that follows by itself has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
