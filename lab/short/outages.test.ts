import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { bothSides, once } from './once.ts';

describe('a call in the laboratory', () => {
  it('survives five seconds without a network, and says so meanwhile', async () => {
    const round = await once('blackout-5');
    for (const { kept, words } of bothSides(round)) {
      assert.ok(kept);
      assert.notEqual(words, null, '“Reconnecting…” was never on the screen');
    }
    assert.deepEqual(round.findings, []);
  });

  it('goes on when one of them gets other addresses', async () => {
    const round = await once('new-network');
    assert.deepEqual(
      bothSides(round).map(({ kept }) => kept),
      [true, true],
    );
    assert.deepEqual(round.findings, []);
  });

  it('goes on while the server is killed and started again, and can be ended by it', async () => {
    const round = await once('server-kill');
    for (const { kept, words } of bothSides(round)) {
      assert.ok(kept);
      assert.equal(words, null, '“Reconnecting…” was on the screen');
    }
    assert.deepEqual(round.findings, []);
  });
});
