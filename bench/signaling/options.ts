import { parseArgs } from 'node:util';

import { CALL_LENGTH } from './call-script.ts';
import type { Plan } from './measure.ts';
import type { Subject } from './subject.ts';

export const USAGE = `npm run bench:signaling -- [names] [options]

  names                    servers, such as call-window; all unless told
  --connections <number>   2000; an even number
  --calls <list>           how many calls begin in a second, one after the other; 60,400
  --seconds <number>       for how long each is measured; 20
  --warm-up <number>       and how many seconds come before each; 5, and twice as many before all
  --profile <folder>       where to put a CPU profile of each server
  --help                   only say this`;

export interface Options {
  readonly help: boolean;
  readonly plan: Plan;
  readonly subjects: readonly Subject[];
  readonly profile: string | undefined;
}

/** @throws {Error} for what cannot be measured */
export function readOptions(args: readonly string[], all: readonly Subject[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      connections: { type: 'string', default: '2000' },
      calls: { type: 'string', default: '60,400' },
      seconds: { type: 'string', default: '20' },
      'warm-up': { type: 'string', default: '5' },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const calls = values.calls.split(',').map((text) => wholeNumber('--calls', text, 1));
  const plan = {
    ...{ connections: connectionsOf(values.connections, Math.max(...calls)), calls },
    seconds: wholeNumber('--seconds', values.seconds, 1),
    warmUpSeconds: wholeNumber('--warm-up', values['warm-up'], 0),
  };
  return { plan, subjects: choose(positionals, all), profile: values.profile, help: values.help };
}

/** Everybody calls somebody, and nobody before the call that they are in is long over. */
function connectionsOf(text: string, callsPerSecond: number): number {
  const least = Math.max(200, 2 * Math.ceil((callsPerSecond * 2 * CALL_LENGTH) / 1000));
  const connections = wholeNumber('--connections', text, least);
  if (connections % 2 === 0) return connections;
  throw new Error(`--connections takes an even number, not ${text}.`);
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`${name} takes whole numbers from ${least} on, not ${text}.`);
}

function choose(names: readonly string[], all: readonly Subject[]): readonly Subject[] {
  const unknown = names.find((name) => !all.some((subject) => subject.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no ${unknown}; there are: ${all.map(({ name }) => name).join(', ')}.`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
