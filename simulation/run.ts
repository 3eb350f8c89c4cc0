import fc from 'fast-check';

import { checkAgreement, checkAlways, checkAtTheEnd, checkThatAllHeard, type Told } from './laws.ts';
import { type Cast, type Happening, World } from './world.ts';

/** Likelier the more often it is named. */
const TYPES = [
  ...Array<'deliver'>(24).fill('deliver'),
  ...Array<'user'>(5).fill('user'),
  ...Array<'prompt'>(4).fill('prompt'),
  ...(['wait', 'wait', 'duplicate', 'lose', 'connection'] as const),
];

const happening: fc.Arbitrary<Happening> = fc.record({
  type: fc.constantFrom(...TYPES),
  which: fc.nat(1_000),
  how: fc.nat(1_000),
});

export interface Tally {
  interleavings: number;
  calls: number;
  answered: number;
  /** Ends that a device told, and those among them that it had from the server. */
  ends: number;
  heard: number;
}

/**
 * Plays random interleavings and checks the laws after each step.
 * @throws with the shortest story that breaks one
 */
export async function simulate(cast: Cast, interleavings: number, seed?: number): Promise<Tally> {
  const tally: Tally = { interleavings: 0, calls: 0, answered: 0, ends: 0, heard: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 90, size: 'max' }), (story) =>
      play(cast, story, tally),
    ),
    { numRuns: interleavings, ...(seed !== undefined && { seed }) },
  );
  return tally;
}

async function play(cast: Cast, story: readonly Happening[], tally: Tally): Promise<void> {
  const world = new World(cast);
  const told: Told[] = [];
  for (const handset of world.handsets)
    handset.session.subscribe({
      stateChanged: ({ ended }, previous) => {
        if (ended && ended !== previous.ended) told.push({ handset, ended });
      },
      errorReported: () => undefined,
    });
  try {
    await world.begin();
    for (const next of story) {
      await world.let(next);
      checkAlways(world);
    }
    world.diary.push('everybody hangs up');
    await world.end();
    checkAlways(world);
    checkAtTheEnd(world);
    if (cast.gentle) checkThatAllHeard(told);
    tally.heard += checkAgreement(world, told);
  } catch (error) {
    throw new Error(`${String(error)}\n  ${world.diary.filter((entry) => entry !== '-').join('\n  ')}`, {
      cause: error,
    });
  }
  const { records } = world.server;
  tally.interleavings += 1;
  tally.calls += records.length;
  tally.answered += records.filter(({ answeredAt }) => answeredAt !== null).length;
  tally.ends += told.length;
}
