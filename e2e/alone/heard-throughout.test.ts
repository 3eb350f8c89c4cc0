import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, talk, useDemo } from '../support/meeting.ts';
import type { Person } from '../support/person.ts';
import { framesGrow } from '../support/screens.ts';

const CAMERA = 'call-window-participant video';

/** A page that was busy for longer than this has not looked, and knows nothing of the time. */
const BUSY_MILLISECONDS = 60;

/** Notes how long nothing was heard of the other's microphone, at most; to be asked for with `longestSilence`. */
async function watchVoice(person: Person): Promise<void> {
  await person.page.evaluate((busy) => {
    const connection = window.probe.connections.find(({ connectionState }) => connectionState === 'connected')!;
    const { receiver } = connection.getTransceivers()[0]!;
    let [heardAt, silence, longest, lookedAt] = [0, 0, 0, performance.now()];
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      const timestamp = receiver.getSynchronizationSources()[0]?.timestamp ?? heardAt;
      silence = timestamp > heardAt || now - lookedAt > busy ? 0 : silence + now - lookedAt;
      [heardAt, lookedAt, longest] = [timestamp, now, Math.max(longest, silence)];
      Object.assign(window, { longestSilence: longest });
      setTimeout(() => channel.port2.postMessage(null), 5);
    };
    channel.port2.postMessage(null);
  }, BUSY_MILLISECONDS);
}

/** In milliseconds, since `watchVoice`. */
function longestSilence(person: Person): Promise<number> {
  return person.page.evaluate(() => (window as unknown as { longestSilence: number }).longestSilence);
}

describe('a voice call', () => {
  const place = useDemo();

  it('becomes a video call and a voice call again, and is heard throughout', async (t) => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Voice call');
    await ben.receives();
    await watchVoice(ben);
    const said = await ann.page.evaluate(() => window.probe.connections.length);
    for (let round = 0; round < 2; round += 1) {
      await ann.button('Turn camera on').click();
      await framesGrow(ben, CAMERA, 15);
      await ben.text('Video call').waitFor();
      assert.deepEqual(await ben.page.evaluate(() => window.probe.requests.map(({ video }) => video ?? false)), [
        false,
      ]);
      await ann.button('Turn camera off').click();
      await ben.page.locator(CAMERA).waitFor({ state: 'detached' });
      await ben.receives();
    }
    const silence = await longestSilence(ben);
    t.diagnostic(`longest silence ${silence.toFixed(0)} ms`);
    assert.ok(silence < 200, `${silence} ms`);
    assert.equal(await ann.page.evaluate(() => window.probe.connections.length), said, 'connections');
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});
