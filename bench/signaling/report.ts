import { cpus } from 'node:os';

import { CALL_SCRIPT } from './call-script.ts';
import { judge } from './goals.ts';
import type { Cores } from './machine.ts';
import type { Figures, LoadFigures, Plan } from './measure.ts';
import { REFERENCE } from './subjects.ts';

export interface Circumstances {
  readonly plan: Plan;
  readonly cores: Cores;
}

/** A line of the table: what it is, and how it is read from what was found. */
interface Line {
  readonly title: string;
  readonly read: (figures: Figures) => string;
  /** The figure by which servers are compared. */
  readonly compared?: (figures: Figures) => number;
}

/** Everything that was found, in Markdown. */
export function report(all: readonly Figures[], circumstances: Circumstances): string {
  return [
    describe(circumstances),
    tableOf(all, linesFor(circumstances.plan)),
    ...all.flatMap(warnings),
    ...all.filter(({ name }) => name === 'call-window').map(verdict),
  ].join('\n\n');
}

function describe({ plan, cores }: Circumstances): string {
  const { connections, calls, seconds, warmUpSeconds } = plan;
  const where =
    cores.server === undefined
      ? 'server and generator share the cores'
      : `server on core ${cores.server}, generator on core ${cores.generator}`;
  return [
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}, ${where}; ${connections} connections;`,
    `${calls.join(' and ')} calls a second, ${seconds} s each after ${warmUpSeconds} s.`,
    `A call is ${CALL_SCRIPT.length} messages. A message is one that a client sends to the server for the other one of the call;`,
    'answers, acknowledgements and heartbeats are part of what it costs and are not counted.',
    'Latency: from the moment when a message is due, whether or not it could be sent then, to its arrival at the other end.',
    'CPU: user and system time of the server process, without what it takes while nothing is sent.',
    'Memory: resident, after garbage was collected, beyond that of the same process with nobody connected.',
  ].join('\n');
}

function linesFor({ calls, seconds }: Plan): readonly Line[] {
  const atRate = (index: number, title: string, read: (load: LoadFigures) => number, digits: number): Line => {
    const compared = ({ loads }: Figures): number => read(loads[index]!);
    return {
      title: `${title}, ${calls[index]} calls/s`,
      read: (figures) => compared(figures).toFixed(digits),
      compared,
    };
  };
  return [
    ...calls.map((_, index) => atRate(index, 'CPU per message (µs)', (load) => load.cpuPerMessage, 1)),
    ...calls.map((_, index) => atRate(index, 'latency p50 (ms)', (load) => load.p50, 2)),
    ...calls.map((_, index) => atRate(index, 'latency p99 (ms)', (load) => load.p99, 2)),
    plain('CPU per connection made (ms)', ({ cpuPerConnection }) => cpuPerConnection, 2),
    plain('memory per connection, idle (kB)', ({ idleMemory }) => idleMemory, 1),
    plain('memory per connection, after the calls (kB)', ({ memoryAfter }) => memoryAfter, 1),
    plain(`CPU while idle, over ${seconds} s (ms/s)`, ({ idleCpu }) => idleCpu, 1),
    { title: 'messages sent', read: ({ loads }) => loads.map(({ messages }) => messages).join(' + ') },
    { title: 'lost', read: ({ loads }) => String(sum(loads.map(({ lost }) => lost))) },
    { title: 'share of its core: server (%)', read: ({ loads }) => shares(loads, 'serverShare') },
    { title: 'share of its core: generator (%)', read: ({ loads }) => shares(loads, 'generatorShare') },
    {
      title: 'all other programs, the webhooks’ receiver among them (% of a core)',
      read: ({ loads }) => shares(loads, 'othersShare'),
    },
  ];
}

function plain(title: string, compared: (figures: Figures) => number, digits: number): Line {
  return { title, compared, read: (figures) => compared(figures).toFixed(digits) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function shares(loads: readonly LoadFigures[], side: 'serverShare' | 'generatorShare' | 'othersShare'): string {
  return loads.map((load) => Math.round(load[side] * 100)).join(', ');
}

/** Beside each figure, how many times it is that of the reference. */
function tableOf(all: readonly Figures[], lines: readonly Line[]): string {
  const reference = all.find(({ name }) => name === REFERENCE);
  const rows = lines.map((line) => [line.title, ...all.map((figures) => cellOf(line, figures, reference))]);
  const head = ['', ...all.map(({ name }) => (name === REFERENCE ? `${name} (= 1)` : name))];
  const rule = ['---', ...all.map(() => '---:')];
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function cellOf({ read, compared }: Line, figures: Figures, reference: Figures | undefined): string {
  if (compared === undefined || reference === undefined || figures === reference) return read(figures);
  const times = compared(figures) / compared(reference);
  return Number.isFinite(times) ? `${read(figures)} (${times.toFixed(1)}×)` : read(figures);
}

/** The generator itself may be late, and whoever shares a core or a cache makes everything slower. */
const BUSY_SHARE = 0.8;
const OTHERS_SHARE = 0.25;

function warnings({ name, loads, failures, unsettled }: Figures): string[] {
  const at = (isMeant: (load: LoadFigures) => boolean, what: string): string[] =>
    loads.filter(isMeant).map(({ callsPerSecond }) => `${name}: at ${callsPerSecond} calls/s ${what}.`);
  return [
    ...at(({ generatorShare }) => generatorShare > BUSY_SHARE, 'the generator may be why messages were late'),
    ...at(({ othersShare }) => othersShare > OTHERS_SHARE, 'other programs were busy: measure again without them'),
    ...(failures.size > 0
      ? [`${name}: ${[...failures].map(([what, times]) => `${what} ${times} times`).join(', ')}.`]
      : []),
    ...(unsettled > 0 ? [`${name}: ${unsettled} webhooks were not delivered in time.`] : []),
  ];
}

function verdict(figures: Figures): string {
  const lines = judge(figures).map(({ goal, found, isMet }) => `| ${goal} | ${found} | ${isMet ? 'yes' : '**no**'} |`);
  return ['| goal of call-window | found | met |', '| --- | ---: | --- |', ...lines].join('\n');
}
