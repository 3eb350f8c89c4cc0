import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { inSteps, Speaking } from '../../src/elements/speaking.ts';

describe('the bars over a video', () => {
  it('have few heights, silence and full among them', () => {
    assert.deepEqual([0, 0.1, 0.2, 0.6, 0.9, 1].map(inSteps), [0, 0, 0.25, 0.5, 1, 1]);
  });
});

describe('somebody who speaks', () => {
  it('is seen at once, over the pauses between words, and no longer after them', (test) => {
    test.mock.timers.enable({ apis: ['Date'], now: 1_000 });
    const speaking = new Speaking();
    const hear = (level: number, after: number): boolean => {
      test.mock.timers.tick(after);
      return speaking.hear(level);
    };
    assert.equal(hear(0.05, 100), false, 'noise of the room');
    assert.equal(hear(0.6, 100), true, 'a word');
    assert.equal(hear(0, 700), true, 'a pause');
    assert.equal(hear(0.4, 50), true, 'another word');
    assert.equal(hear(0, 800), false, 'silence');
  });

  it('is forgotten with the call', () => {
    const speaking = new Speaking();
    speaking.hear(1);
    speaking.forget();
    assert.equal(speaking.hear(0), false);
  });
});
