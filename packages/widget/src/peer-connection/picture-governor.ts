/** What is known of a line at one look. */
export interface LineSample {
  /** When it was looked, in milliseconds. */
  readonly at: number;
  /** Bits a second that the browser thinks fit through; null where it does not say (Firefox). */
  readonly available: number | null;
  readonly roundTripMilliseconds: number | null;
}

/** `try`: a small one, to find out whether the line has become wider; nobody is shown it. */
export type SentPicture = 'send' | 'hold' | 'try';

/** What a voice takes of a line is 55 kb/s, headers included: what is left below this is no picture, and is taken from the voice. */
const TOO_NARROW = 100_000;
const NARROW_MILLISECONDS = 2_000;

/** What a try has to come to: Chromium's estimate begins with the 80 to 95 kb/s that a picture and a voice want at least. */
const WIDE_ENOUGH = 110_000;
/** A try needs a moment to show what it does; it goes on for as long as the estimate grows. */
const EARLIEST_VERDICT_MILLISECONDS = 1_500;
const TRY_MILLISECONDS = 6_000;
/** More than a voice alone took: it is the try's doing. What was lost says nothing, its reports are of the time before. */
const TRIED_DELAY_MILLISECONDS = 300;

/** How long a picture is held before a try: each one costs the voice a little. */
const FIRST_WAIT_MILLISECONDS = 6_000;
const LATER_WAIT_MILLISECONDS = 8_000;
/** A picture that has been sent for so long was worth its try. */
const PROVEN_MILLISECONDS = 20_000;

/** After an outage the browser begins with a guess that is too low. */
const SETTLE_MILLISECONDS = 5_000;

/** Decides whether a line carries a picture besides the voice, by one look after the other. Pure. */
export class PictureGovernor {
  #picture: SentPicture = 'send';
  /** When that was decided; null before the first look. */
  #since: number | null = null;
  #narrowSince: number | null = null;
  /** Looks before it say nothing; null for one that is still to be set. */
  #settledAt: number | null = 0;
  #roundTripBefore = 0;
  /** At the last look. */
  #availableBefore = 0;
  /** There was a try, and no picture since that has lasted. */
  #isUnproven = false;

  get picture(): SentPicture {
    return this.#picture;
  }

  /** The line carried nothing and is back. */
  settle(): void {
    this.#narrowSince = null;
    this.#settledAt = null;
  }

  note(line: LineSample): SentPicture {
    this.#since ??= line.at;
    this.#settledAt ??= line.at + SETTLE_MILLISECONDS;
    if (line.available === null || line.at < this.#settledAt) return this.#picture;
    const next = this.#next(line, line.available, line.at - this.#since);
    this.#availableBefore = line.available;
    if (next !== this.#picture) this.#become(next, line);
    return next;
  }

  #next(line: LineSample, available: number, elapsed: number): SentPicture {
    switch (this.#picture) {
      case 'send':
        return this.#isTooNarrow(line.at, available) ? 'hold' : 'send';
      case 'hold':
        return elapsed >= (this.#isUnproven ? LATER_WAIT_MILLISECONDS : FIRST_WAIT_MILLISECONDS) ? 'try' : 'hold';
      case 'try':
        return this.#judge(line, available, elapsed);
    }
  }

  #isTooNarrow(at: number, available: number): boolean {
    if (available >= TOO_NARROW) this.#narrowSince = null;
    else this.#narrowSince ??= at;
    return this.#narrowSince !== null && at - this.#narrowSince >= NARROW_MILLISECONDS;
  }

  #judge({ roundTripMilliseconds }: LineSample, available: number, elapsed: number): SentPicture {
    if (elapsed < EARLIEST_VERDICT_MILLISECONDS) return 'try';
    const delay = (roundTripMilliseconds ?? 0) - this.#roundTripBefore;
    if (delay > TRIED_DELAY_MILLISECONDS) return 'hold';
    if (available >= WIDE_ENOUGH) return 'send';
    return available <= this.#availableBefore || elapsed >= TRY_MILLISECONDS ? 'hold' : 'try';
  }

  #become(picture: SentPicture, { at, roundTripMilliseconds }: LineSample): void {
    const lasted = at - (this.#since ?? at);
    if (this.#picture === 'send' && lasted >= PROVEN_MILLISECONDS) this.#isUnproven = false;
    if (picture === 'try') {
      this.#isUnproven = true;
      this.#roundTripBefore = roundTripMilliseconds ?? 0;
    }
    this.#picture = picture;
    this.#since = at;
    this.#narrowSince = null;
  }
}
