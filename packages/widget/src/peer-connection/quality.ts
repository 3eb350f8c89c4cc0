import type { LinkQuality } from '../call/link-stats.ts';
import type { Measured } from './measure.ts';

/** Up to which a link is still that good, best first. Loss as ITU-T G.1010 has it for speech, round trips twice ITU-T G.114's delays. */
const LIMITS: readonly {
  readonly quality: LinkQuality;
  readonly lost: number;
  readonly roundTrip: number;
  readonly jitter: number;
  readonly frozen: number;
}[] = [
  { quality: 4, lost: 0.02, roundTrip: 250, jitter: 30, frozen: 0 },
  { quality: 3, lost: 0.05, roundTrip: 400, jitter: 60, frozen: 0.1 },
  { quality: 2, lost: 0.15, roundTrip: 800, jitter: 120, frozen: 0.4 },
];

/** How good it was in the time that was measured: as good as the worst of it. */
export function rate({ lost, roundTripMilliseconds, jitterMilliseconds, frozen }: Measured): LinkQuality {
  const worst = Math.max(lost.sent ?? 0, lost.received ?? 0);
  const good = LIMITS.find(
    (limit) =>
      worst <= limit.lost &&
      (roundTripMilliseconds ?? 0) <= limit.roundTrip &&
      (jitterMilliseconds ?? 0) <= limit.jitter &&
      frozen <= limit.frozen,
  );
  return good?.quality ?? 1;
}

/** So many looks in a row have to be better before better is said. */
const BETTER_AFTER = 3;

/** Says at once that it is worse, and that it is better only when it stays so: a meter that flickers tells nothing. */
export class Verdict {
  #quality: LinkQuality | null = null;
  #better: LinkQuality[] = [];

  get quality(): LinkQuality | null {
    return this.#quality;
  }

  note(quality: LinkQuality): void {
    if (this.#quality === null || quality <= this.#quality) {
      this.#better = [];
      this.#quality = quality;
      return;
    }
    this.#better.push(quality);
    if (this.#better.length < BETTER_AFTER) return;
    this.#quality = Math.min(...this.#better) as LinkQuality;
    this.#better = [];
  }
}
