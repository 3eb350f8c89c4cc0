import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { bothSides, once } from './once.ts';

describe('what goes over the wire in the laboratory', () => {
  it('is TURN over TCP where UDP is blocked', async () => {
    const round = await once('udp-blocked');
    assert.deepEqual(
      bothSides(round).map(({ kept, path }) => [kept, path]),
      [
        [true, 'relay/tcp'],
        [true, 'relay/tcp'],
      ],
    );
  });

  it('tells nobody the address of the other with relay-only', async () => {
    assert.deepEqual((await once('relay-only-wire')).findings, []);
  });
});
