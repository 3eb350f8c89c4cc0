import type { Pulse } from '../../src/peer-connection/life-signs.ts';

/** Time that passes when a test lets it. */
export class FakePulse implements Pulse {
  #now = 1_000;
  #running: { readonly milliseconds: number; readonly callback: () => void; due: number } | null = null;

  get isRunning(): boolean {
    return this.#running !== null;
  }

  now(): number {
    return this.#now;
  }

  every(milliseconds: number, callback: () => void): () => void {
    this.#running = { milliseconds, callback, due: this.#now + milliseconds };
    return () => (this.#running = null);
  }

  /** Lets what follows from each beat happen before the next one. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (let next = this.#running; next && next.due <= end; next = this.#running) {
      this.#now = next.due;
      next.due += next.milliseconds;
      next.callback();
      await settled();
    }
    this.#now = end;
  }

  /** The page stands still: nothing happens until it is over, then `first`, and then what is due, once. */
  async sleep(milliseconds: number, first: () => void = () => undefined): Promise<void> {
    this.#now += milliseconds;
    first();
    await settled();
    if (!this.#running) return;
    this.#running.due = this.#now;
    await this.pass(0);
  }
}

/** Every promise that has its answer has been heard. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
