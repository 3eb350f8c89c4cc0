import type { SentPicture } from './picture-governor.ts';

/** Bits a second; more than a camera takes at 720p. */
const ENOUGH = 3_000_000;
const FACTOR = 2;

/**
 * After a try a browser's estimate of the line is a small one, and grows by a twelfth each second. Chromium looks whether more
 * fits through whenever more may be sent: so the limit is lifted step by step. Pure.
 */
export class Climb {
  #limit: number | null = null;
  #before: SentPicture = 'send';

  /**
   * At each look.
   *
   * @param available bits a second that the browser thinks fit through
   * @returns bits a second that the picture may take; null for as many as there are
   */
  next(picture: SentPicture, available: number): number | null {
    const begins = picture === 'send' && this.#before !== 'send';
    this.#before = picture;
    if (begins) this.#limit = 0;
    if (picture !== 'send' || this.#limit === null) return (this.#limit = null);
    const limit = FACTOR * Math.max(this.#limit, available);
    return (this.#limit = limit < ENOUGH ? limit : null);
  }
}
