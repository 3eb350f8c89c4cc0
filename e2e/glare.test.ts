import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

const ROUNDS = 20;

/** Both start a call in the same moment: a click through the browser would take either longer than the other. */
async function callAtOnce(
  ann: Person,
  ben: Person,
  kinds: readonly ['video' | 'voice', 'video' | 'voice'],
): Promise<void> {
  const at = Date.now() + 300;
  const start = ({ page }: Person, kind: 'video' | 'voice'): Promise<void> =>
    page.evaluate(
      ([moment, wanted]) =>
        new Promise<void>((resolve) => {
          const begin = (): void => {
            if (Date.now() < moment) return void requestAnimationFrame(begin);
            void document.querySelector('call-window')!.startCall({ kind: wanted });
            resolve();
          };
          begin();
        }),
      [at, kind] as const,
    );
  await Promise.all([start(ann, kinds[0]), start(ben, kinds[1])]);
}

describe('two people who call each other at once', () => {
  const place = useDemo();

  it(`end up in one connected call, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    const { ann, ben } = await meet(place);
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all([ann.forgetEvents(), ben.forgetEvents()]);
      await callAtOnce(ann, ben, ['video', 'video']);
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
    await callAtOnce(ann, ben, ['voice', 'video']);
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ann.receives({ frames: 10, audio: false });
    await ben.text("Ann's camera is off").waitFor();
    await ann.button('Turn camera on').click();
    await ben.receives({ frames: 10, audio: false });
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});
