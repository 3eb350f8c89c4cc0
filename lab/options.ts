import { parseArgs } from 'node:util';

import type { BrowserName } from './client/browsers.ts';
import type { Line } from './faults/fault.ts';
import type { Browsers } from './laboratory.ts';

export const USAGE = `npm run lab -- [names] [options]

  names                     lines of the table, such as blackout-20 or nat- for all that begin so; all unless told
  --rounds <number>         calls for each line; 5
  --browsers <ann>,<ben>    chromium or firefox for each; chromium,chromium
  --keep                    put the results into docs/lab.json, and make docs/lab.md and docs/lab.svg of it
  --list                    only say what there is`;

export interface Options {
  readonly lines: readonly Line[];
  readonly rounds: number;
  readonly browsers: Browsers;
  readonly keep: boolean;
  readonly list: boolean;
}

/** @throws {Error} for what the laboratory does not know. */
export function readOptions(args: readonly string[], all: readonly Line[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '5' },
      browsers: { type: 'string', default: 'chromium,chromium' },
      keep: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  const { keep, list } = values;
  const lines = positionals.length === 0 ? all : choose(positionals, all);
  return { lines, rounds: readRounds(values.rounds), browsers: readBrowsers(values.browsers), keep, list };
}

function choose(names: readonly string[], all: readonly Line[]): Line[] {
  const isMeant = (line: Line, name: string): boolean =>
    line.name === name || (name.endsWith('-') && line.name.startsWith(name));
  const unknown = names.find((name) => !all.some((line) => isMeant(line, name)));
  if (unknown !== undefined)
    throw new Error(`There is no ${unknown}; there are: ${all.map(({ name }) => name).join(', ')}.`);
  return all.filter((line) => names.some((name) => isMeant(line, name)));
}

function readRounds(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1) return rounds;
  throw new Error(`--rounds takes a whole number from 1 on, not ${text}.`);
}

function readBrowsers(text: string): Browsers {
  const [ann, ben = ann, ...rest] = text.split(',');
  if (isBrowser(ann) && isBrowser(ben) && rest.length === 0) return { ann, ben };
  throw new Error(`--browsers takes chromium or firefox for each of the two, not ${text}.`);
}

const isBrowser = (name: string | undefined): name is BrowserName => name === 'chromium' || name === 'firefox';
