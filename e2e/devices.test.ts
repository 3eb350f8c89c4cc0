import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Browser } from 'playwright-core';

import { type BrowserOptions, launchBrowser } from './support/browser.ts';
import { installDevices } from './support/devices.ts';
import { enterDemo, isOver, meet, useDemo } from './support/meeting.ts';
import { Person } from './support/person.ts';

const WITHOUT_CAMERA = { permissions: ['microphone'] };
const WITHOUT_ANY = { permissions: [] };

async function errorIs(person: Person, code: string): Promise<void> {
  const { code: reported, message } = await person.event<{ code: string; message: string }>('call-error');
  assert.equal(reported, code);
  assert.deepEqual(
    person.warnings.filter((warning) => warning.startsWith('[call-window]')),
    [`[call-window] ${code} ${message}`],
  );
}

/** A browser of its own, closed whatever comes of the test. */
async function inBrowser(options: BrowserOptions, act: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await launchBrowser(options);
  try {
    await act(browser);
  } finally {
    await browser.close();
  }
}

describe('when a device is denied or missing', () => {
  const place = useDemo({ browser: { permissions: 'asked' } });

  it('the caller without permissions rings nobody, and reads what to do', async () => {
    const { ann, ben } = await meet(place, { ann: WITHOUT_ANY });
    await ann.button('Video call').click();
    await ann.page.getByText(/^Camera and microphone are blocked/).waitFor();
    await errorIs(ann, 'permission-denied');
    await isOver(ann, ben);
    assert.deepEqual(
      (await ben.events()).filter((type) => type.startsWith('call-')),
      [],
    );
  });

  it('the caller whose camera is denied chooses voice before anybody is rung', async () => {
    const { ann, ben } = await meet(place, { ann: WITHOUT_CAMERA });
    await ann.button('Video call').click();
    await ann.button('Continue with voice').waitFor();
    await errorIs(ann, 'permission-denied');
    assert.equal(await ben.incoming.count(), 0);
    await ann.button('Continue with voice').click();
    await ben.page.getByRole('dialog', { name: 'Incoming voice call' }).waitFor();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ann.receives();
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('the caller whose camera is denied can give up, and nobody was rung', async () => {
    const { ann, ben } = await meet(place, { ann: WITHOUT_CAMERA });
    await ann.button('Video call').click();
    await ann.button('Cancel').click();
    await isOver(ann, ben);
    assert.deepEqual(
      (await ben.events()).filter((type) => type.startsWith('call-')),
      [],
    );
  });

  it('the callee whose camera is denied goes on with the microphone, and both see that', async () => {
    const { ann, ben } = await meet(place, { ben: WITHOUT_CAMERA });
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await errorIs(ben, 'permission-denied');
    await ben.page
      .getByText(/^Your camera is blocked/)
      .first()
      .waitFor();
    await ann.text("Ben's camera is off").waitFor();
    await ben.receives({ frames: 10 });
    // Chromium's fake microphone beeps with its fake camera, of which there is none here: what counts is that sound comes.
    assert.ok((await ann.inbound()).audioBytes > 0);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('the callee without permissions ends the call as not permitted, on both sides', async () => {
    const { ann, ben } = await meet(place, { ben: WITHOUT_ANY });
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await ben.page.getByText(/^Camera and microphone are blocked/).waitFor();
    await ann.page.getByText(/^Ben couldn't join/).waitFor();
    assert.equal((await ann.event('call-ended'))['reason'], 'not-permitted');
    assert.equal((await ben.event('call-ended'))['reason'], 'not-permitted');
    await isOver(ann, ben);
  });

  it('the caller with neither camera nor microphone reads what is missing, and can go on listening', async () => {
    const { ann, ben } = await meet(place, { ann: { scripts: [installDevices, () => window.devices.clear()] } });
    await ann.button('Video call').click();
    await ann.page.getByText(/^No camera was found/).waitFor();
    await ann.page.getByText(/^No microphone was found/).waitFor();
    await ann.button('Continue with voice').click();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ben.text('Ann has no microphone').waitFor();
    await ann.button('No microphone').waitFor();
    await ann.receives();
    await ben.button('End call').click();
    await isOver(ann, ben);
  });

  it('the caller without a camera hears what is missing, and can go on with voice', async () => {
    await inBrowser({ fakeDevices: 'device-count=0' }, async (cameraless) => {
      const ann = await enterDemo({ browser: cameraless, demo: place.demo }, 'ann', 'ben');
      await ann.button('Video call').click();
      await ann.page.getByText(/^No camera was found/).waitFor();
      await errorIs(ann, 'device-not-found');
      await ann.button('Continue with voice').click();
      assert.equal((await ann.event('call-ended'))['reason'], 'unreachable');
      await isOver(ann);
    });
  });

  it('the callee without a camera joins with the microphone', async () => {
    const { ann, ben } = await meet(place, {
      ben: { scripts: [installDevices, () => (window.devices.video.length = 0)] },
    });
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ben.page.getByText(/^No camera was found/).waitFor();
    await errorIs(ben, 'device-not-found');
    await ann.text("Ben's camera is off").waitFor();
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('the callee without a microphone joins listening and seen, and both see that', async () => {
    const { ann, ben } = await meet(place, {
      ben: { scripts: [installDevices, () => (window.devices.audio.length = 0)] },
    });
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ben.page.getByText(/^No microphone was found/).waitFor();
    await errorIs(ben, 'device-not-found');
    await ann.text('Ben has no microphone').waitFor();
    await ben.receives({ frames: 10 });
    await ann.receives({ frames: 10, audio: false });
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('the callee whose camera is in use by another program joins with the microphone', async () => {
    const { ann, ben } = await meet(place, {
      ben: { scripts: [installDevices, () => window.devices.occupy('video')] },
    });
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ben.page.getByText(/^Your camera is in use by another app/).waitFor();
    await errorIs(ben, 'device-in-use');
    await ann.text("Ben's camera is off").waitFor();
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('a page that is not secure says so', async () => {
    await inBrowser({ flags: ['--host-resolver-rules=MAP calls.test 127.0.0.1'] }, async (mapped) => {
      const { port } = new URL(place.demo.url);
      const ann = await Person.enter(mapped, `http://calls.test:${port}/?user=ann&peer=ben`, { permissions: [] });
      await ann.button('Voice call').click();
      await ann.page.getByText(/^Calls need a secure page/).waitFor();
      await errorIs(ann, 'insecure-context');
      await isOver(ann);
    });
  });

  it('a browser without WebRTC says so', async () => {
    const context = await place.browser.newContext();
    await context.addInitScript(() => {
      Object.defineProperty(window, 'RTCPeerConnection', { value: undefined });
    });
    const page = await context.newPage();
    await page.goto(`${place.demo.url}/?user=ann&peer=ben`);
    await page.getByRole('button', { name: 'Voice call' }).click();
    await page.getByText(/^This browser can't make calls/).waitFor();
    await context.close();
  });
});
