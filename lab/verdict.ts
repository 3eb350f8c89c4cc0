import type { Goals, Line } from './faults/fault.ts';
import { type Measures, median } from './measures.ts';
import { PEOPLE, type PersonName } from './network/addresses.ts';
import type { Round } from './round.ts';

/** A goal, and what is wrong with it: nothing, if it is met. */
export interface Verdict {
  readonly goal: string;
  readonly missed: string | undefined;
}

export type Key = 'connected' | 'reconnecting' | 'words' | 'framesBack' | 'activeAgain' | 'silence' | 'freeze';
type Pace = Key | 'paused' | 'pictureBack' | 'sizeBack' | 'silencePaused' | 'weak';

export const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

export function valuesOf(rounds: readonly Round[], side: PersonName, key: Pace): (number | null)[] {
  return rounds.flatMap(({ sides }) => (sides ? [sides[side][key]] : []));
}

/** Judges what one side saw in all rounds. */
export function judge(line: Line, rounds: readonly Round[], side: PersonName): readonly Verdict[] {
  if (line.kind === 'inspection') return [{ goal: line.goal, missed: firstFinding(rounds) }];
  const sights = rounds.map(({ sides }) => sides?.[side]);
  return [keeps(sights, rounds), ...judgeGoals(line.goals, sights)];
}

type Sights = readonly (Measures | undefined)[];

const firstFinding = (rounds: readonly Round[]): string | undefined => rounds.flatMap(({ findings }) => findings)[0];

function keeps(sights: Sights, rounds: readonly Round[]): Verdict {
  const lost = sights.filter((sight) => !sight?.kept).length;
  return { goal: 'no call lost', missed: lost > 0 ? `${lost} of ${sights.length} lost` : firstFinding(rounds) };
}

function judgeGoals(goals: Goals, sights: Sights): Verdict[] {
  const seen = sights.filter((sight) => sight !== undefined);
  const verdicts: Verdict[] = [];
  const ask = (goal: string, missed: string | undefined): void => void verdicts.push({ goal, missed });
  const { connectsWithin, noticedWithin, backWithin, freezeWithin, silenceWithin, relayBy, reaches } = goals;
  if (connectsWithin !== undefined)
    ask(`connected in ${seconds(connectsWithin)} s`, late(middle(seen, 'connected'), connectsWithin));
  if (noticedWithin !== undefined)
    ask(`noticed or healed in ${seconds(noticedWithin)} s`, late(Math.max(...seen.map(noticed)), noticedWithin));
  if (goals.unnoticed)
    ask('never “Reconnecting…”', seen.some(({ words }) => words !== null) ? 'it was shown' : undefined);
  if (backWithin !== undefined) ask(`back in ${seconds(backWithin)} s`, late(middle(seen, 'framesBack'), backWithin));
  if (freezeWithin !== undefined)
    ask(`no freeze over ${seconds(freezeWithin)} s`, late(worst(seen, 'freeze'), freezeWithin));
  if (silenceWithin !== undefined)
    ask(`no silence over ${seconds(silenceWithin)} s`, late(worst(seen, 'silence'), silenceWithin));
  for (const [name, key, words] of PACES) {
    const limit = goals[name];
    if (limit !== undefined) ask(`${words} ${seconds(limit)} s`, late(worst(seen, key), limit));
  }
  if (reaches !== undefined) ask(`a picture of ${reaches} lines`, lower(seen, reaches));
  if (relayBy !== undefined) ask(`relayed by ${relayBy}`, otherPath(seen, `relay/${relayBy}`));
  return verdicts;
}

/** What is asked of every round on a line that is bad. */
const PACES = [
  ['pausedWithin', 'paused', 'both pictures paused in'],
  ['pictureWithin', 'pictureBack', 'the picture back in'],
  ['silencePausedWithin', 'silencePaused', 'while paused no silence over'],
  ['weakWithin', 'weak', 'weak in'],
] as const;

function lower(seen: readonly Measures[], wanted: number): string | undefined {
  const least = Math.min(...seen.map(({ height }) => height));
  return least < wanted ? `${least} lines` : undefined;
}

function late(value: number | undefined, limit: number): string | undefined {
  if (value === undefined || value <= limit) return undefined;
  return value === Infinity ? 'never happened' : `${seconds(value)} s`;
}

/** Whoever stood still for less has nothing to be told. */
const noticed = ({ words, freeze }: Measures): number => Math.min(words ?? Infinity, freeze ?? Infinity);

/** What has not happened took for ever. */
const times = (seen: readonly Measures[], key: Pace): number[] => seen.map((measures) => measures[key] ?? Infinity);
const middle = (seen: readonly Measures[], key: Key): number | undefined => median(times(seen, key));
const worst = (seen: readonly Measures[], key: Pace): number | undefined =>
  seen.length === 0 ? undefined : Math.max(...times(seen, key));

function otherPath(seen: readonly Measures[], wanted: string): string | undefined {
  return seen.map(({ path }) => path).find((path) => path !== wanted);
}

export const isMet = (line: Line, rounds: readonly Round[]): boolean =>
  PEOPLE.every((side) => judge(line, rounds, side).every(({ missed }) => missed === undefined));
