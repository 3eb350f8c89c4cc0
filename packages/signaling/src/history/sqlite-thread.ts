import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import type { SqliteAnswer } from './sqlite-file.ts';

export interface SqliteQuestion {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type SqliteReply =
  { readonly id: number; readonly answer: SqliteAnswer } | { readonly id: number; readonly error: unknown };

type Asked = PromiseWithResolvers<SqliteAnswer>;

/** Built, the worker lies beside this file as JavaScript; in the workshop as TypeScript. */
const WORKER = new URL(`./sqlite-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);

/** A file of SQLite in a thread of its own: a disk that is slow, or syncs, holds up nothing else. */
export class SqliteThread {
  readonly #worker: Worker;
  readonly #asked = new Map<number, Asked>();
  #count = 0;
  #failure: Error | null = null;

  constructor(path: string) {
    this.#worker = new Worker(WORKER, { workerData: path });
    this.#worker.on('message', (reply: SqliteReply) => this.#settle(reply));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the thread of the database has ended')));
    this.#worker.unref();
  }

  /** Whether it can still be asked. */
  get works(): boolean {
    return this.#failure === null;
  }

  run(sql: string, parameters: readonly unknown[]): Promise<SqliteAnswer> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const asked = Promise.withResolvers<SqliteAnswer>();
    this.#asked.set((this.#count += 1), asked);
    this.#worker.postMessage({ id: this.#count, sql, parameters } satisfies SqliteQuestion);
    // Whoever waits for an answer keeps the process alive, and the thread alone does not.
    this.#worker.ref();
    return asked.promise;
  }

  async close(): Promise<void> {
    if (!this.works) return;
    this.#worker.postMessage('close');
    await once(this.#worker, 'exit');
  }

  #settle(reply: SqliteReply): void {
    const asked = this.#asked.get(reply.id);
    this.#asked.delete(reply.id);
    if (this.#asked.size === 0) this.#worker.unref();
    if ('answer' in reply) asked?.resolve(reply.answer);
    else asked?.reject(reply.error);
  }

  #fail(failure: Error): void {
    this.#failure ??= failure;
    for (const { reject } of this.#asked.values()) reject(failure);
    this.#asked.clear();
  }
}
