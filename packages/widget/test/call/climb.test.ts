import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Climb } from '../../src/peer-connection/climb.ts';
import type { SentPicture } from '../../src/peer-connection/picture-governor.ts';

function limits(...looks: readonly (readonly [SentPicture, number])[]): readonly (number | null)[] {
  const climb = new Climb();
  return looks.map(([picture, available]) => climb.next(picture, available));
}

describe('the way back to a whole picture', () => {
  it('has no limit where there was no try', () =>
    assert.deepEqual(limits(['send', 120_000], ['hold', 60_000], ['try', 90_000]), [null, null, null]));

  it('is lifted with each look after a try, until there is enough', () =>
    assert.deepEqual(
      limits(['hold', 60_000], ['try', 90_000], ['send', 110_000], ['send', 200_000], ['send', 800_000], ['send', 2e6]),
      [null, null, 220_000, 440_000, 1_600_000, null],
    ));

  it('is lifted although the line has not shown that it carries more, and then let be', () => {
    const [, , ...after] = limits(
      ['hold', 0],
      ['try', 0],
      ...Array.from({ length: 7 }, () => ['send', 110_000] as const),
    );
    assert.deepEqual(after, [220_000, 440_000, 880_000, 1_760_000, null, null, null]);
  });

  it('begins anew after the next try', () =>
    assert.deepEqual(
      limits(['try', 90_000], ['send', 110_000], ['hold', 60_000], ['try', 90_000], ['send', 120_000]).slice(1),
      [220_000, null, null, 240_000],
    ));
});
