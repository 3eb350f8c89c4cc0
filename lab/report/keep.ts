import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import type { Experience } from '../experiment.ts';
import type { Line } from '../faults/fault.ts';
import { picture } from './picture.ts';
import { table } from './table.ts';

const inDocs = (name: string): string => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
const RESULTS = inDocs('lab.json');
const PAGE = inDocs('lab.md');
const PICTURE = inDocs('lab.svg');

/**
 * Puts results into docs/lab.json, in the place of earlier ones of the same lines and browsers, and makes page and picture
 * anew from all that is in there. Results of lines that are no more are dropped.
 */
export async function keep(lines: readonly Line[], results: readonly Experience[]): Promise<void> {
  const all = merge(lines, await readKept(), results);
  await writeFile(RESULTS, `[\n${all.map(writeResult).join(',\n')}\n]\n`);
  const options = await resolveConfig(PAGE);
  await writeFile(PAGE, await format(page(lines, all), { ...options, parser: 'markdown' }));
  await writeFile(PICTURE, picture(lines, all));
}

async function readKept(): Promise<Experience[]> {
  try {
    return JSON.parse(await readFile(RESULTS, 'utf8')) as Experience[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** In the order of the table; of one line, the usual browsers first. */
export function merge(
  lines: readonly Line[],
  before: readonly Experience[],
  results: readonly Experience[],
): Experience[] {
  const keyOf = ({ name, browsers }: Experience): string => `${name} ${browsers}`;
  const byKey = new Map([...before, ...results].map((result) => [keyOf(result), result]));
  return lines.flatMap(({ name }) =>
    [...byKey.values()]
      .filter((result) => result.name === name)
      .toSorted((a, b) => a.browsers.localeCompare(b.browsers)),
  );
}

/** A round a line: a change shows what has changed. */
function writeResult({ name, browsers, versions, rounds }: Experience): string {
  const head = JSON.stringify({ name, browsers, versions }).slice(0, -1);
  return `${head},"rounds":[\n${rounds.map((round) => `  ${JSON.stringify(round)}`).join(',\n')}\n]}`;
}

function page(lines: readonly Line[], results: readonly Experience[]): string {
  const versions = [...new Set(results.flatMap((result) => result.versions))].toSorted();
  return `# What calls survive

<!-- Made by \`npm run lab -- --keep\` from lab.json: change lab/report/keep.ts, not this. -->

![Times to notice an outage, to come back from it and to connect, beside their goals](lab.svg)

Real calls between real browsers (${versions.join(', ')}), each in a network of its own behind a router of its own, with
the demo's server and coturn between them. Things go wrong at Ann's side unless both are named, and she and Ben take
turns in calling.

    npm run lab                        # everything, five times each; root on Linux
    npm run lab -- --list              # what there is
    npm run lab -- blackout-20 --keep  # this line only, and put it in here

Times are in seconds, the median and the worst of all rounds, as the pages themselves tell them:

- **path**: the own kind of candidate that the call uses (RFC 8445), and how the relay is reached where it is one.
- **connected**: from the click on “Accept” to the first frame of the other.
- **\`reconnecting\`, on the screen**: from the fault to the element's state, and to the words “Reconnecting…”.
- **frames back, active**: from the end of the outage to the other's next frame, and to the state \`active\`. 0.0 where nothing
  stopped for as long as half a second, or not beyond the end.
- **silence, freeze**: the longest time without an audio packet, and without a frame.
- **besides**: on a line that carries no picture, from the fault to the words that pictures are paused, the longest silence while they are, and from the
  line's recovery to a picture, and to one as large as before; on a line that loses, to a quality that is weak.

A goal for what was noticed, for freezes and for silence is asked of every round, other times of the median. A call is kept if it goes on
in both pages until one hangs up and the other hears of it. Columns are empty where nothing could be measured, and a dash is
what has not happened.

${table(lines, results)}
`;
}
