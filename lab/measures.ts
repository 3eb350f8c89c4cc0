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

export function measure(testimony: Testimony, { acceptedAt, outage, outcome }: Watched): Measures {
  const { samples, occurrences, paths } = testimony;
  const { since, until } = outage;
  const states = occurrences.filter(({ type }) => type === 'call-state');
  const turns = (state: string, from: number): number | undefined =>
    states.find(({ at, detail }) => detail['state'] === state && at >= from)?.at;
  const wasActive = states.findLast(({ at }) => at < until)?.detail['state'] === 'active';
  const path = paths.at(-1);
  const ended = occurrences.some(({ type, at }) => type === 'call-ended' && at >= since);
  return {
    connected: after(acceptedAt, samples.find(({ frames }) => frames > 0)?.at),
    reconnecting: after(since, turns('reconnecting', since)),
    words: after(since, samples.find(({ at, saysReconnecting }) => at >= since && saysReconnecting)?.at),
    framesBack: after(
      until,
      growth(samples, 'frames').find((at) => at >= until),
    ),
    activeAgain: wasActive ? null : after(until, turns('active', until)),
    silence: longestGap(samples, 'audioPackets', since),
    freeze: longestGap(samples, 'frames', since),
    path: path ? [path.local, path.relayProtocol].filter(Boolean).join('/') : '',
    kept: outcome === 'going-on' && !ended,
  };
}

function after(from: number, at: number | undefined): number | null {
  return at === undefined ? null : Math.max(0, at - from);
}

type Counter = 'frames' | 'audioPackets';

/** The times at which a counter was seen to have grown. */
function growth(samples: readonly Sample[], counter: Counter): number[] {
  return samples
    .filter((sample, index) => index > 0 && sample[counter] > samples[index - 1]![counter])
    .map(({ at }) => at);
}

function longestGap(samples: readonly Sample[], counter: Counter, since: number): number | null {
  const last = samples.at(-1)?.at;
  if (last === undefined) return null;
  const times = growth(samples, counter);
  // The gap that a fault makes begins with what came in before it.
  const before = times.findLast((at) => at < since) ?? since;
  const ends = [before, ...times.filter((at) => at >= since), last];
  return Math.max(...ends.slice(1).map((at, index) => at - ends[index]!));
}

/** Of an even number the higher of the two in the middle: no value that nobody has measured, and none too good. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
