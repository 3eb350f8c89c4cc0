import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { casts } from './casts.ts';
import { simulate } from './run.ts';

/** Enough to notice what is often wrong; `npm run simulate` looks for what is seldom. */
const INTERLEAVINGS = 1_500;

describe('widgets and server together keep the laws', () => {
  for (const [sentence, cast] of casts) {
    it(sentence, async () => {
      const { answered, ends, heard } = await simulate(cast, INTERLEAVINGS);
      assert.ok(answered > INTERLEAVINGS / 10, 'enough calls are answered');
      assert.ok(heard > ends / 2, 'enough ends are compared');
    });
  }
});
