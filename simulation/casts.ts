import type { Cast } from './world.ts';

/** Who takes part, and how bad the wire is. */
export const casts: readonly (readonly [string, Cast])[] = [
  [
    'when two with three devices each call each other over a wire that loses, repeats and reorders',
    { devices: { ann: 3, ben: 3 }, gentle: false },
  ],
  ['when a third one calls those who talk over it', { devices: { ann: 2, ben: 2, cleo: 1 }, gentle: false }],
  [
    'when nothing is lost, and then every device tells the end that is in the record',
    { devices: { ann: 2, ben: 2, cleo: 1 }, gentle: true },
  ],
];
