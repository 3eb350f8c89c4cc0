import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { enterDemo, isOver, meet, talk, useDemo } from './support/meeting.ts';
import {
  captured,
  captures,
  closeSettings,
  field,
  idOf,
  offered,
  openSettingsBefore,
  openSettingsInCall,
  panel,
  selected,
  THREE_DEVICES,
} from './support/settings.ts';

describe('settings in a call', () => {
  const place = useDemo(THREE_DEVICES);

  it('exchange the microphone of whoever is muted, and nothing is heard', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Voice call');
    await ann.button('Mute').click();
    await ben.text('Ann is muted').waitFor();
    await ben.energyPerSecond(1);
    await openSettingsInCall(ann);
    await ann.text("You're muted: nobody hears you").waitFor();
    const [, second = ''] = await offered(ann, 'Microphone');
    await field(ann, 'Microphone').selectOption({ label: second });
    await captures(ann, 'audio', second);
    const energy = await ben.energyPerSecond(3);
    assert.ok(energy < 1e-6, `heard ${energy} per second`);
    await closeSettings(ann);
    await ann.button('Unmute').click();
    await ben.text('Ann is muted').waitFor({ state: 'hidden' });
    assert.ok((await ben.energyPerSecond(2)) > 1e-3, 'heard again');
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('change what is done to the sound and to the picture while it is sent', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await openSettingsInCall(ann);
    await field(ann, 'Echo cancellation').uncheck();
    await field(ann, 'Data saver').check();
    await ann.page.waitForFunction(() => {
      const live = window.probe.tracks.filter(({ readyState }) => readyState === 'live');
      const [audio, video] = ['audio', 'video'].map((kind) => live.find((track) => track.kind === kind)?.getSettings());
      return audio?.echoCancellation === false && video?.height === 360 && video.frameRate === 15;
    });
    await ben.page.waitForFunction(async () => {
      const stats = await window.probe.connections.at(-1)!.getStats();
      return [...stats.values()].some((one) => one.type === 'inbound-rtp' && one.frameHeight === 360);
    });
    await ben.receives({ frames: 15 });
    await closeSettings(ann);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('let the others be heard on another speaker, and test it', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await openSettingsInCall(ann);
    const [, second = ''] = await offered(ann, 'Speaker');
    await field(ann, 'Speaker').selectOption({ label: second });
    const id = await idOf(ann, second);
    await ann.page.waitForFunction(
      ([video, wanted]) => (video as HTMLVideoElement).sinkId === wanted,
      [await ann.page.locator('call-window-participant video').elementHandle(), id],
    );
    await panel(ann).getByRole('button', { name: 'Play test sound' }).click();
    await ann.page.waitForFunction(
      (wanted) => window.probe.sounds.some((sound) => (sound as AudioContext & { sinkId?: string }).sinkId === wanted),
      id,
    );
    await ann.receives();
    await closeSettings(ann);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('close by themselves with the call', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await openSettingsInCall(ann);
    await ben.button('End call').click();
    await panel(ann).waitFor({ state: 'detached' });
    await isOver(ann, ben);
  });
});

describe('settings before a call', () => {
  const place = useDemo(THREE_DEVICES);

  it('show one’s own picture, ring nobody, and let go of everything when they are closed', async () => {
    const { ann, ben } = await meet(place);
    await openSettingsBefore(ann);
    const video = panel(ann).locator('video');
    await video.evaluate((element: HTMLVideoElement) => new Promise((seen) => element.requestVideoFrameCallback(seen)));
    // The fake microphone beeps twice a second: whoever looks twice a second may always see the silence between.
    await ann.page.waitForFunction(
      (meter) => Number(meter?.getAttribute('aria-valuenow')) > 0,
      await panel(ann).getByRole('meter').elementHandle(),
    );
    await closeSettings(ann);
    await isOver(ann, ben);
    for (const person of [ann, ben])
      assert.deepEqual(
        (await person.events()).filter((type) => type.startsWith('call-')),
        [],
      );
  });

  it('survive a reload, and hold in the call', async () => {
    const { ann, ben } = await meet(place);
    await openSettingsBefore(ann);
    const [, , camera = ''] = await offered(ann, 'Camera');
    const [, microphone = ''] = await offered(ann, 'Microphone');
    await field(ann, 'Camera').selectOption({ label: camera });
    await captures(ann, 'video', camera);
    await field(ann, 'Microphone').selectOption({ label: microphone });
    await captures(ann, 'audio', microphone);
    await field(ann, 'Video quality').selectOption('360p');
    await field(ann, 'Noise suppression').uncheck();
    await closeSettings(ann);
    await ann.page.reload();
    await ann.seesPeerLive();
    await talk({ ann, ben }, 'Video call');
    assert.deepEqual([await captured(ann, 'video'), await captured(ann, 'audio')], [[camera], [microphone]]);
    await openSettingsInCall(ann);
    assert.deepEqual([await selected(ann, 'Camera'), await selected(ann, 'Microphone')], [camera, microphone]);
    assert.equal(await field(ann, 'Noise suppression').isChecked(), false);
    await ann.page.keyboard.press('Escape');
    await panel(ann).waitFor({ state: 'detached' });
    await ann.inState('active');
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('give way to an answered call, which takes the devices over', async () => {
    const { ann, ben } = await meet(place);
    await openSettingsBefore(ben);
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    assert.equal(await panel(ben).count(), 0);
    await Promise.all([ann.receives({ frames: 30 }), ben.receives({ frames: 30 })]);
    assert.equal((await captured(ben, 'video')).length, 1);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});

describe('settings of whoever does not allow their devices', () => {
  const place = useDemo({ browser: { permissions: 'asked' } });

  it('say what is in the way, and what to do', async () => {
    const ann = await enterDemo(place, 'ann', 'ben', { permissions: [] });
    await openSettingsBefore(ann);
    await panel(ann)
      .getByText(/^Camera and microphone are blocked/)
      .waitFor();
    await closeSettings(ann);
    await isOver(ann);
  });
});
