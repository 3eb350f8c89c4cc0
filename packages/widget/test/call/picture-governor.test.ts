import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { type LineSample, PictureGovernor, type SentPicture } from '../../src/peer-connection/picture-governor.ts';

type Line = Omit<LineSample, 'at'>;

const fine: Line = { available: 2_000_000, roundTripMilliseconds: 40 };
/** As Chromium judges a line of 64 kb/s. */
const narrow: Line = { ...fine, available: 55_000 };
const wider: Line = { ...fine, available: 160_000 };

/** What is decided, second by second: `seconds` looks at each line after the other. */
function story(governor: PictureGovernor, ...lines: readonly (readonly [seconds: number, line: Line])[]) {
  let at = 0;
  return lines.flatMap(([seconds, line]) =>
    Array.from({ length: seconds }, () => governor.note({ ...line, at: (at += 1_000) })),
  );
}

/** How long each decision held, in order: `send 3, hold 6`. */
function told(decisions: readonly SentPicture[]): string {
  const runs: [SentPicture, number][] = [];
  for (const decision of decisions) {
    const last = runs.at(-1);
    if (last?.[0] === decision) last[1] += 1;
    else runs.push([decision, 1]);
  }
  return runs.map(([decision, count]) => `${decision} ${count}`).join(', ');
}

/** Every look sees a tenth more. */
const growing = (seconds: number): readonly (readonly [number, Line])[] =>
  Array.from({ length: seconds }, (_, index) => [1, { ...fine, available: 80_000 * 1.1 ** index }]);

const CASES: readonly (readonly [what: string, lines: readonly (readonly [number, Line])[], expected: string])[] = [
  ['is sent over a line that is wide enough', [[30, fine]], 'send 30'],
  ['is sent where the browser does not say what fits', [[30, { ...narrow, available: null }]], 'send 30'],
  [
    'is sent through a dip',
    [
      [5, fine],
      [2, narrow],
      [5, fine],
      [2, narrow],
      [5, fine],
    ],
    'send 19',
  ],
  [
    'is held after two seconds of a narrow line',
    [
      [5, fine],
      [2, narrow],
      [1, narrow],
    ],
    'send 7, hold 1',
  ],
  [
    'is tried after six seconds, and sent when it fits',
    [
      [3, narrow],
      [6, narrow],
      [5, wider],
    ],
    'send 2, hold 6, try 2, send 4',
  ],
  [
    'is tried in vain for two seconds, and held for eight',
    [[30, narrow]],
    'send 2, hold 6, try 2, hold 8, try 2, hold 8, try 2',
  ],
  ['is tried for as long as more and more fits', [[9, narrow], ...growing(8)], 'send 2, hold 6, try 5, send 4'],
  [
    'is held at once when a try makes others wait',
    [
      [9, narrow],
      [8, { ...wider, roundTripMilliseconds: 400 }],
    ],
    'send 2, hold 6, try 2, hold 7',
  ],
  [
    'is tried on a line that is slow by nature',
    [
      [9, { ...narrow, roundTripMilliseconds: 700 }],
      [4, { ...wider, roundTripMilliseconds: 700 }],
    ],
    'send 2, hold 6, try 2, send 3',
  ],
  [
    'waits longer for the next try when it was not worth the one before',
    [
      [9, narrow],
      [4, wider],
      [14, narrow],
    ],
    'send 2, hold 6, try 2, send 5, hold 8, try 2, hold 2',
  ],
  [
    'waits the shorter time again when it has lasted since',
    [
      [9, narrow],
      [22, wider],
      [10, narrow],
    ],
    'send 2, hold 6, try 2, send 23, hold 6, try 2',
  ],
];

describe('the camera’s picture', () => {
  for (const [what, lines, expected] of CASES)
    it(what, () => assert.equal(told(story(new PictureGovernor(), ...lines)), expected));

  it('is not judged in the first seconds after an outage', () => {
    const governor = new PictureGovernor();
    governor.settle();
    assert.equal(told(story(governor, [10, narrow])), 'send 7, hold 3');
  });

  it('stays held through an outage', () => {
    const governor = new PictureGovernor();
    story(governor, [6, narrow]);
    governor.settle();
    assert.equal(told(story(governor, [6, narrow])), 'hold 6');
  });
});
