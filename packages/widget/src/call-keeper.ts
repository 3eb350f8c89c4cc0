import { CallLock } from './adapters/call-lock.ts';
import { KeptCalls, type KeptEntry } from './adapters/kept-calls.ts';
import { randomId } from './adapters/random-id.ts';
import { type KeptCall, keptFrom } from './call/kept-call.ts';
import type { CallState } from './call/call-state.ts';

/** Keeps an answered call over a reload or a crash of its page, for the same tab and for nobody else. */
export class CallKeeper {
  readonly #calls: KeptCalls;
  readonly #lock = new CallLock();
  /** What the page before has left, until it is taken up or not. */
  #entry: KeptEntry | null;
  #deviceId = randomId();
  #closed = false;

  constructor(owner: { readonly server: string; readonly userId: string }) {
    this.#calls = new KeptCalls(owner);
    this.#entry = this.#calls.read();
  }

  /** What the server knows this page by: the same as the page before, if its call was taken up. */
  get deviceId(): string {
    return this.#deviceId;
  }

  /** Whether there is a call to take up. */
  get hasCall(): boolean {
    return this.#entry !== null;
  }

  /** The call that the page before was in, once that page has let go of it; null if there is none, or another tab has it. */
  async takeUp(): Promise<KeptCall | null> {
    const entry = this.#entry;
    if (!entry) return null;
    const isOurs = await this.#lock.take(entry.kept.call.id);
    this.#entry = null;
    if (!isOurs || this.#closed) {
      this.#forget();
      return null;
    }
    this.#deviceId = entry.deviceId;
    return entry.kept;
  }

  follow(state: CallState): void {
    if (this.#entry) return;
    const kept = keptFrom(state);
    if (!kept) return this.#forget();
    this.#calls.keep({ kept, deviceId: this.#deviceId });
    this.#lock.hold(kept.call.id);
  }

  close(): void {
    this.#closed = true;
    this.#forget();
  }

  #forget(): void {
    this.#calls.forget();
    this.#lock.release();
  }
}
