import { CallLock } from './adapters/call-lock.ts';
import { KeptCalls, type KeptEntry } from './adapters/kept-calls.ts';
import { randomId } from './adapters/random-id.ts';
import type { CallState } from './call/call-state.ts';
import { keptFrom, type Terms } from './call/kept-call.ts';

/** How often it is noted that the call is still on. */
const NOTE_MILLISECONDS = 10_000;

/** Keeps an answered call over a reload or a crash of its page, for the same tab and for nobody else. */
export class CallKeeper {
  readonly #calls: KeptCalls;
  readonly #lock = new CallLock();
  /** What the page before has left, until it is taken up or not. */
  #entry: KeptEntry | null;
  #deviceId = randomId();
  #closed = false;
  #latest: Pick<KeptEntry, 'kept' | 'terms'> | null = null;
  #noting: ReturnType<typeof setInterval> | undefined;

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
  async takeUp(): Promise<Pick<KeptEntry, 'kept' | 'terms'> | null> {
    const entry = this.#entry;
    if (!entry) return null;
    const isOurs = isOn(entry) && (await this.#lock.take(entry.kept.call.id));
    this.#entry = null;
    if (!isOurs || this.#closed) {
      this.#forget();
      return null;
    }
    this.#deviceId = entry.deviceId;
    return entry;
  }

  follow(state: CallState, terms: Terms): void {
    if (this.#entry) return;
    const kept = keptFrom(state);
    if (!kept) return this.#forget();
    this.#latest = { kept, terms };
    this.#note();
    this.#noting ??= setInterval(() => this.#note(), NOTE_MILLISECONDS);
    this.#lock.hold(kept.call.id);
  }

  close(): void {
    this.#closed = true;
    this.#forget();
  }

  #note(): void {
    if (this.#latest) this.#calls.keep({ ...this.#latest, deviceId: this.#deviceId, at: Date.now() });
  }

  #forget(): void {
    clearInterval(this.#noting);
    this.#noting = undefined;
    this.#latest = null;
    this.#calls.forget();
    this.#lock.release();
  }
}

/** What was left longer ago than a call waits is over: no tab that is opened again next morning calls anybody. */
function isOn({ at, terms }: KeptEntry): boolean {
  return Math.abs(Date.now() - at) < terms.graceMilliseconds + NOTE_MILLISECONDS;
}
