import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { all } from '../faults/all.ts';
import { readOptions } from '../options.ts';

describe('what the laboratory is asked for', () => {
  it('is everything, five times, unless told otherwise', () => {
    const { lines, rounds, browsers, keep } = readOptions([], all);
    assert.deepEqual([lines, rounds, browsers, keep], [all, 5, { ann: 'chromium', ben: 'chromium' }, false]);
  });

  it('may be a line, and all lines that begin alike, in the order of the table', () => {
    const { lines } = readOptions(['nat-cone-', 'blackout-20'], all);
    assert.deepEqual(
      lines.map(({ name }) => name),
      ['blackout-20', 'nat-cone-public', 'nat-cone-cone', 'nat-cone-symmetric'],
    );
  });

  it('may be another browser for each, or one for both', () => {
    assert.deepEqual(readOptions(['--browsers', 'firefox,chromium'], all).browsers, {
      ann: 'firefox',
      ben: 'chromium',
    });
    assert.deepEqual(readOptions(['--browsers', 'firefox'], all).browsers, { ann: 'firefox', ben: 'firefox' });
  });

  for (const args of [['blackout-6'], ['--rounds', '0'], ['--rounds', 'many'], ['--browsers', 'safari']])
    it(`is refused when it is ${args.join(' ')}`, () => assert.throws(() => readOptions(args, all)));

  it('has one name for each line', () => assert.equal(new Set(all.map(({ name }) => name)).size, all.length));
});
