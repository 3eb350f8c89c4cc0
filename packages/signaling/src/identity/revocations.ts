import type { Clock } from '../clock.ts';

/** Users whose tokens were withdrawn: whatever was issued before counts for nothing. */
export class Revocations {
  readonly #clock: Clock;
  readonly #revokedAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  revoke(userId: string): void {
    this.#revokedAt.set(userId, this.#clock.now());
  }

  /** @param issuedAt in milliseconds since 1970; null where the token does not say, which is as if it were old */
  covers(userId: string, issuedAt: number | null): boolean {
    const revokedAt = this.#revokedAt.get(userId);
    // Tokens tell seconds: one of the same second may be older.
    return revokedAt !== undefined && (issuedAt === null || issuedAt <= revokedAt);
  }
}
