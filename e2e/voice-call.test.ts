import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

/** Bits per second on the wire (RTP with its headers, RFC 3550) while `seconds` of audio are played. */
async function receivedBitRate(person: Person, seconds: number): Promise<number> {
  const before = await person.inbound();
  await person.energyPerSecond(seconds);
  const now = await person.inbound();
  return ((now.audioBytes - before.audioBytes) * 8) / (now.audioDuration - before.audioDuration);
}

describe('a voice call', () => {
  const place = useDemo();

  it('carries speech at no more than 60 kb/s each way, shows pictures, and never touches a camera', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Voice call');
    for (const person of [ann, ben]) {
      await person.text('Connected').waitFor();
      await person.receives();
      const rate = await receivedBitRate(person, 5);
      assert.ok(rate > 0 && rate <= 60_000, `${rate} b/s`);
      const requests = await person.page.evaluate(() => window.probe.requests.map(({ video }) => video ?? false));
      assert.deepEqual(requests, [false]);
      const { framesDecoded, videoBytes } = await person.inbound();
      assert.deepEqual([framesDecoded, videoBytes], [0, 0]);
      assert.equal(await person.page.locator('call-window video').count(), 0);
      assert.equal(await person.button('Turn camera off').count(), 0);
    }
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('says who is muted, also in the name of the dialog that rings', async () => {
    const { ann, ben } = await meet(place);
    await ann.button('Voice call').click();
    await ben.page.getByRole('dialog', { name: 'Incoming voice call' }).waitFor();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ben.button('Mute').click();
    await ann.text('Ben is muted').waitFor();
    await ben.button('End call').click();
    await isOver(ann, ben);
  });
});
