import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';
import { setDevices } from './support/settings.ts';

/** Ids of the audio outputs besides the default one. */
function outputs({ page }: Person): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const ids = devices.filter(({ kind }) => kind === 'audiooutput').map(({ deviceId }) => deviceId);
    return ids.filter((id) => id !== 'default');
  });
}

/** Resolves with the output of the tone that is heard. */
async function ringsOn({ page }: Person): Promise<unknown> {
  const heard = await page.waitForFunction(() => window.probe.heard()[0]?.context);
  // Not in TypeScript's library yet (W3C Web Audio 1.1).
  return heard.evaluate((context) => (context as BaseAudioContext & { sinkId?: unknown }).sinkId);
}

/** Resolves once the others are heard on this output. */
async function hearsOn({ page }: Person, output: string): Promise<void> {
  const video = await page.locator('call-window-participant video').elementHandle();
  await page.waitForFunction(([media, wanted]) => (media as HTMLVideoElement).sinkId === wanted, [video, output]);
}

describe('with several audio outputs', () => {
  const place = useDemo({ browser: { fakeDevices: 'device-count=3,fps=30' } });

  it('it rings on one and the others are heard on another, also when that is changed in the call', async () => {
    const { ann, ben } = await meet(place);
    const [headset, desk] = (await outputs(ben)) as [string, string];
    assert.equal(await setDevices(ben, { speaker: headset, ringer: desk }), null);
    await ann.button('Video call').click();
    assert.equal(await ringsOn(ben), desk);
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await Promise.all([hearsOn(ben, headset), hearsOn(ann, '')]);
    assert.equal(await setDevices(ben, { speaker: 'default' }), null);
    await hearsOn(ben, '');
    await ben.receives();
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('one that does not exist is refused, and it rings on the default', async () => {
    const { ann, ben } = await meet(place);
    assert.equal(await setDevices(ben, { ringer: 'nonsense' }), 'device-not-found');
    await ann.button('Voice call').click();
    assert.equal(await ringsOn(ben), '');
    await ben.button('Decline').click();
    await isOver(ann, ben);
  });
});
