import { briefly } from '../briefly.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';

/** How often a process looks for what others have revoked, and tries again to write what could not be written. */
const LOOK_MS = 2_000;

/** How far the clocks of processes may be apart, with the time that writing takes. */
const OVERLAP_MS = 60_000;

/** A user whose tokens were withdrawn, and when: in milliseconds since 1970. */
export interface Revocation {
  readonly userId: string;
  readonly revokedAt: number;
}

/** Where revocations outlive a process, and where others hear of them. Every method may fail. */
export interface RevocationStore {
  /** Of each user the latest stays. */
  save(revocations: readonly Revocation[], now: number): Promise<void>;
  /** Those that were written since, whenever they were made. */
  writtenSince(moment: number): Promise<readonly Revocation[]>;
}

export interface RevocationsParts {
  readonly store: RevocationStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** Told of users whose tokens another process has withdrawn, or this one before it was started again. */
export type RevocationListener = (userId: string) => void;

/**
 * Users whose tokens were withdrawn: whatever was issued before counts for nothing. Here that holds at once; other processes with the
 * same database hear of it within seconds. None is ever forgotten, for a token without an end may come at any time.
 */
export class Revocations {
  readonly #parts: RevocationsParts;
  readonly #revokedAt = new Map<string, number>();
  /** Those of this process that are still to be written. */
  readonly #unsaved = new Map<string, number>();
  #listener: RevocationListener = () => undefined;
  #lookedAt = 0;
  #looking: Promise<void> = Promise.resolve();
  #known: Promise<void> = Promise.resolve();
  #stopLooking: () => void = () => undefined;
  #failing = false;
  #isClosed = false;

  constructor(parts: RevocationsParts) {
    this.#parts = parts;
  }

  /** Begins to listen to what others revoke, and have revoked. */
  listen(listener: RevocationListener): void {
    this.#listener = listener;
    this.#look();
    this.#known = briefly(this.#looking);
  }

  /** Resolves when those of old are known, or cannot be soon after the start. */
  known(): Promise<void> {
    return this.#known;
  }

  /** Resolves when it is written, or cannot be soon; it holds from now on. */
  revoke(userId: string): Promise<void> {
    const revokedAt = this.#parts.clock.now();
    this.#revokedAt.set(userId, revokedAt);
    this.#unsaved.set(userId, revokedAt);
    return briefly(this.#try(() => this.#save()));
  }

  /** @param issuedAt in milliseconds since 1970; null where the token does not say, which is as if it were old */
  covers(userId: string, issuedAt: number | null): boolean {
    const revokedAt = this.#revokedAt.get(userId);
    // Tokens tell seconds: one of the same second may be older.
    return revokedAt !== undefined && (issuedAt === null || issuedAt <= revokedAt);
  }

  /** Writes what is still to be written, once more if the database fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopLooking();
    await this.#looking;
    await this.#try(() => this.#save());
    const { size } = this.#unsaved;
    if (size > 0) this.#parts.log.error({ users: size }, 'revocations not written: they end with this process');
  }

  #look(): void {
    this.#looking = this.#try(() => this.#exchange()).then(() => {
      if (!this.#isClosed) this.#stopLooking = this.#parts.clock.after(LOOK_MS, () => this.#look());
    });
  }

  async #exchange(): Promise<void> {
    const { store, clock } = this.#parts;
    await this.#save();
    const now = clock.now();
    const heard = await store.writtenSince(this.#lookedAt - OVERLAP_MS);
    this.#lookedAt = now;
    for (const revocation of heard) this.#hear(revocation);
  }

  #hear({ userId, revokedAt }: Revocation): void {
    if (revokedAt <= (this.#revokedAt.get(userId) ?? -1)) return;
    this.#revokedAt.set(userId, revokedAt);
    this.#listener(userId);
  }

  async #save(): Promise<void> {
    const unsaved = [...this.#unsaved].map(([userId, revokedAt]) => ({ userId, revokedAt }));
    if (unsaved.length === 0) return;
    await this.#parts.store.save(unsaved, this.#parts.clock.now());
    for (const { userId, revokedAt } of unsaved)
      if (this.#unsaved.get(userId) === revokedAt) this.#unsaved.delete(userId);
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#parts.log.warn({ err: error }, 'revocations are out of reach');
      this.#failing = true;
    }
  }
}
