import type { Figures } from './measure.ts';

/** What is asked of the product, and what was found. */
export interface Verdict {
  readonly goal: string;
  readonly found: string;
  readonly isMet: boolean;
}

const CPU_PER_MESSAGE = 40;
const IDLE_MEMORY = 40;

/** By calls a second, in milliseconds. */
const P99: Readonly<Record<number, number>> = { 60: 5, 400: 15 };

/** Judges the product. */
export function judge({ loads, idleMemory }: Figures): readonly Verdict[] {
  const verdict = (goal: string, found: number, most: number, digits = 1): Verdict => ({
    goal,
    found: found.toFixed(digits),
    isMet: found <= most,
  });
  return [
    ...loads.flatMap(({ callsPerSecond: rate, cpuPerMessage, p99, lost }) => {
      const most = P99[rate];
      return [
        verdict(`at most ${CPU_PER_MESSAGE} µs of CPU per message, ${rate} calls/s`, cpuPerMessage, CPU_PER_MESSAGE),
        ...(most === undefined ? [] : [verdict(`p99 of at most ${most} ms, ${rate} calls/s`, p99, most)]),
        verdict(`nothing lost, ${rate} calls/s`, lost, 0, 0),
      ];
    }),
    verdict(`at most ${IDLE_MEMORY} kB of memory per idle connection`, idleMemory, IDLE_MEMORY),
  ];
}
