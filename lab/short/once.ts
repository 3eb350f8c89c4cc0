import { after } from 'node:test';

import { experience } from '../experiment.ts';
import { all } from '../faults/all.ts';
import type { Measures } from '../measures.ts';
import type { Round } from '../round.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
// A test that took too long has left its laboratory open.
after(() => stopping.abort());

/** Plays one round of a line of the table, between two Chromiums. */
export async function once(name: string): Promise<Round> {
  const line = all.find((each) => each.name === name);
  if (!line) throw new Error(`the laboratory has no ${name}`);
  const browsers = { ann: 'chromium', ben: 'chromium' } as const;
  const { rounds } = await experience(line, { browsers, rounds: 1, signal: stopping.signal });
  return rounds[0]!;
}

/** What both saw. Throws what went wrong where there was no call to see. */
export function bothSides({ sides, findings }: Round): Measures[] {
  if (!sides) throw new Error(findings.join(', '));
  return [sides.ann, sides.ben];
}
