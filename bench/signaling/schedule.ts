/** How many calls begin in a second, and for how many seconds. */
export interface Rate {
  readonly callsPerSecond: number;
  readonly seconds: number;
}

/**
 * When calls begin, in milliseconds: each whenever it likes, whatever the others do (a Poisson process), and yet the same for every
 * server.
 */
export function startsOf({ callsPerSecond, seconds }: Rate): readonly number[] {
  const random = randomFrom(1);
  const starts: number[] = [];
  const next = (after: number): number => after - (Math.log(1 - random()) * 1000) / callsPerSecond;
  for (let at = next(0); at < seconds * 1000; at = next(at)) starts.push(at);
  return starts;
}

/** Numbers from 0 up to 1, the same for the same seed: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
