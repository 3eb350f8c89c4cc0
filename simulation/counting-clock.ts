import type { Clock } from '../packages/widget/src/call/ports.ts';

/** A device's own clock: it may be wrong, and it knows how many of its timers run. */
export class CountingClock implements Clock {
  readonly #clock: Clock;
  readonly #skew: number;
  #pending = 0;

  /** @param skew how wrong it is, in milliseconds */
  constructor(clock: Clock, skew: number) {
    this.#clock = clock;
    this.#skew = skew;
  }

  get pending(): number {
    return this.#pending;
  }

  now(): number {
    return this.#clock.now() + this.#skew;
  }

  after(milliseconds: number, ring: () => void): () => void {
    let runs = true;
    const stop = (): void => {
      if (runs) this.#pending -= 1;
      runs = false;
    };
    this.#pending += 1;
    const forget = this.#clock.after(milliseconds, () => {
      stop();
      ring();
    });
    return () => {
      stop();
      forget();
    };
  }
}
