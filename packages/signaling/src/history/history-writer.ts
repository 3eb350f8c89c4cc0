import { briefly } from '../briefly.ts';
import { type CallRecord, isLive } from '../calls/call-record.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';

/** The most calls that are saved at once. */
const BATCH = 200;

/** How long nobody needs to wait who did not ask: what happens to a call meanwhile is written in one go, and beside what cannot wait. */
const LATER_MS = 100;

/** How long a database that fails is left alone: from the first pause to the longest. */
const PAUSE_MS = { first: 500, longest: 5_000 } as const;

/** The most calls that wait for a database that is out of order; about 100 MB. Beyond that the oldest are given up. */
export const MAX_WAITING = 100_000;

/** Of so many calls that are given up the log tells once. */
const LOST_PER_LINE = 10_000;

export interface HistoryWriterParts {
  readonly save: (records: readonly CallRecord[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Waiting {
  readonly record: CallRecord;
  /** Counts what was noted: whatever has a lower one was noted before. */
  readonly turn: number;
}

/**
 * Writes calls into the history, beside and not within what is done for them: nobody waits for the database, and when it is out
 * of order nothing is lost. Of each call the latest version waits.
 */
export class HistoryWriter {
  readonly #parts: HistoryWriterParts;
  readonly #waiting = new Map<string, Waiting>();
  /** The batch that is being written. */
  #writing: Promise<void> | null = null;
  #turn = 0;
  #failures = 0;
  #lost = 0;
  #stopPause: (() => void) | null = null;
  #stopLater: (() => void) | null = null;

  constructor(parts: HistoryWriterParts) {
    this.#parts = parts;
  }

  /** How many calls wait to be written. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** How many calls were given up, since too many waited. */
  get lost(): number {
    return this.#lost;
  }

  /** Whether the last attempt to write succeeded. */
  get works(): boolean {
    return this.#failures === 0;
  }

  note(record: CallRecord): void {
    const { id } = record;
    // To the end of those that wait, so that what is given up is the oldest.
    this.#waiting.delete(id);
    this.#waiting.set(id, { record, turn: ++this.#turn });
    this.#limit();
    // That there is a call, and that it is over, somebody waits to tell.
    if (record.version === 1 || !isLive(record)) this.#write();
    else this.#stopLater ??= this.#parts.clock.after(LATER_MS, () => this.#write());
  }

  /** Resolves when the call is written as it stands now, or cannot be soon. */
  written(callId: string): Promise<void> {
    return briefly(this.#whileWriting(() => this.#waiting.has(callId)));
  }

  /** Resolves when all that was noted so far is written, or cannot be for now. */
  settled(): Promise<void> {
    const turn = this.#turn;
    if (this.#waiting.size > 0) this.#write();
    return this.#whileWriting(() => this.#oldestTurn() <= turn);
  }

  /** Writes what waits, once more if the database fails, and no more after that. */
  async close(): Promise<void> {
    this.#stopPause?.();
    this.#stopPause = nothing;
    this.#stopLater?.();
    await this.#writing;
    try {
      while (this.#waiting.size > 0) await this.#writeBatch();
    } catch (error) {
      this.#parts.log.error({ err: error, calls: this.#waiting.size }, 'calls not written into the history');
    }
  }

  async #whileWriting(isOpen: () => boolean): Promise<void> {
    while (this.#writing !== null && isOpen()) await this.#writing;
  }

  #oldestTurn(): number {
    const [oldest] = this.#waiting.values();
    return oldest?.turn ?? Infinity;
  }

  #write(): void {
    this.#stopLater?.();
    this.#stopLater = null;
    // What was to be written later may have been written with what could not wait.
    if (this.#stopPause !== null || this.#waiting.size === 0) return;
    this.#writing ??= this.#tryBatch().finally(() => {
      this.#writing = null;
      // What came meanwhile, and what there was no room for.
      if (this.#waiting.size > 0) this.#write();
    });
  }

  async #tryBatch(): Promise<void> {
    // What happens in the same moment is written together, and between two batches others have their turn.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      await this.#writeBatch();
      if (this.#failures > 0) this.#parts.log.info({ lost: this.#lost }, 'history is written again');
      this.#failures = 0;
    } catch (error) {
      this.#pause(error);
    }
  }

  async #writeBatch(): Promise<void> {
    const batch = firstOf(this.#waiting.values(), BATCH);
    await this.#parts.save(batch.map(({ record }) => record));
    // Whatever changed meanwhile waits for the next one.
    for (const waiting of batch)
      if (this.#waiting.get(waiting.record.id) === waiting) this.#waiting.delete(waiting.record.id);
  }

  #pause(error: unknown): void {
    const { clock, log } = this.#parts;
    if (this.#failures === 0) log.error({ err: error, calls: this.#waiting.size }, 'history cannot be written');
    const milliseconds = Math.min(PAUSE_MS.longest, PAUSE_MS.first * 2 ** this.#failures);
    this.#failures += 1;
    this.#stopPause = clock.after(milliseconds, () => {
      this.#stopPause = null;
      this.#write();
    });
  }

  #limit(): void {
    if (this.#waiting.size <= MAX_WAITING) return;
    const [oldest] = this.#waiting.values();
    if (oldest === undefined) return;
    this.#waiting.delete(oldest.record.id);
    // One that is on is noted again when it ends.
    if (isLive(oldest.record)) return;
    this.#lost += 1;
    if (this.#lost % LOST_PER_LINE === 1)
      this.#parts.log.error({ lost: this.#lost }, 'calls are given up: too many wait for the history');
  }
}

/** Stands for a pause that does not end. */
function nothing(): void {}

function firstOf<Value>(values: Iterable<Value>, count: number): readonly Value[] {
  const first: Value[] = [];
  for (const value of values) {
    if (first.length === count) break;
    first.push(value);
  }
  return first;
}
