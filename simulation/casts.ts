import type { Cast } from './world.ts';

/** Who takes part, and how bad the wire is. */
export const casts: readonly (readonly [string, Cast])[] = [
  [
    'when two with three devices each call each other over a wire that loses, repeats and reorders',
    { devices: { ann: 3, ben: 3 }, wire: 'bad', talking: false },
  ],
  [
    'when a third one calls those who talk over it',
    { devices: { ann: 2, ben: 2, cleo: 1 }, wire: 'bad', talking: false },
  ],
  [
    'when two talk over it from the beginning, and a third one is calling them',
    { devices: { ann: 2, ben: 2, cleo: 1 }, wire: 'bad', talking: true },
  ],
  [
    'when nothing is lost, and then every device tells the end that is in the record',
    { devices: { ann: 2, ben: 2, cleo: 1 }, wire: 'gentle', talking: false },
  ],
  [
    'when nothing is lost or overtaken, and then the first attempt at a link is enough',
    { devices: { ann: 2, ben: 2, cleo: 1 }, wire: 'orderly', talking: false },
  ],
  [
    'and so it is for whoever is called while talking',
    { devices: { ann: 2, ben: 2, cleo: 1 }, wire: 'orderly', talking: true },
  ],
];
