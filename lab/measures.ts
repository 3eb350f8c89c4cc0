import type { Outcome, Testimony } from './client/protocol.ts';
import type { Outage } from './faults/fault.ts';
import type { Sample } from './page/witness.ts';

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
    path: path ? [path.local, path.relayProtocol].filter(Boolean).join('/') : '',
    kept: outcome === 'going-on' && !occurrences.some(({ type, at }) => type === 'call-ended' && at >= since),
  };
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
