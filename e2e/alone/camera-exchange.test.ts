import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, talk, useDemo } from '../support/meeting.ts';
import type { Person } from '../support/person.ts';
import { captures, closeSettings, field, offered, openSettingsInCall, THREE_DEVICES } from '../support/settings.ts';

/** Whoever sees, from now until it is asked: the longest time between two pictures that came, in milliseconds, and how many came. */
async function watchPicture({ page }: Person): Promise<() => Promise<{ longest: number; frames: number }>> {
  const watch = await page.evaluateHandle(() => {
    const track = window.probe.connections
      .at(-1)!
      .getReceivers()
      .map((receiver) => receiver.track)
      .find(({ kind }) => kind === 'video')!;
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    const watched = { longest: 0, frames: 0, last: performance.now() };
    void (async () => {
      for (let next = await reader.read(); next.value; next = await reader.read()) {
        next.value.close();
        const now = performance.now();
        watched.longest = Math.max(watched.longest, now - watched.last);
        watched.last = now;
        watched.frames += 1;
      }
    })();
    return watched;
  });
  return () =>
    watch.evaluate(({ longest, frames, last }) => ({ longest: Math.max(longest, performance.now() - last), frames }));
}

describe('a camera that is exchanged in a call', () => {
  const place = useDemo(THREE_DEVICES);

  it('freezes the picture for less than half a second', async (test) => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ben.receives({ frames: 30 });
    await openSettingsInCall(ann);
    const [first = '', , third = ''] = await offered(ann, 'Camera');
    const picture = await watchPicture(ben);
    await ben.receives({ frames: 45 });
    const usual = await picture();
    for (const camera of [third, first, third]) {
      await field(ann, 'Camera').selectOption({ label: camera });
      await captures(ann, 'video', camera);
      await ben.receives({ frames: 45 });
    }
    const { longest, frames } = await picture();
    test.diagnostic(
      `longest time without a new picture ${longest.toFixed(0)} ms, ${usual.longest.toFixed(0)} ms without an exchange; ${frames} pictures`,
    );
    // What a busy machine takes anyway is not the exchange's.
    assert.ok(longest < usual.longest + 500, `frozen for ${longest} ms`);
    assert.equal(await ann.page.evaluate(() => window.probe.connections.length), 1, 'the same connection');
    assert.equal(await ben.text("Ann's camera is off").count(), 0);
    await closeSettings(ann);
    assert.equal(await ann.focused(), 'Settings');
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});
