import fc from 'fast-check';

import type { Happening } from './happenings.ts';
import { checkAgreement, checkAtTheEnd, type Told } from './laws-of-ends.ts';
import { checkAlways, checkTheCalm } from './laws.ts';
import { EMPTY_TALLY, Sights, type Tally } from './tally.ts';
import { type Cast, World } from './world.ts';

/** Likelier the more often it is named. */
const TYPES = [
  ...Array<'deliver'>(40).fill('deliver'),
  ...Array<'air'>(8).fill('air'),
  ...Array<'user'>(6).fill('user'),
  ...Array<'prompt'>(6).fill('prompt'),
  ...(['wait', 'wait', 'duplicate', 'lose', 'connection', 'link', 'reload', 'restart'] as const),
];

const happening: fc.Arbitrary<Happening> = fc.record({
  type: fc.constantFrom(...TYPES),
  which: fc.nat(1_000),
  how: fc.nat(1_000),
});

interface Story {
  /** Chooses how it begins. */
  readonly which: number;
  readonly happenings: readonly Happening[];
}

const story: fc.Arbitrary<Story> = fc.record({
  which: fc.nat(11),
  happenings: fc.array(happening, { minLength: 10, maxLength: 90, size: 'max' }),
});

/**
 * Plays random interleavings and checks the laws after each step.
 * @throws with the shortest story that breaks one
 */
export async function simulate(cast: Cast, interleavings: number, seed?: number): Promise<Tally> {
  const tally = { ...EMPTY_TALLY };
  await fc.assert(
    fc.asyncProperty(story, (next) => play(cast, next, tally)),
    { numRuns: interleavings, ...(seed !== undefined && { seed }) },
  );
  return tally;
}

async function play(cast: Cast, { which, happenings }: Story, tally: Tally): Promise<void> {
  const world = new World(cast, checkAlways);
  const sights = new Sights();
  try {
    await world.begin(which);
    for (const next of happenings) {
      await world.let(next);
      sights.see(world);
    }
    await world.calmDown();
    checkTheCalm(world);
    await world.end();
    checkAtTheEnd(world);
    tally.heard += checkAgreement(world, toldIn(world));
  } catch (error) {
    throw new Error(`${String(error)}\n  ${world.diary.join('\n  ')}`, { cause: error });
  }
  tally.ends += toldIn(world).length;
  sights.addTo(tally, world);
}

function toldIn({ handsets }: World): readonly Told[] {
  return handsets.flatMap((handset) => handset.ends.map((ended) => ({ handset, ended })));
}
