/** Measures the signaling server beside servers that know nothing of calls, under the load of the same calls. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { findCores, pinItself } from './machine.ts';
import { type Figures, measure } from './measure.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { report } from './report.ts';
import type { Place, Subject } from './subject.ts';
import { SUBJECTS } from './subjects.ts';

async function measureIn(subject: Subject, place: Omit<Place, 'folder'>, { plan }: Options): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'call-window-bench-'));
  try {
    console.error(`${subject.name}…`);
    return await measure(subject, { ...place, folder }, plan);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function profileFlags(profile: string | undefined): readonly string[] {
  return profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`];
}

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args, SUBJECTS);
  if (options.help) return console.log(USAGE);
  const cores = findCores();
  if (cores.generator !== undefined) pinItself(cores.generator);
  const figures: Figures[] = [];
  for (const subject of options.subjects)
    figures.push(await measureIn(subject, { cores, flags: profileFlags(options.profile) }, options));
  console.log(report(figures, { plan: options.plan, cores }));
}

try {
  if (process.platform !== 'linux') throw new Error('The CPU of a process is read from /proc: this needs Linux.');
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
