import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Experience } from '../experiment.ts';
import { all } from '../faults/all.ts';
import { merge } from '../report/keep.ts';
import { picture } from '../report/picture.ts';
import { table } from '../report/table.ts';

const side = {
  ...{
    connected: 700,
    reconnecting: 2400,
    words: 2500,
    framesBack: 900,
    activeAgain: 950,
    silence: 6100,
    freeze: 6200,
  },
  ...{ paused: null, pictureBack: null, sizeBack: null, silencePaused: null, weak: null, height: 720 },
  ...{ path: 'srflx', kept: true },
};
const result = (name: string, browsers = 'chromium,chromium', kept = true): Experience => ({
  name,
  browsers,
  versions: ['chromium 1'],
  rounds: [{ sides: { ann: { ...side, kept }, ben: side }, findings: [] }],
});

describe('results that are kept', () => {
  it('replace earlier ones of the same line and browsers, and leave the others', () => {
    const before = [result('blackout-20'), result('blackout-5'), result('blackout-5', 'firefox,firefox')];
    const after = merge(all, before, [result('blackout-5', 'chromium,chromium', false)]);
    assert.deepEqual(
      after.map(({ name, browsers, rounds }) => [name, browsers, rounds[0]?.sides?.ann.kept]),
      [
        ['blackout-5', 'chromium,chromium', false],
        ['blackout-5', 'firefox,firefox', true],
        ['blackout-20', 'chromium,chromium', true],
      ],
    );
  });

  it('go when their line goes', () => assert.deepEqual(merge(all, [result('earthquake')], []), []));
});

describe('the table', () => {
  it('says for each side what was measured, asked for and missed', () => {
    const text = table(all, [result('blackout-5', 'chromium,chromium', false)]);
    const [, , ann, ben] = text.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
    assert.deepEqual(
      [ann?.[3], ...ann!.slice(5, 11)],
      ['0 of 1', '0.7 / 0.7', '2.4 / 2.4', '2.5 / 2.5', '0.9 / 0.9', '0.9 / 0.9', '6.1 / 6.1'],
    );
    assert.equal(ann?.[14], '**no**: no call lost: 1 of 1 lost');
    assert.equal(ben?.[14], 'yes');
  });

  it('says besides what a line is about that is narrow', () => {
    const narrow = result('throttle-64');
    const ann = { ...side, paused: 5200, pictureBack: 7000, sizeBack: 9000, silencePaused: 200 };
    const [, , row] = table(all, [{ ...narrow, rounds: [{ sides: { ann, ben: side }, findings: [] }] }]).split('\n');
    const told =
      'paused 5.2 / 5.2, silence while paused 0.2 / 0.2, picture back 7.0 / 7.0, as large as before 9.0 / 9.0';
    assert.ok(row!.includes(told), row!);
  });
});

describe('the picture', () => {
  it('says which lines have missed their goals', () => {
    assert.match(picture(all, [result('blackout-5', 'chromium,chromium', false)]), />missed</);
    assert.doesNotMatch(picture(all, [result('blackout-5')]), />missed</);
  });
});
