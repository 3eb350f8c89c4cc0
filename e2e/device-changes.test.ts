import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { installDevices } from './support/devices.ts';
import { isOver, meet, type Meeting, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

const WITH_DEVICES = { scripts: [installDevices] };

/** Whoever hears, from now until it is asked: the longest time without new sound, in milliseconds of what was played. */
async function watchSound({ page }: Person): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(() => {
    const track = window.probe.connections
      .at(-1)!
      .getReceivers()
      .map((receiver) => receiver.track)
      .find(({ kind }) => kind === 'audio')!;
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    const watched = { longest: 0, silent: 0 };
    void (async () => {
      for (let next = await reader.read(); next.value; next = await reader.read()) {
        const data = next.value;
        const samples = new Float32Array(data.numberOfFrames);
        data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
        const loud = samples.some((sample) => Math.abs(sample) > 0.01);
        watched.silent = loud ? 0 : watched.silent + data.duration / 1000;
        watched.longest = Math.max(watched.longest, watched.silent);
        data.close();
      }
    })();
    return watched;
  });
  return async () => await watch.evaluate(({ longest }) => longest);
}

function openTracks({ page }: Person): Promise<string[]> {
  return page.evaluate(() =>
    window.probe.tracks
      .filter(({ readyState }) => readyState === 'live')
      .map(({ label, enabled }) => (enabled ? label : `${label} (muted)`))
      .sort(),
  );
}

async function offersMade({ page }: Person): Promise<number> {
  return page.evaluate(() => window.probe.connections.length);
}

async function hangUp({ ann, ben }: Meeting): Promise<void> {
  await ann.button('End call').click();
  await isOver(ann, ben);
}

describe('a device that is unplugged in a call', () => {
  const place = useDemo();
  const meetAnd = async (kind: 'Video call' | 'Voice call'): Promise<Meeting> => {
    const meeting = await meet(place, { ben: WITH_DEVICES });
    await talk(meeting, kind);
    return meeting;
  };

  it('gives way to the next microphone: the far side hears again within a blink', async (test) => {
    const { ann, ben } = await meetAnd('Video call');
    await ann.receives({ frames: 10 });
    // The fake microphone beeps once a second: two quiet seconds would be a gap.
    const longestSilence = await watchSound(ann);
    await ann.energyPerSecond(3);
    const usual = await longestSilence();
    await ben.page.evaluate(() => window.devices.unplug('audio', 'Headset'));
    await ben.text('Headset was unplugged. Now using Built-in Microphone.').waitFor();
    await ann.energyPerSecond(3);
    const silence = await longestSilence();
    test.diagnostic(`longest silence ${silence.toFixed(0)} ms, between beeps ${usual.toFixed(0)} ms`);
    assert.ok(silence < usual + 1_100, 'at most one beep is missed');
    assert.deepEqual(await openTracks(ben), ['Built-in Microphone', 'Webcam']);
    assert.equal(await offersMade(ben), 1, 'the same connection');
    assert.equal(await ann.text(/Ben (is muted|has no microphone)/).count(), 0);
    await hangUp({ ann, ben });
  });

  it('leaves whoever has no other microphone in the call, heard again when it is back, muted as before', async () => {
    const { ann, ben } = await meetAnd('Voice call');
    await ben.button('Mute').click();
    await ann.text('Ben is muted').waitFor();
    await ben.page.evaluate(() => {
      window.devices.audio.length = 1;
      window.devices.unplug('audio', 'Headset');
    });
    await ben.text('No microphone was found. Plug one in to be heard.').waitFor();
    await ann.text('Ben has no microphone').waitFor();
    await ben.button('No microphone').waitFor();
    assert.equal((await ben.event('call-error'))['code'], 'device-not-found');
    await ben.receives();
    await ben.page.evaluate(() => window.devices.plugIn('audio', 'Headset'));
    await ben.text('Now using Headset.').waitFor();
    await ann.text('Ben is muted').waitFor();
    assert.deepEqual(await openTracks(ben), ['Headset (muted)']);
    await ben.button('Unmute').click();
    await ann.text('Ben is muted').waitFor({ state: 'hidden' });
    await ann.receives();
    await hangUp({ ann, ben });
  });

  it('gives way to the next camera', async () => {
    const { ann, ben } = await meetAnd('Video call');
    await ben.page.evaluate(() => window.devices.unplug('video', 'Webcam'));
    await ben.text('Webcam was unplugged. Now using Lid Camera.').waitFor();
    await ann.receives({ frames: 30 });
    assert.deepEqual(await openTracks(ben), ['Headset', 'Lid Camera']);
    await hangUp({ ann, ben });
  });

  it('turns the camera off where there is no other, and on again when it is soon back', async () => {
    const { ann, ben } = await meetAnd('Video call');
    await ben.page.evaluate(() => {
      window.devices.video.length = 1;
      window.devices.unplug('video', 'Webcam');
    });
    await ben.text('No camera was found. Plug one in to be seen.').waitFor();
    await ben.button('Turn camera on').waitFor();
    await ann.text("Ben's camera is off").waitFor();
    await ben.page.evaluate(() => window.devices.plugIn('video', 'Webcam'));
    await ben.text('Your camera is on again: Webcam.').waitFor();
    await ann.text("Ben's camera is off").waitFor({ state: 'hidden' });
    await ann.receives({ frames: 30 });
    await hangUp({ ann, ben });
  });

  it('turns no camera on that was off, and exchanges nothing that works', async () => {
    const { ann, ben } = await meetAnd('Video call');
    await ben.button('Turn camera off').click();
    await ann.text("Ben's camera is off").waitFor();
    const requests = await ben.page.evaluate(() => {
      window.devices.unplug('video', 'Webcam');
      window.devices.plugIn('video', 'Webcam');
      window.devices.plugIn('audio', 'Earphones');
      return window.probe.requests.length;
    });
    await ann.receives({ audio: true });
    assert.equal(await ben.page.evaluate(() => window.probe.requests.length), requests);
    assert.deepEqual(await openTracks(ben), ['Headset']);
    await hangUp({ ann, ben });
  });
});

describe('a camera that another program takes in a call', () => {
  const place = useDemo();

  it('is said to be off, and is seen again when it is given back, while the voice goes on', async () => {
    const { ann, ben } = await meet(place, { ben: WITH_DEVICES });
    await talk({ ann, ben }, 'Video call');
    await ben.page.evaluate(() => window.devices.seize('video', true));
    await ben.text('Your camera gives no picture. Another app may be using it.').waitFor();
    await ann.text("Ben's camera is off").waitFor();
    await ann.receives();
    await ben.page.evaluate(() => window.devices.seize('video', false));
    await ann.text("Ben's camera is off").waitFor({ state: 'hidden' });
    await ann.receives({ frames: 30 });
    await hangUp({ ann, ben });
  });
});
