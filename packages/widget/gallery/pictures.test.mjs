/** Every state looks as it was last accepted. What differs is left in `test-results/pictures`. */
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { fromRoot } from '../../../scripts/lib/paths.mjs';
import { baselineFolder, machineOf, whyIncomparable } from '../../../scripts/lib/picture-machine.mjs';
import { openStudio, picturesOf } from './studio.mjs';

/** Part of a picture that may differ: less than the smallest icon on a phone. */
const TOLERANCE = 0.0005;

const results = fromRoot('test-results', 'pictures');
const studio = await openStudio();
const skip = whyIncomparable(await machineOf(studio.browser)) ?? false;

/** @param {import('./studio.mjs').Picture} picture @returns {Promise<string | null>} what is wrong with it */
async function judge(picture) {
  const { name } = picture;
  const [accepted, taken] = await Promise.all([readFile(join(baselineFolder, `${name}.webp`)), studio.take(picture)]);
  const { share, difference } = await studio.compare(accepted, taken);
  if (share <= TOLERANCE) return null;
  await writeFile(join(results, `${name}.webp`), taken);
  await writeFile(join(results, `${name}-accepted.webp`), accepted);
  await writeFile(join(results, `${name}-difference.png`), Buffer.from(difference.split(',')[1], 'base64'));
  return `${name}: ${(share * 100).toFixed(2)} % differs`;
}

describe('the gallery looks as it was accepted', { skip }, () => {
  before(async () => {
    await rm(results, { recursive: true, force: true });
    await mkdir(results, { recursive: true });
  });
  after(() => studio.close());

  it('has an accepted picture of every state, and of nothing else', async () => {
    const wanted = studio.states.flatMap((state) => picturesOf(state).map(({ name }) => `${name}.webp`));
    const found = (await readdir(baselineFolder)).filter((file) => file.endsWith('.webp'));
    assert.deepEqual(found.sort(), wanted.sort(), 'npm run gallery:accept');
  });

  for (const state of studio.states)
    it(state, async () => {
      const [phones, desktops] = ['phone', 'desktop'].map((size) =>
        picturesOf(state).filter((picture) => picture.size === size),
      );
      // A page each, one picture after the other.
      const inTurn = async (pictures) => {
        const faults = [];
        for (const picture of pictures) faults.push(await judge(picture));
        return faults;
      };
      const faults = (await Promise.all([inTurn(phones), inTurn(desktops)])).flat().filter(Boolean);
      assert.deepEqual(faults, [], `see ${results}; if it is meant: npm run gallery:accept -- ${state}`);
    });
});

if (skip) await studio.close();
