/**
 * Keeps the screen from going dark (W3C Screen Wake Lock). A browser takes that back whenever the page is hidden, and may refuse it, as
 * on a low battery; where there is no such thing, nothing happens.
 */
export class ScreenAwake {
  /** Aborted when it may go dark again; null while it may. */
  #held: AbortController | null = null;
  #lock: WakeLockSentinel | null = null;

  hold(): void {
    if (this.#held) return;
    this.#held = new AbortController();
    const { signal } = this.#held;
    document.addEventListener('visibilitychange', () => void this.#take(signal), { signal });
    void this.#take(signal);
  }

  release(): void {
    this.#held?.abort();
    this.#held = null;
    letGo(this.#lock);
    this.#lock = null;
  }

  async #take(over: AbortSignal): Promise<void> {
    const { wakeLock } = navigator as Partial<Pick<Navigator, 'wakeLock'>>;
    if (!wakeLock || document.visibilityState !== 'visible') return;
    const lock = await wakeLock.request('screen').catch(() => null);
    // Of two, or of one that nobody wants any more, none stays.
    letGo(over.aborted ? lock : this.#lock);
    if (!over.aborted) this.#lock = lock;
  }
}

function letGo(lock: WakeLockSentinel | null): void {
  void lock?.release().catch(() => undefined);
}
