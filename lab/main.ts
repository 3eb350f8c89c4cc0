/** The laboratory: plays what happens to networks and servers to real calls, and prints what became of them. */
import { experience, type Experience } from './experiment.ts';
import { all } from './faults/all.ts';
import type { Line } from './faults/fault.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { keep } from './report/keep.ts';
import { table } from './report/table.ts';
import type { Round } from './round.ts';
import { isMet } from './verdict.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

/** Adds to the results as they come: those of an hour are not lost when somebody stops it. */
async function play(options: Options, results: Experience[]): Promise<void> {
  for (const line of options.lines) {
    console.log(`${line.name}: ${line.title}`);
    if (line.onlyChromium && Object.values(options.browsers).includes('firefox')) {
      console.log(`  left out: ${line.onlyChromium}`);
      continue;
    }
    results.push(await experience(line, { ...options, signal: stopping.signal, onRound: tell }));
  }
}

function tell({ sides, findings }: Round, number: number): void {
  const kept = sides ? [sides.ann, sides.ben].map((side) => (side.kept ? 'kept' : 'lost')) : [];
  console.log(`  round ${number + 1}: ${[...kept, ...findings].join(', ') || 'nothing found'}`);
}

async function report(results: readonly Experience[], options: Options): Promise<void> {
  console.log(`\n${table(all, results)}`);
  if (options.keep) await keep(all, results);
}

function findLine(name: string): Line {
  return all.find((line) => line.name === name)!;
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, all);
  if (options.list) {
    console.log(`${USAGE}\n\n${all.map(({ name, title }) => `  ${name.padEnd(26)}${title}`).join('\n')}`);
    return 0;
  }
  const results: Experience[] = [];
  try {
    await play(options, results);
  } finally {
    if (results.length > 0) await report(results, options);
  }
  // Where nothing ran, nothing has been shown.
  return results.length > 0 && results.every(({ name, rounds }) => isMet(findLine(name), rounds)) ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(
    stopping.signal.aborted ? 'Stopped; everything is put back.' : error instanceof Error ? error.message : error,
  );
  process.exitCode = stopping.signal.aborted ? 130 : 1;
}
