import type { Experience } from '../experiment.ts';
import type { Line } from '../faults/fault.ts';
import { median } from '../measures.ts';
import { PEOPLE } from '../network/addresses.ts';
import { isMet, type Key, seconds, valuesOf } from '../verdict.ts';

const WIDTH = 960;
const ROW = 34;
const TOP = 64;
const CHART = { left: 470, width: 400, seconds: 8 };

interface Bar {
  readonly kind: 'noticed' | 'back' | 'connected';
  readonly middle: number | undefined;
  readonly worst: number | undefined;
  readonly goal: number | undefined;
}

/** The table's main figures as bars, with a line to the worst and a mark where the goal is. Both colour schemes. */
export function picture(lines: readonly Line[], results: readonly Experience[]): string {
  const rows = results.flatMap((result) => {
    const line = lines.find(({ name }) => name === result.name);
    return line ? [{ line, result }] : [];
  });
  const height = TOP + rows.length * ROW + 16;
  const body = rows.map(({ line, result }, index) => drawRow(line, result, TOP + index * ROW));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>What calls survive</title>
${STYLE}
<rect class="ground" width="${WIDTH}" height="${height}" rx="8"/>
${legend()}
${body.join('\n')}
</svg>
`;
}

const STYLE = `<style>
  .ground { fill: #fff } text { fill: #1f2328; font: 13px system-ui, sans-serif } .small { font-size: 11px; fill: #59636e }
  .noticed { fill: #bf8700 } .back { fill: #1a7f37 } .connected { fill: #0969da } .rule { stroke: #d1d9e0 }
  .worst { stroke: #59636e } .goal { stroke: #cf222e; stroke-width: 2 } .missed { fill: #cf222e; font-weight: 700 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #f0f6fc } .small { fill: #9198a1 } .rule { stroke: #3d444d }
    .noticed { fill: #d29922 } .back { fill: #3fb950 } .connected { fill: #4493f8 } .worst { stroke: #9198a1 }
    .goal { stroke: #f85149 } .missed { fill: #f85149 }
  }
</style>`;

function legend(): string {
  const kinds = [
    ['noticed', 'until “Reconnecting…”'],
    ['back', 'until frames are back'],
    ['connected', 'until connected'],
  ] as const;
  const items = kinds.map(
    ([kind, words], index) =>
      `<rect class="${kind}" x="${16 + index * 170}" y="18" width="10" height="10"/><text class="small" x="${32 + index * 170}" y="27">${words}</text>`,
  );
  const scale = [0, 2, 4, 6, 8].map(
    (each) => `<text class="small" x="${at(each * 1000)}" y="52" text-anchor="middle">${each} s</text>`,
  );
  const hint = `<text class="small" x="${CHART.left}" y="27">bar: median · thin line: worst · red: goal · the slower side</text>`;
  return [...items, hint, ...scale].join('\n');
}

const at = (milliseconds: number): number =>
  Math.round(CHART.left + (Math.min(milliseconds / 1000, CHART.seconds) / CHART.seconds) * CHART.width);

function drawRow(line: Line, result: Experience, top: number): string {
  const met = isMet(line, result.rounds);
  const bars = barsOf(line, result).map((bar, index, all) =>
    drawBar(bar, top + (all.length === 1 ? 12 : 5 + index * 13)),
  );
  const browsers = result.browsers === 'chromium,chromium' ? '' : ` (${result.browsers})`;
  return [
    `<line class="rule" x1="16" x2="${WIDTH - 16}" y1="${top}" y2="${top}"/>`,
    `<text x="16" y="${top + 22}">${escape(line.title.replaceAll('`', '') + browsers)}</text>`,
    ...bars,
    `<text class="${met ? '' : 'missed'}" x="${WIDTH - 16}" y="${top + 22}" text-anchor="end">${met ? '✓' : 'missed'}</text>`,
  ].join('\n');
}

function barsOf(line: Line, { rounds }: Experience): Bar[] {
  if (line.kind === 'inspection') return [];
  const bar = (kind: Bar['kind'], key: Key, goal: number | undefined): Bar => {
    const sides = PEOPLE.map((side) => valuesOf(rounds, side, key).filter((value) => value !== null));
    const middles = sides.map(median).filter((value) => value !== undefined);
    const all = sides.flat();
    return { kind, goal, middle: most(middles), worst: most(all) };
  };
  const { goals } = line;
  if (line.kind === 'connection') return [bar('connected', 'connected', goals.connectsWithin)];
  return [bar('noticed', 'words', goals.noticedWithin), bar('back', 'framesBack', goals.backWithin)];
}

const most = (values: readonly number[]): number | undefined => (values.length > 0 ? Math.max(...values) : undefined);

function drawBar({ kind, middle, worst, goal }: Bar, top: number): string {
  const mark =
    goal === undefined ? '' : `<line class="goal" x1="${at(goal)}" x2="${at(goal)}" y1="${top - 1}" y2="${top + 12}"/>`;
  if (middle === undefined || worst === undefined) return mark;
  const width = Math.max(1, at(middle) - CHART.left);
  const beyond = worst > CHART.seconds * 1000 ? ` (${seconds(worst)})` : '';
  return [
    `<rect class="${kind}" x="${CHART.left}" y="${top + 1}" width="${width}" height="9"/>`,
    `<line class="worst" x1="${at(middle)}" x2="${at(worst)}" y1="${top + 5.5}" y2="${top + 5.5}"/>`,
    `<text class="small" x="${at(worst) + 6}" y="${top + 10}">${seconds(middle)}${beyond}</text>`,
    mark,
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
