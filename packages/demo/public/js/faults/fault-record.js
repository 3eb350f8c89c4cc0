/** Kept for the tab, so that what a reload begins can be seen to heal after it. */
const KEY = 'linden-faults';
const MOST_LINES = 200;

/**
 * @typedef {'signaling' | 'call' | 'pictures' | 'audio' | 'video'} Sign what shows that all is well again
 * @typedef {'fault' | 'event' | 'problem' | 'healed'} Tone
 * @typedef {{ at: number, tone: Tone, subject: string, text: string }} Line
 * @typedef {{ sign: Sign, startedAt: number, overAt: number | null, healedAt: number | null, failure: string }} Run
 */

/** What was done to the page, what it said, and how long it took to heal. Fires `change`. */
export class FaultRecord extends EventTarget {
  /** @type {Line[]} */
  lines = [];
  /** @type {Record<string, Run>} the last run of each fault, by its name */
  runs = {};

  constructor() {
    super();
    const kept = sessionStorage.getItem(KEY);
    if (kept) Object.assign(this, JSON.parse(kept));
    // Whatever was on when the page went is over: it was the page that did it.
    for (const run of Object.values(this.runs)) run.overAt ??= Date.now();
  }

  /**
   * @param {string} fault
   * @param {Sign} sign
   */
  began(fault, sign) {
    this.runs[fault] = { sign, startedAt: Date.now(), overAt: null, healedAt: null, failure: '' };
    this.say('fault', fault, 'begins');
  }

  /** @param {string} fault which does nothing any more: from now on the page can heal */
  over(fault) {
    const run = this.runs[fault];
    run.overAt = Date.now();
    if (run.overAt - run.startedAt > 1000)
      this.say('fault', fault, `over after ${seconds(run.overAt - run.startedAt)}`);
    this.#changed();
  }

  /** @param {Sign} sign which was seen */
  saw(sign) {
    for (const [fault, run] of Object.entries(this.runs)) {
      if (run.sign !== sign || run.overAt === null || run.healedAt !== null || run.failure) continue;
      run.healedAt = Date.now();
      this.say('healed', fault, healingOf(run));
    }
  }

  /** @param {string} reason why the call is over, and with it whatever would have had to heal */
  gaveUp(reason) {
    for (const run of Object.values(this.runs)) {
      if (run.sign !== 'signaling' && run.healedAt === null) run.failure ||= `call over: ${reason}`;
    }
    this.#changed();
  }

  /**
   * @param {Tone} tone
   * @param {string} subject
   * @param {string} text
   */
  say(tone, subject, text) {
    this.lines = [...this.lines, { at: Date.now(), tone, subject, text }].slice(-MOST_LINES);
    this.#changed();
  }

  /** Forgets all but what is still on or healing. */
  clear() {
    const isOpen = (/** @type {Run} */ { overAt, healedAt, failure }) =>
      overAt === null || (healedAt === null && failure === '');
    this.lines = [];
    this.runs = Object.fromEntries(Object.entries(this.runs).filter(([, run]) => isOpen(run)));
    this.#changed();
  }

  #changed() {
    sessionStorage.setItem(KEY, JSON.stringify({ lines: this.lines, runs: this.runs }));
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * @param {Run} [run]
 * @returns {{ stage: 'ready' | 'on' | 'healing' | 'healed' | 'failed', words: string }} how far it is
 */
export function progressOf(run) {
  if (!run) return { stage: 'ready', words: '' };
  if (run.failure) return { stage: 'failed', words: run.failure };
  if (run.overAt === null) return { stage: 'on', words: '' };
  return run.healedAt === null ? { stage: 'healing', words: 'healing…' } : { stage: 'healed', words: healingOf(run) };
}

/** @param {Run} run */
function healingOf({ overAt, healedAt }) {
  return `healed in ${seconds(Number(healedAt) - Number(overAt))}`;
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
