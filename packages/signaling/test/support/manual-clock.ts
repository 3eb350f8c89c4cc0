import type { Clock } from '../../src/clock.ts';

interface Timer {
  readonly at: number;
  readonly act: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now = Date.UTC(2030, 0, 1);
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, act: () => void): () => void {
    const timer = { at: this.#now + milliseconds, act };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many timers run. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves on and runs what has become due, in its order. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = [...this.#timers].filter(({ at }) => at <= this.#now).sort((one, other) => one.at - other.at);
    for (const timer of due) if (this.#timers.delete(timer)) timer.act();
  }
}
