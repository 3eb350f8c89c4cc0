import { CALL_LENGTH, CALL_SCRIPT } from './call-script.ts';
import type { PlayedCall } from './clients/client.ts';
import type { Clients, Pair } from './crowd.ts';
import { type Rate, startsOf } from './schedule.ts';
import type { Tally } from './tally.ts';

/** How often it is looked what is due, in milliseconds. */
const LOOK_MS = 1;

/** How long a message may take that is the last one to come, in milliseconds. */
const PATIENCE_MS = 10_000;

const STEPS = CALL_SCRIPT.length;

export interface LoadOptions {
  readonly pairs: readonly Pair[];
  readonly clients: Clients;
  readonly tally: Tally;
  readonly rate: Rate;
  /** How many seconds of it come before what is measured. */
  readonly warmUpSeconds: number;
  /** Called when that begins. */
  readonly measuring: () => void;
}

/** Whole calls that begin when they are due, and whose messages are sent when they are due, whatever the server does. */
export class Load {
  /** From the moment when a message was due to that when it came out at the other end, in milliseconds. */
  readonly latencies: number[] = [];
  readonly calls: readonly PlayedCall[];
  readonly #options: LoadOptions;
  readonly #starts: readonly number[];
  readonly #measuredFrom: number;
  /** Of each step, the next call whose turn it is. */
  readonly #next = CALL_SCRIPT.map(() => 0);
  readonly #arrived: Uint8Array;
  #began = 0;

  constructor(options: LoadOptions) {
    const { rate, warmUpSeconds, pairs } = options;
    this.#options = options;
    this.#starts = startsOf({ ...rate, seconds: rate.seconds + warmUpSeconds });
    this.#measuredFrom = warmUpSeconds * 1000;
    this.calls = this.#starts.map((_, number) => playedCall(number, pairs));
    this.#arrived = new Uint8Array(this.calls.length * STEPS);
  }

  /** Resolves when every message has arrived, or is lost. */
  async play(): Promise<void> {
    const { tally } = this.#options;
    tally.onArrival = (call, step) => this.#arrive(call, step);
    this.#began = performance.now();
    await this.#run();
    tally.onArrival = () => undefined;
  }

  /** Messages of the measured calls that did not arrive. */
  get lost(): number {
    const measured = this.#starts.filter((start) => start >= this.#measuredFrom).length;
    return measured * STEPS - this.latencies.length;
  }

  get #now(): number {
    return performance.now() - this.#began;
  }

  #run(): Promise<void> {
    const lastDue = (this.#starts.at(-1) ?? 0) + CALL_LENGTH;
    let isMeasuring = false;
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!isMeasuring && this.#now >= this.#measuredFrom) {
          isMeasuring = true;
          this.#options.measuring();
        }
        this.#sendDue();
        const isOver = this.#now > lastDue && (this.lost === 0 || this.#now > lastDue + PATIENCE_MS);
        if (!isOver) return;
        clearInterval(timer);
        resolve();
      }, LOOK_MS);
    });
  }

  #sendDue(): void {
    for (const [step, { at }] of CALL_SCRIPT.entries())
      for (;;) {
        const call = this.calls[this.#next[step]!];
        if (call === undefined || this.#starts[call.number]! + at > this.#now) break;
        this.#next[step]! += 1;
        this.#send(call, step);
      }
  }

  #send(call: PlayedCall, step: number): void {
    const sender = call[CALL_SCRIPT[step]!.from];
    this.#options.clients.get(sender.userId)?.send(call, step);
  }

  #arrive(call: number, step: number): void {
    const start = this.#starts[call];
    const place = call * STEPS + step;
    if (start === undefined || this.#arrived[place] === 1) return;
    this.#arrived[place] = 1;
    if (start >= this.#measuredFrom) this.latencies.push(this.#now - start - CALL_SCRIPT[step]!.at);
  }
}

/** The pairs take turns, and the two of each in who calls. */
function playedCall(number: number, pairs: readonly Pair[]): PlayedCall {
  const [one, other] = pairs[number % pairs.length]!;
  const isTurned = Math.floor(number / pairs.length) % 2 === 1;
  return isTurned ? { number, caller: other, callee: one } : { number, caller: one, callee: other };
}
