import type { CallState, InCall } from './call/call-state.ts';

/** How long an answered call may go unseen, in milliseconds: less than anybody takes for a delay. */
const LONGEST = 100;

/**
 * Lets a call that was just answered connect before it is shown. Descriptions, candidates and devices wait for the same
 * thread that builds the stage, and there is nothing to see on it before they are through.
 */
export class HeadStart {
  #running: PromiseWithResolvers<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wasAnswered = false;

  /** Settled when it is time to render; null when that is now. */
  get over(): Promise<void> | null {
    return this.#running?.promise ?? null;
  }

  follow(call: CallState): void {
    const isConnecting = call.phase === 'connecting';
    if (!isConnecting || isThrough(call)) this.end();
    else if (!this.#wasAnswered) this.#begin();
    this.#wasAnswered = isConnecting;
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#running?.resolve();
    this.#running = null;
  }

  #begin(): void {
    this.#running = Promise.withResolvers();
    this.#timer = setTimeout(() => this.end(), LONGEST);
  }
}

function isThrough({ peers, media }: InCall): boolean {
  const isOpening = media.microphone === 'opening' || media.camera === 'opening';
  return !isOpening && peers.some(({ link }) => link === 'connected');
}
