import type { Experience } from '../experiment.ts';
import type { Line } from '../faults/fault.ts';
import { median } from '../measures.ts';
import { PEOPLE, type PersonName } from '../network/addresses.ts';
import type { Round } from '../round.ts';
import { judge, seconds, valuesOf } from '../verdict.ts';

const COLUMNS = [
  ...[
    'what happens',
    'seen by',
    'calls kept',
    'path',
    'connected',
    '`reconnecting`',
    'on the screen',
    'frames back',
    'active',
  ],
  ...['silence', 'freeze', 'besides', 'goal', 'met'],
];

/** Named only where they are others. */
const USUAL_BROWSERS = 'chromium,chromium';

const TIMES = ['connected', 'reconnecting', 'words', 'framesBack', 'activeAgain', 'silence', 'freeze'] as const;

/** What only some lines are about. */
const BESIDES = [
  ['paused', 'paused'],
  ['silencePaused', 'silence while paused'],
  ['pictureBack', 'picture back'],
  ['sizeBack', 'as large as before'],
  ['weak', 'weak'],
] as const;

/** The one table: a line for each side where something happens to one of them. */
export function table(lines: readonly Line[], results: readonly Experience[]): string {
  const rows = results.flatMap((result) => {
    const line = lines.find(({ name }) => name === result.name);
    return line ? rowsOf(line, result) : [];
  });
  return align([COLUMNS, ...rows]);
}

function rowsOf(line: Line, { rounds, browsers }: Experience): string[][] {
  const title = browsers === USUAL_BROWSERS ? line.title : `${line.title} (${browsers.replace(',', ' and ')})`;
  if (line.kind === 'inspection') return [inspectionRow(line, rounds, title)];
  return PEOPLE.map((side, index) => sideRow(line, rounds, side, index === 0 ? title : ''));
}

const SEEN_BY = { ann: 'the one it happens to', ben: 'the other' };

function sideRow(line: Line, rounds: readonly Round[], side: PersonName, title: string): string[] {
  const kept = rounds.filter(({ sides }) => sides?.[side].kept).length;
  const times = TIMES.map((key) => {
    // In a call that nothing happens to, nothing comes back.
    if (line.kind === 'connection' && key !== 'connected') return '';
    return summary(valuesOf(rounds, side, key));
  });
  // Recovery may have taken others; what a call begins with is what a connection is about.
  const path = line.kind === 'connection' ? pathsOf(rounds, side) : '';
  const seenBy = line.kind === 'fault' ? SEEN_BY[side] : { ann: 'Ann', ben: 'Ben' }[side];
  return [
    title,
    seenBy,
    `${kept} of ${rounds.length}`,
    path,
    ...times,
    besides(line, rounds, side),
    ...verdictCells(line, rounds, side),
  ];
}

function besides(line: Line, rounds: readonly Round[], side: PersonName): string {
  if (line.kind !== 'fault') return '';
  const seen = BESIDES.map(([key, name]) => ({ name, values: valuesOf(rounds, side, key) }));
  const told = seen.filter(({ values }) => values.some((value) => typeof value === 'number'));
  const lines = line.goals.reaches === undefined ? [] : [`${leastLines(rounds, side)} lines`];
  return [...told.map(({ name, values }) => `${name} ${summary(values)}`), ...lines].join(', ');
}

const leastLines = (rounds: readonly Round[], side: PersonName): number =>
  Math.min(...rounds.flatMap(({ sides }) => (sides ? [sides[side].height] : [])));

function pathsOf(rounds: readonly Round[], side: PersonName): string {
  return [...new Set(rounds.flatMap(({ sides }) => (sides ? [sides[side].path] : [])))].join(', ');
}

function inspectionRow(line: Line, rounds: readonly Round[], title: string): string[] {
  const clean = rounds.filter(({ findings }) => findings.length === 0).length;
  return [
    title,
    'the wire',
    `${clean} of ${rounds.length}`,
    '',
    ...TIMES.map(() => ''),
    '',
    ...verdictCells(line, rounds, 'ann'),
  ];
}

function verdictCells(line: Line, rounds: readonly Round[], side: PersonName): [string, string] {
  const verdicts = judge(line, rounds, side);
  const missed = verdicts.filter((verdict) => verdict.missed !== undefined);
  const goals = verdicts.map(({ goal }) => goal).join(', ');
  return [
    goals,
    missed.length === 0 ? 'yes' : `**no**: ${missed.map((each) => `${each.goal}: ${each.missed}`).join('; ')}`,
  ];
}

/** Median and worst, in seconds; and in how many rounds it did not happen, if it did in others. */
function summary(values: readonly (number | null)[]): string {
  const times = values.filter((value) => value !== null);
  const middle = median(times);
  if (middle === undefined) return '–';
  const missing = values.length - times.length;
  return `${seconds(middle)} / ${seconds(Math.max(...times))}${missing > 0 ? ` (${missing} never)` : ''}`;
}

/** A Markdown table whose columns line up. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const text = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [text(head!), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(text)].join('\n');
}
