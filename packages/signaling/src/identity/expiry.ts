import type { Clock } from '../clock.ts';
import { CLOCK_TOLERANCE_SECONDS } from './token.ts';

/** How long before its end a token is asked to be replaced. */
const NOTICE_MS = 30_000;

export interface ExpiryListener {
  /** The token ends soon. */
  readonly expiring: () => void;
  /** It has ended, and no other came. */
  readonly expired: () => void;
}

/** Watches over the token of one connection, for as long as it lasts. */
export class Expiry {
  readonly #clock: Clock;
  readonly #listener: ExpiryListener;
  #stops: readonly (() => void)[] = [];

  constructor(clock: Clock, listener: ExpiryListener) {
    this.#clock = clock;
    this.#listener = listener;
  }

  /** @param expiresAt in milliseconds since 1970; null: never */
  until(expiresAt: number | null): void {
    this.stop();
    if (expiresAt === null) return;
    const left = expiresAt - this.#clock.now();
    this.#stops = [
      // One that lives for less than a minute is replaced after half of its life.
      this.#clock.after(Math.max(0, left / 2, left - NOTICE_MS), this.#listener.expiring),
      this.#clock.after(Math.max(0, left + CLOCK_TOLERANCE_SECONDS * 1000), this.#listener.expired),
    ];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }
}
