import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { casts } from './casts.ts';
import { simulate } from './run.ts';

/** Enough to notice what is often wrong; `npm run simulate` looks for what is seldom, by other stories each time. */
const STORIES = 1_000;
const SEED = 20_261_122;

describe('widgets and server together keep the laws', () => {
  for (const [sentence, cast] of casts) {
    it(sentence, async () => {
      const { answered, ends, heard, talked, waited, switched, crossed } = await simulate(cast, STORIES, SEED);
      assert.ok(answered > STORIES / 4, 'enough calls are answered');
      assert.ok(heard > ends / 2, 'enough ends are compared');
      assert.ok(talked > STORIES * (cast.talking ? 0.95 : 0.05), 'enough calls are talked in');
      if (cast.talking) {
        assert.ok(waited > STORIES / 2, 'second calls wait while the first is on');
        assert.ok(switched > STORIES / 40, 'second calls are answered and talked in');
      } else {
        assert.ok(crossed > STORIES / 100, 'some call each other at once');
      }
    });
  }
});
