import type { Outcome, Testimony } from './client/protocol.ts';
import type { Outage } from './faults/fault.ts';
import type { Occurrence, Sample } from './page/witness.ts';

/** What one side saw in one round. Times in milliseconds; null for what did not happen. */
export interface Measures {
  /** From accept to the first frame. */
  readonly connected: number | null;
  /** From the fault to `state="reconnecting"`, and to the words on the screen. */
  readonly reconnecting: number | null;
  readonly words: number | null;
  /** From the end of the outage to a frame, and to `state="active"` where it was another. */
  readonly framesBack: number | null;
  readonly activeAgain: number | null;
  /** The longest time without an audio packet, and without a frame, from the fault to the end of the round. */
  readonly silence: number | null;
  readonly freeze: number | null;
  /** From the fault to the words that the other's picture is paused and that one's own is; to the other's again, from the end. */
  readonly paused: number | null;
  readonly pictureBack: number | null;
  /** From its end to a picture of as many lines as the one before. */
  readonly sizeBack: number | null;
  /** The longest time without an audio packet between the two. */
  readonly silencePaused: number | null;
  /** From the fault to a quality that is weak or poor. */
  readonly weak: number | null;
  /** Most lines of a picture since the fault. */
  readonly height: number;
  /** How the other's relay or the own one is reached: of the connection that was used last; empty without one. */
  readonly path: string;
  readonly kept: boolean;
}

export interface Watched {
  readonly acceptedAt: number;
  readonly outage: Outage;
  readonly outcome: Outcome;
}

/** A call whose frames pause for less is not said to have stopped: so long do people blink, and busy machines. */
const BLINK_MILLISECONDS = 500;

export function measure(testimony: Testimony, { acceptedAt, outage, outcome }: Watched): Measures {
  const { samples, occurrences, paths } = testimony;
  const { since, until } = outage;
  const turns = occurrences.filter(({ type, at }) => type === 'call-state' && at >= since);
  const reconnecting = turns.find(({ detail }) => detail['state'] === 'reconnecting')?.at;
  const activeAgain = reconnecting && turns.findLast(({ detail }) => detail['state'] === 'active')?.at;
  const freeze = longestGap(samples, 'frames', since);
  const path = paths.at(-1);
  return {
    connected: after(acceptedAt, samples.find(({ frames }) => frames > 0)?.at),
    reconnecting: after(since, reconnecting),
    words: after(since, samples.find(({ at, saysReconnecting }) => at >= since && saysReconnecting)?.at),
    framesBack: backAfter(freeze, until),
    activeAgain: after(until, activeAgain),
    silence: lengthOf(longestGap(samples, 'audioPackets', since)),
    freeze: lengthOf(freeze),
    ...pausesOf(samples, outage),
    weak: after(since, weakAt(occurrences, since)),
    height: Math.max(0, ...samples.filter(({ at }) => at >= since).map(({ height }) => height)),
    path: path ? [path.local, path.relayProtocol].filter(Boolean).join('/') : '',
    kept: outcome === 'going-on' && !occurrences.some(({ type, at }) => type === 'call-ended' && at >= since),
  };
}

type Pauses = Pick<Measures, 'paused' | 'pictureBack' | 'sizeBack' | 'silencePaused'>;
const NO_PAUSES: Pauses = { paused: null, pictureBack: null, sizeBack: null, silencePaused: null };

function pausesOf(samples: readonly Sample[], { since, until }: Outage): Pauses {
  const watched = samples.filter(({ at }) => at >= since);
  const theirs = watched.find(({ saysPaused }) => saysPaused)?.at;
  const own = watched.find(({ saysOwnPaused }) => saysOwnPaused)?.at;
  if (theirs === undefined || own === undefined) return NO_PAUSES;
  const begun = Math.max(theirs, own);
  const during = samples.filter(({ at }) => at >= begun && at < until);
  return {
    paused: after(since, begun),
    pictureBack: after(until, backAt(watched)),
    sizeBack: after(until, wholeAt(samples, { since, until })),
    silencePaused: lengthOf(longestGap(during, 'audioPackets', begun)),
  };
}

/** The first frame after the last word of a pause. */
function backAt(watched: readonly Sample[]): number | undefined {
  const last = watched.findLastIndex(({ saysPaused, saysOwnPaused }) => saysPaused || saysOwnPaused);
  const frames = watched[last]!.frames;
  return watched.slice(last + 1).find((sample) => sample.frames > frames)?.at;
}

function wholeAt(samples: readonly Sample[], { since, until }: Outage): number | undefined {
  const before = Math.max(0, ...samples.filter(({ at }) => at < since).map(({ height }) => height));
  return samples.find(({ at, height }) => at >= until && height >= before)?.at;
}

/** Quality is from 1, poor, to 4 (`quality-change`). */
function weakAt(occurrences: Testimony['occurrences'], since: number): number | undefined {
  const changes = occurrences.filter(({ type }) => type === 'quality-change');
  const isWeak = ({ detail }: Occurrence): boolean => Number(detail['quality']) <= 2;
  const before = changes.findLast(({ at }) => at < since);
  if (before && isWeak(before)) return since;
  return changes.find((change) => change.at >= since && isWeak(change))?.at;
}

/** What was over before it was asked for took no time. */
function after(from: number, at: number | undefined): number | null {
  return at === undefined ? null : Math.max(0, at - from);
}

interface Gap {
  readonly from: number;
  /** Null when it lasts. */
  readonly to: number | null;
  readonly length: number;
}

/** From the end of the outage to the end of the freeze that it made: frames on their way may still come in its beginning. */
function backAfter(freeze: Gap | undefined, until: number): number | null {
  if (!freeze) return null;
  if (freeze.length < BLINK_MILLISECONDS) return 0;
  return after(until, freeze.to ?? undefined);
}

const lengthOf = (gap: Gap | undefined): number | null => gap?.length ?? null;

/** The longest time, of those that had not ended before, in which a counter was not seen to grow. */
function longestGap(samples: readonly Sample[], counter: 'frames' | 'audioPackets', since: number): Gap | undefined {
  const last = samples.at(-1)?.at;
  if (last === undefined) return undefined;
  const growth = samples.filter((sample, index) => index > 0 && sample[counter] > samples[index - 1]![counter]);
  const times = growth.map(({ at }) => at);
  const before = times.findLast((at) => at < since) ?? since;
  const begins = [before, ...times.filter((at) => at >= since)];
  const gaps = begins.map((from, index): Gap => {
    const to = begins[index + 1] ?? null;
    return { from, to, length: (to ?? last) - from };
  });
  return gaps.reduce((longest, gap) => (gap.length > longest.length ? gap : longest));
}

/** Of an even number the higher of the two in the middle: no value that nobody has measured, and none too good. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
