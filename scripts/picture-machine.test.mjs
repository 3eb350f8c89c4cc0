import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acceptedMachine, whyIncomparable } from './lib/picture-machine.mjs';

describe('pictures are compared', () => {
  const accepted = acceptedMachine();

  it('where they are drawn as the accepted ones were', () => {
    assert.equal(whyIncomparable(accepted), undefined);
  });

  it('not with another version of Chromium, and it is said which', () => {
    const why = whyIncomparable({ ...accepted, chromium: accepted.chromium + 1 });
    assert.match(why ?? '', new RegExp(`Chromium ${accepted.chromium + 1} .* Chromium ${accepted.chromium} `));
  });

  it('not with another font, and it is said which', () => {
    assert.match(whyIncomparable({ ...accepted, font: 'Comic Neue' }) ?? '', /Comic Neue/);
  });
});
