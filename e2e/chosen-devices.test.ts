import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { installDrawer } from './support/drawer.ts';
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
  selected,
  setDevices,
  THREE_DEVICES,
} from './support/settings.ts';

describe('a chosen device that is not there', () => {
  const place = useDemo(THREE_DEVICES);

  it('gives way to the best there is, and takes over when it is plugged in in the call', async () => {
    const { ann, ben } = await meet(place, { ann: { scripts: [installDrawer] } });
    await openSettingsBefore(ann);
    const [, microphone = ''] = await offered(ann, 'Microphone');
    await field(ann, 'Microphone').selectOption({ label: microphone });
    await captures(ann, 'audio', microphone);
    await closeSettings(ann);
    await ann.page.evaluate((label) => window.drawer.putAway(label), microphone);
    await talk({ ann, ben }, 'Voice call');
    assert.notDeepEqual(await captured(ann, 'audio'), [microphone]);
    await openSettingsInCall(ann);
    assert.equal(await selected(ann, 'Microphone'), `${microphone} (not connected)`);
    await closeSettings(ann);
    await ben.receives();
    await ann.page.evaluate((label) => window.drawer.takeOut(label), microphone);
    await ann.text(`Now using ${microphone}.`).waitFor();
    await captures(ann, 'audio', microphone);
    await ben.receives();
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('is refused by setDevices, which has what it took in use when it resolves', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    assert.equal(await setDevices(ann, { camera: 'nonsense' }), 'device-not-found');
    assert.equal(await setDevices(ann, { screen: 'x' }), 'invalid-request');
    await openSettingsInCall(ann);
    const [, , camera = ''] = await offered(ann, 'Camera');
    await closeSettings(ann);
    assert.equal(await setDevices(ann, { camera: await idOf(ann, camera) }), null);
    assert.deepEqual(await captured(ann, 'video'), [camera]);
    await ben.receives({ frames: 30 });
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});

describe('a phone with a camera at the front and one at the back', () => {
  const place = useDemo(THREE_DEVICES);
  const PHONE = { viewport: { width: 390, height: 780 }, device: { hasTouch: true, isMobile: true } };

  it('is flipped in the call, and the back is not shown as in a mirror', async () => {
    const { ann, ben } = await meet(place, { ann: { ...PHONE, scripts: [installFacings] } });
    await talk({ ann, ben }, 'Video call');
    const own = ann.page.locator('call-window-local-preview video');
    const scale = (): Promise<string> => own.evaluate((video) => getComputedStyle(video).scale);
    assert.equal(await scale(), '-1 1');
    await ann.button('Flip camera').click();
    await own.and(ann.page.locator(':not([data-mirrored])')).waitFor();
    assert.equal(await scale(), 'none');
    await ben.receives({ frames: 30 });
    assert.equal((await captured(ann, 'video')).length, 1);
    await ann.button('Flip camera').click();
    await own.and(ann.page.locator('[data-mirrored]')).waitFor();
    await ben.receives({ frames: 30 });
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('is where alone the camera can be flipped', async () => {
    const ann = await enterDemo(place, 'ann', 'ben', { scripts: [installFacings] });
    const ben = await enterDemo(place, 'ben', 'ann', PHONE);
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await talk({ ann, ben }, 'Video call');
    await ann.receives({ frames: 10 });
    assert.equal((await ann.button('Flip camera').count()) + (await ben.button('Flip camera').count()), 0);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});

/** The fake cameras look both ways, as those of a phone do. Runs in the page, after the probe. */
function installFacings(): void {
  InputDeviceInfo.prototype.getCapabilities = function (this: InputDeviceInfo) {
    return this.kind === 'videoinput' ? { facingMode: ['user', 'environment'] } : {};
  };
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints = {}) => {
    const stream = await ask(constraints);
    const { facingMode } = (constraints.video ?? {}) as MediaTrackConstraints;
    const [camera] = stream.getVideoTracks();
    const settings = { ...camera?.getSettings(), facingMode } as MediaTrackSettings;
    if (camera) camera.getSettings = () => settings;
    return stream;
  };
}
