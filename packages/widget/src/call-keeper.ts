import { CallLock } from './adapters/call-lock.ts';
import { KeptCalls, type KeptEntry } from './adapters/kept-calls.ts';
import { type KeptCall, keptFrom } from './call/kept-call.ts';
import type { CallState } from './call/call-state.ts';

/** Keeps an answered call over a reload or a crash of its page, for the same tab and for nobody else. */
export class CallKeeper {
  /** What this device was called in the pages before, if one of them was in a call. */
  readonly formerDeviceIds: readonly string[];
  readonly #deviceId: string;
  readonly #calls: KeptCalls;
  readonly #lock = new CallLock();
  #entry: KeptEntry | null;
  #closed = false;

  constructor(owner: { readonly server: string; readonly userId: string }, deviceId: string) {
    this.#calls = new KeptCalls(owner);
    this.#deviceId = deviceId;
    this.#entry = this.#calls.read();
    this.formerDeviceIds = this.#entry?.deviceIds ?? [];
  }

  /** The call that the page before was in, once that page has let go of it; null if there is none, or another tab has it. */
  async takeUp(): Promise<KeptCall | null> {
    const entry = this.#entry;
    if (!entry) return null;
    const isOurs = await this.#lock.take(entry.kept.call.id);
    this.#entry = null;
    if (isOurs && !this.#closed) return entry.kept;
    this.#lock.release();
    this.#calls.forget();
    return null;
  }

  /** Whether there is a call to take up. */
  get hasCall(): boolean {
    return this.#entry !== null;
  }

  follow(state: CallState): void {
    if (this.#entry) return;
    const kept = keptFrom(state);
    if (!kept) return this.#forget();
    this.#calls.keep({ kept, deviceIds: [...this.formerDeviceIds, this.#deviceId] });
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
