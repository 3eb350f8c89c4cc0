/** What two looks at a connection's counters say of the time between them. Pure. */
import type { Counters, RtpCounters } from './stats-report.ts';

/** Of the time between: fractions from 0 to 1, times in milliseconds. */
export interface Measured {
  readonly roundTripMilliseconds: number | null;
  readonly jitterMilliseconds: number | null;
  readonly lost: { readonly sent: number | null; readonly received: number | null };
  /** Part of the time that a picture stood still, from 0 to 1. */
  readonly frozen: number;
}

export interface TrackRate {
  readonly bitsPerSecond: number;
  readonly framesPerSecond: number;
}

export function measure(before: Counters, now: Counters): Measured {
  const received = pairs(before.received, now.received);
  const packets = sum(received.map(([was, is]) => is.packets - was.packets));
  const lost = Math.max(0, sum(received.map(([was, is]) => is.lost - was.lost)));
  const jitters = now.received.filter(({ packets: count }) => count > 0).map(({ jitter }) => jitter * 1000);
  const frozen = sum(received.map(([was, is]) => is.frozen - was.frozen));
  return {
    roundTripMilliseconds: now.roundTrip === null ? null : now.roundTrip * 1000,
    jitterMilliseconds: jitters.length === 0 ? null : Math.max(...jitters),
    lost: { sent: now.lostThere, received: packets + lost === 0 ? null : lost / (packets + lost) },
    frozen: Math.min(1, frozen / seconds(before, now)),
  };
}

export function rateOf(before: Counters, now: Counters, was: RtpCounters | undefined, is: RtpCounters): TrackRate {
  const time = seconds(before, now);
  if (!was) return { bitsPerSecond: 0, framesPerSecond: 0 };
  return { bitsPerSecond: ((is.bytes - was.bytes) * 8) / time, framesPerSecond: (is.frames - was.frames) / time };
}

function seconds(before: Counters, now: Counters): number {
  return Math.max(1, now.at - before.at) / 1000;
}

function pairs(before: readonly RtpCounters[], now: readonly RtpCounters[]): (readonly [RtpCounters, RtpCounters])[] {
  return now.flatMap((is) => {
    const was = before.find(({ source }) => source === is.source);
    return was ? [[was, is] as const] : [];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
