import { RateLimiterMemory } from 'rate-limiter-flexible';

import type { CallRecord } from '../calls/call-record.ts';

/** So many rings that nobody answered, in so many seconds, and no further one is heard. */
const UNANSWERED = { points: 3, duration: 600 };

/** Rings that their callee does not want: whoever was called again and again in vain is there no more for that caller. */
export class UnwantedRings {
  readonly #unanswered = new RateLimiterMemory(UNANSWERED);

  /** Whether the callee has had enough of this caller for now. */
  async isEnough(callerId: string, userId: string): Promise<boolean> {
    const counted = await this.#unanswered.get(pair(callerId, userId));
    return (counted?.consumedPoints ?? 0) >= UNANSWERED.points;
  }

  /** Counts what became of a call. */
  async note({ callerId, participants, answeredAt, ended, rangAt }: CallRecord): Promise<void> {
    const callees = participants.map(({ person: { userId } }) => userId).filter((userId) => userId !== callerId);
    if (answeredAt !== null) {
      // They talk to each other: whoever calls the other next is welcome.
      for (const userId of callees) await this.#forget(callerId, userId);
    } else if (rangAt !== null && (ended?.reason === 'unanswered' || ended?.reason === 'canceled')) {
      for (const userId of callees) await this.#unanswered.penalty(pair(callerId, userId));
    }
  }

  async #forget(one: string, other: string): Promise<void> {
    await this.#unanswered.delete(pair(one, other));
    await this.#unanswered.delete(pair(other, one));
  }
}

/** User ids hold no white space. */
function pair(callerId: string, userId: string): string {
  return `${callerId} ${userId}`;
}
