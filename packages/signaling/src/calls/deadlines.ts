import type { Clock } from '../clock.ts';

/** Something that is due at a certain moment. Plain data, so that it can be kept outside of the process. */
export type Deadline =
  | { readonly type: 'ring'; readonly callId: string }
  | { readonly type: 'grace'; readonly callId: string; readonly userId: string; readonly awaySince: number }
  | { readonly type: 'forget'; readonly callId: string };

/**
 * Reminds of deadlines. A deadline may still come after it was cleared (another node may be about to tell it), so
 * whoever hears of one decides anew whether it still means anything.
 */
export interface Deadlines {
  set(at: number, deadline: Deadline): Promise<void>;
  /** Clears all deadlines of the call. */
  clear(callId: string): Promise<void>;
  /** Stops reminding. */
  stop(): void;
}

/** Keeps the deadlines of one process as timers. */
export class MemoryDeadlines implements Deadlines {
  readonly #clock: Clock;
  readonly #onDue: (deadline: Deadline) => void;
  readonly #stopsOfCall = new Map<string, Set<() => void>>();

  constructor(clock: Clock, onDue: (deadline: Deadline) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  async set(at: number, deadline: Deadline): Promise<void> {
    const stops = this.#stopsOfCall.get(deadline.callId) ?? new Set();
    this.#stopsOfCall.set(deadline.callId, stops);
    const stop = this.#clock.after(Math.max(0, at - this.#clock.now()), () => {
      this.#drop(deadline.callId, stop);
      this.#onDue(deadline);
    });
    stops.add(stop);
  }

  async clear(callId: string): Promise<void> {
    for (const stop of this.#stopsOfCall.get(callId) ?? []) stop();
    this.#stopsOfCall.delete(callId);
  }

  stop(): void {
    for (const stops of this.#stopsOfCall.values()) for (const stop of stops) stop();
    this.#stopsOfCall.clear();
  }

  #drop(callId: string, stop: () => void): void {
    const stops = this.#stopsOfCall.get(callId);
    stops?.delete(stop);
    if (stops?.size === 0) this.#stopsOfCall.delete(callId);
  }
}
