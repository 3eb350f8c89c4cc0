import { isLive, phaseOf } from '../packages/signaling/src/calls/call-record.ts';
import { FakeClock } from '../packages/widget/test/fakes/fake-clock.ts';
import { Air } from './air.ts';
import { deliverFirst, happen, type Happening, NOTHING } from './happenings.ts';
import { Handset } from './handset.ts';
import { SimulatedServer } from './server.ts';
import { Wire } from './wire.ts';

const HOUR = 3_600_000;

/**
 * A request is repeated by then (8 s), what it rings has rung out (45 s), and links have been tried again; but an
 * answered call that does not connect is still on (60 s).
 */
const CALM_SECONDS = 57;

/** By then everything has to be over: the grace period and more. */
const PATIENCE_SECONDS = 100;

export interface Cast {
  /** Devices of each user. */
  readonly devices: Readonly<Record<string, number>>;
  /** `bad`: loses, repeats, cuts off, is late. `gentle`: messages may overtake each other. `orderly`: not even that, for each connection. */
  readonly wire: 'bad' | 'gentle' | 'orderly';
  /** The first two talk already, and the third one is calling one of them. */
  readonly talking: boolean;
}

/** Users with their devices, one server, and everything that is on its way between them. */
export class World {
  readonly clock = new FakeClock(1_800_000_000_000);
  readonly wire = new Wire();
  readonly air = new Air();
  readonly server = new SimulatedServer(this.clock);
  readonly handsets: readonly Handset[];
  readonly users: readonly string[];
  /** Nothing is lost, repeated, cut off or late by more than a second. */
  readonly isGentle: boolean;
  readonly isOrderly: boolean;
  /** What happened, for whoever reads a counterexample. */
  readonly diary: string[] = [];
  readonly #cast: Cast;
  readonly #watch: (world: World) => void;

  /** @param watch is called whenever something has happened, with all that follows from it by itself */
  constructor(cast: Cast, watch: (world: World) => void) {
    this.#cast = cast;
    this.#watch = watch;
    this.isOrderly = cast.wire === 'orderly';
    this.isGentle = cast.wire !== 'bad';
    this.users = Object.keys(cast.devices);
    const { server, wire, air, clock } = this;
    this.handsets = Object.entries(cast.devices).flatMap(([userId, count]) =>
      Array.from({ length: count }, (_, index) => {
        // One clock is right, one an hour late, one an hour early.
        return new Handset(userId, index + 1, [0, -HOUR, HOUR][index % 3]!, { server, wire, air, clock });
      }),
    );
  }

  readonly nothingIsOnItsWay = (): boolean => this.wire.inFlight.length === 0 && this.air.isQuiet;

  async begin(which: number): Promise<void> {
    for (const { socket } of this.handsets) socket.connect();
    await this.happened('everybody connects');
    if (this.#cast.talking) await this.#beginTalking(which);
  }

  async let(happening: Happening): Promise<void> {
    await this.happened(await happen(this, happening));
  }

  /** Everything that follows by itself happens, too. */
  async happened(what: string): Promise<void> {
    if (what === NOTHING) return;
    this.diary.push(what);
    await settled();
    this.#watch(this);
  }

  /** Nobody does anything but answering prompts; every connection comes back, nothing is lost any more, and time passes. */
  async calmDown(): Promise<void> {
    if (!this.isGentle) this.#reconnectAll();
    await this.happened('it calms down');
    await this.#pass(CALM_SECONDS, () => this.#isCalm());
  }

  /** Everybody hangs up, once, and time passes. */
  async end(): Promise<void> {
    for (const handset of this.handsets) handset.hangUp();
    await this.happened('everybody hangs up');
    await this.#pass(PATIENCE_SECONDS, () => this.#isOver());
    // Requests that nobody answered are given up, and given up again.
    for (let round = 0; round < 3; round += 1) {
      this.clock.pass(8_000);
      await this.happened('8 s pass');
      await this.#deliverAll();
    }
  }

  /** The first two talk, and the third one rings one of them. */
  async #beginTalking(which: number): Promise<void> {
    const [one, two, three] = this.users.map((user) => this.handsets.filter(({ userId }) => userId === user));
    const [caller, callee] = [one![which % one!.length]!, two![which % two!.length]!];
    caller.call(callee.userId, 'video');
    await this.#deliverAll();
    callee.accept(this.server.records[0]!.id, 'video');
    await this.#deliverAll();
    three![0]!.call(this.users[which % 2]!, 'video');
    three![0]!.answerPrompt(true);
    await this.happened(`${caller.name} and ${callee.name} talk, ${three![0]!.name} calls ${this.users[which % 2]}`);
  }

  async #deliverAll(): Promise<void> {
    await this.#pass(0, this.nothingIsOnItsWay);
    this.#answerPrompts();
    await this.happened('everybody allows the devices');
    await this.#pass(0, this.nothingIsOnItsWay);
  }

  /** Delivers everything, and lets time pass whenever there is nothing to deliver. */
  async #pass(seconds: number, isEnough: () => boolean): Promise<void> {
    for (let passed = 0; !isEnough();) {
      this.#answerPrompts();
      if (!this.nothingIsOnItsWay()) await this.happened(deliverFirst(this));
      else if (passed >= seconds) return;
      else {
        passed += 1;
        this.clock.pass(1_000);
        await this.happened('a second passes');
      }
    }
  }

  #answerPrompts(): void {
    for (const handset of this.handsets) if (handset.isPrompted) handset.answerPrompt(true);
  }

  #isCalm(): boolean {
    if (!this.nothingIsOnItsWay() || this.server.records.some((record) => phaseOf(record) === 'ringing')) return false;
    return this.handsets.every((handset) => isFree(handset) || talksOnly(handset));
  }

  #isOver(): boolean {
    return this.nothingIsOnItsWay() && this.handsets.every(isFree) && !this.server.records.some(isLive);
  }

  #reconnectAll(): void {
    for (const { socket } of this.handsets) {
      socket.disconnect();
      socket.connect();
    }
  }
}

export function isFree({ state }: Handset): boolean {
  return state.call.phase === 'idle' && state.waiting.length === 0 && state.closing.length === 0;
}

function talksOnly({ state }: Handset): boolean {
  return state.call.phase === 'active' && state.waiting.length === 0 && state.closing.length === 0;
}

/** Resolves when everything that follows by itself has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
