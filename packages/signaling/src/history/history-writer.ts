import type { CallRecord } from '../calls/call-record.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observability/log.ts';

/** The most calls that are saved at once. */
const BATCH = 200;

/** How long a database that fails is left alone: from the first pause to the longest. */
const PAUSE_MS = { first: 500, longest: 15_000 } as const;

/** For how long somebody waits for the database at most: it may be slow, and people call each other. */
const LONGEST_WAIT_MS = 250;

/** The most calls that wait for a database that is out of order; about 100 MB. Beyond that the oldest are given up, with a word in the log. */
const MAX_WAITING = 100_000;

export interface HistoryWriterParts {
  readonly save: (records: readonly CallRecord[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Writes calls into the history, beside and not within what is done for them: nobody waits for the database, and when it is out
 * of order nothing is lost. Of each call the latest version waits.
 */
export class HistoryWriter {
  readonly #parts: HistoryWriterParts;
  readonly #waiting = new Map<string, CallRecord>();
  #writing: Promise<void> | null = null;
  #failures = 0;
  #stopPause: (() => void) | null = null;

  constructor(parts: HistoryWriterParts) {
    this.#parts = parts;
  }

  /** How many calls wait to be written. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Whether the last attempt to write succeeded. */
  get works(): boolean {
    return this.#failures === 0;
  }

  note(record: CallRecord): void {
    const { id } = record;
    // To the end of those that wait, so that what is given up is the oldest.
    this.#waiting.delete(id);
    this.#waiting.set(id, record);
    this.#limit();
    if (this.#stopPause === null) this.#write();
  }

  /** Resolves when the call is written as it stands now, or cannot be soon. */
  async written(callId: string): Promise<void> {
    const noLonger = AbortSignal.timeout(LONGEST_WAIT_MS);
    const tooLate = new Promise<void>((resolve) => noLonger.addEventListener('abort', () => resolve(), { once: true }));
    while (this.#waiting.has(callId) && this.#writing !== null && !noLonger.aborted)
      await Promise.race([this.#writing, tooLate]);
  }

  /** Resolves when all is written, or cannot be for now. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  /** Writes what waits, once more if the database fails, and no more after that. */
  async close(): Promise<void> {
    this.#stopPause?.();
    this.#stopPause = nothing;
    await this.#writing;
    await this.#writeAll().catch((error: unknown) => {
      const lost = this.#waiting.size;
      this.#parts.log.error({ err: error, calls: lost }, 'calls not written into the history');
    });
  }

  #write(): void {
    this.#writing ??= this.#begin().finally(() => {
      this.#writing = null;
      // What came after the last look.
      if (this.#waiting.size > 0 && this.#stopPause === null) this.#write();
    });
  }

  async #begin(): Promise<void> {
    // What happens in the same moment is written together.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      await this.#writeAll();
      if (this.#failures > 0) this.#parts.log.info({}, 'history is written again');
      this.#failures = 0;
    } catch (error) {
      this.#pause(error);
    }
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = firstOf(this.#waiting.values(), BATCH);
      await this.#parts.save(batch);
      // Whatever changed meanwhile waits for the next one.
      for (const record of batch) if (this.#waiting.get(record.id) === record) this.#waiting.delete(record.id);
    }
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
    const [oldest = ''] = this.#waiting.keys();
    this.#waiting.delete(oldest);
    this.#parts.log.error({ callId: oldest }, 'call given up: too many wait for the history');
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
