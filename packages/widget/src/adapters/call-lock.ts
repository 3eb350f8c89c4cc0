/** How long the page before this one may take to let go. */
const LOCK_TIMEOUT_MILLISECONDS = 1_500;

/** The one page of this browser that is in the call (Web Locks, W3C). Let go by itself when the page is closed or crashes. */
export class CallLock {
  #release: () => void = () => undefined;
  #callId: string | null = null;

  /** Whether this page is the one. Never where the browser has no locks: then no page takes up another one's call. */
  async take(callId: string): Promise<boolean> {
    const { locks } = navigator as { locks?: LockManager };
    if (!locks) return false;
    this.release();
    this.#callId = callId;
    const taken = Promise.withResolvers<boolean>();
    const held = new Promise<void>((resolve) => (this.#release = resolve));
    const options = { signal: AbortSignal.timeout(LOCK_TIMEOUT_MILLISECONDS) };
    const request = locks.request(`call-window call ${callId}`, options, () => {
      taken.resolve(true);
      return held;
    });
    request.catch(() => {
      // Another page has it, for now.
      if (this.#callId === callId) this.#callId = null;
      taken.resolve(false);
    });
    return taken.promise;
  }

  /** Takes the lock of the call that this page is in, if it has not got it. */
  hold(callId: string): void {
    if (this.#callId !== callId) void this.take(callId);
  }

  release(): void {
    this.#callId = null;
    this.#release();
  }
}
