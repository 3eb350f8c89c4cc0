import type { LinkSignal } from 'call-window-signaling/protocol';

import { Allowance } from './allowance.ts';
import { isDirectCandidate, isOrdinaryCandidate } from './candidate.ts';
import { isPlain } from './session-description.ts';

/** A link needs about thirty signals, and as many again when its routes are made anew. */
const ALLOWED = { atOnce: 200, perSecond: 10 };

export interface InboundOptions {
  readonly role: 'initiator' | 'responder';
  /** Only relay candidates are used. */
  readonly relayOnly: boolean;
}

/** What is taken of the signals for one attempt at a link: the other page may send any, a widget sends these. */
export class InboundSignals {
  readonly #options: InboundOptions;
  readonly #seen = new Set<number>();
  readonly #allowance = new Allowance(ALLOWED);

  constructor(options: InboundOptions) {
    this.#options = options;
  }

  /** `too-much`: no link comes of this. */
  judge(signal: LinkSignal, sequence: number): 'take' | 'drop' | 'too-much' {
    if (this.#seen.has(sequence)) return 'drop';
    if (!this.#allowance.spend() || !isPlain(signal)) return 'too-much';
    this.#seen.add(sequence);
    return this.#isExpected(signal) ? 'take' : 'drop';
  }

  /**
   * simple-peer would take an offer for its own initiator, and as many more transceivers as it is asked for; both are there
   * from the first offer.
   */
  #isExpected(signal: LinkSignal): boolean {
    const { role, relayOnly } = this.#options;
    if (signal.type === 'candidate') return isOrdinaryCandidate(signal) && !(relayOnly && isDirectCandidate(signal));
    return signal.type === 'restart' || signal.type === (role === 'initiator' ? 'answer' : 'offer');
  }
}
