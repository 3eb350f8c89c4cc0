import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { atOnce } from './support/at-once.ts';
import { isOver, meet, useDemo } from './support/meeting.ts';

const ROUNDS = 20;

describe('two people who call each other at once', () => {
  const place = useDemo();

  it(`end up in one connected call, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    const { ann, ben } = await meet(place);
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all([ann.forgetEvents(), ben.forgetEvents()]);
      await atOnce([ann, 'startCall', { kind: 'video' }], [ben, 'startCall', { kind: 'video' }]);
      await Promise.all([ann.inState('active'), ben.inState('active')]);
      await Promise.all([ann.receives({ frames: 5, audio: false }), ben.receives({ frames: 5, audio: false })]);
      const [one, other] = await Promise.all(
        [ann, ben].map((person) => person.event<{ call: { id: string } }>('call-connected')),
      );
      assert.equal(one!.call.id, other!.call.id);
      for (const person of [ann, ben]) {
        const events = await person.events();
        assert.deepEqual(
          events.filter((type) => type === 'call-error' || type === 'call-ended' || type === 'call-incoming'),
          [],
        );
      }
      await (round % 2 === 0 ? ann : ben).button('End call').click();
      await isOver(ann, ben);
    }
  });

  it('talk over video if either asked for it, the other with the camera off', async () => {
    const { ann, ben } = await meet(place);
    await atOnce([ann, 'startCall', { kind: 'voice' }], [ben, 'startCall', { kind: 'video' }]);
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ann.receives({ frames: 10, audio: false });
    await ben.text("Ann's camera is off").waitFor();
    await ann.button('Turn camera on').click();
    await ben.receives({ frames: 10, audio: false });
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});
