export interface AllowanceOptions {
  readonly atOnce: number;
  readonly perSecond: number;
}

/** How much the other side may have this page do: so much at once, and so much a second in the long run. */
export class Allowance {
  readonly #options: AllowanceOptions;
  #left: number;
  #countedAt = performance.now();

  constructor(options: AllowanceOptions) {
    this.#options = options;
    this.#left = options.atOnce;
  }

  /** Whether that much more was still allowed. */
  spend(amount = 1): boolean {
    const { atOnce, perSecond } = this.#options;
    const now = performance.now();
    const earned = ((now - this.#countedAt) / 1_000) * perSecond;
    this.#left = Math.min(atOnce, this.#left + earned) - amount;
    this.#countedAt = now;
    return this.#left >= 0;
  }
}
