import type { Clock } from '../packages/widget/src/call/ports.ts';

/** A device's own clock: it may be wrong, and it knows how many of its timers run. */
export class CountingClock implements Clock {
  readonly #clock: Clock;
  readonly #skew: number;
  readonly #stops = new Set<() => void>();

  /** @param skew how wrong it is, in milliseconds */
  constructor(clock: Clock, skew: number) {
    this.#clock = clock;
    this.#skew = skew;
  }

  get pending(): number {
    return this.#stops.size;
  }

  now(): number {
    return this.#clock.now() + this.#skew;
  }

  after(milliseconds: number, ring: () => void): () => void {
    const forget = this.#clock.after(milliseconds, () => {
      this.#stops.delete(stop);
      ring();
    });
    const stop = (): void => {
      this.#stops.delete(stop);
      forget();
    };
    this.#stops.add(stop);
    return stop;
  }

  /** The page is gone, and all its timers. */
  stopAll(): void {
    for (const stop of [...this.#stops]) stop();
  }
}
