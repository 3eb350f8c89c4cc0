import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { simulate } from './run.ts';

const RUNS = Number(process.env['INTERLEAVINGS'] ?? 2_000);

describe('widgets and server together', () => {
  it('keep the laws when two people with three devices each call each other over a wire that loses, repeats and reorders', async () => {
    const tally = await simulate({ devices: { ann: 3, ben: 3 }, gentle: false }, RUNS);
    console.log(tally);
    assert.ok(tally.answered > RUNS / 10, 'calls are answered');
  });

  it('keep the laws when a third one calls those who talk', async () => {
    const tally = await simulate({ devices: { ann: 2, ben: 2, cleo: 1 }, gentle: false }, RUNS);
    console.log(tally);
    assert.ok(tally.answered > RUNS / 10, 'calls are answered');
  });

  it('have every end from the server where nothing is lost', async () => {
    const tally = await simulate({ devices: { ann: 2, ben: 2, cleo: 1 }, gentle: true }, RUNS);
    console.log(tally);
    assert.ok(tally.heard > tally.ends * 0.9);
  });
});
