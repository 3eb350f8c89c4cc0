import type { Laboratory, Setting } from '../laboratory.ts';

/** When something went wrong, and when it was over; milliseconds since 1970. */
export interface Outage {
  readonly since: number;
  readonly until: number;
}

/** What is asked for, in milliseconds. That no call is lost is asked for always. */
export interface Goals {
  /** From accept to the first frame, by the median. */
  readonly connectsWithin?: number;
  /** From the fault to the words on the screen, in every round; unless pictures were back before. */
  readonly noticedWithin?: number;
  /** Nobody is told of anything. */
  readonly unnoticed?: true;
  /** From the end of the outage to frames again, by the median. */
  readonly backWithin?: number;
  /** The longest time without a frame, in every round. */
  readonly freezeWithin?: number;
  /** The longest time without sound, in every round. */
  readonly silenceWithin?: number;
  /** From the fault to the words that both pictures are paused, and from its end to the other's picture, in every round. */
  readonly pausedWithin?: number;
  readonly pictureWithin?: number;
  /** The longest time without sound while they are, in every round. */
  readonly silencePausedWithin?: number;
  /** From the fault to a quality that is weak or poor, in every round. */
  readonly weakWithin?: number;
  /** Lines of the picture at its best, in every round. */
  readonly reaches?: number;
  /** How both sides' relays are reached. */
  readonly relayBy?: 'udp' | 'tcp' | 'tls';
}

interface Experiment {
  /** As on the command line. */
  readonly name: string;
  /** What happens, for the table. */
  readonly title: string;
  readonly setting?: Partial<Setting>;
  /** Why it says nothing with another browser than Chromium: it is left out there. */
  readonly onlyChromium?: string;
}

/** Something happens in the midst of a call, to Ann's side where it happens to one. */
export interface Fault extends Experiment {
  readonly kind: 'fault';
  readonly goals: Goals;
  readonly happens: (lab: Laboratory) => Promise<Outage>;
  /** How long the call is watched after it has healed; some things break later. */
  readonly aftermath?: number;
}

/** A call is made; that it comes about is all. */
export interface Connection extends Experiment {
  readonly kind: 'connection';
  readonly goals: Goals;
}

/** A whole visit with a call, watched on the wire: `begin` before the pages are opened. */
export interface Inspection extends Experiment {
  readonly kind: 'inspection';
  readonly goal: string;
  /** For how long the call goes on; some seconds, unless it is said. */
  readonly lasts?: number;
  /** Resolves with a function that says what was wrong: nothing, if all is well. */
  readonly begin: (lab: Laboratory) => Promise<() => Promise<readonly string[]>>;
}

export type Line = Fault | Connection | Inspection;
