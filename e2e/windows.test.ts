import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Page } from 'playwright-core';

import { enterDemo, isOver, meet, type Meeting, type Place, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

interface Playback {
  readonly isSame: boolean;
  readonly isHeard: boolean;
  readonly interruptions: readonly string[];
}

declare global {
  interface Window {
    playback(): Playback;
  }
}

/** Notes whatever interrupts the element that plays the other's sound, and whether another takes its place. */
async function watchPlayback({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    const stage = document.querySelector('call-window')!.shadowRoot!.querySelector('call-window-stage')!;
    const tile = stage.shadowRoot!.querySelector('call-window-participant')!;
    const find = (): HTMLMediaElement => tile.shadowRoot!.querySelector('video, audio')!;
    const media = find();
    const interruptions: string[] = [];
    for (const type of ['pause', 'emptied', 'abort', 'volumechange'])
      media.addEventListener(type, () => interruptions.push(type));
    window.playback = () => ({
      isSame: find() === media && media.isConnected,
      isHeard: !media.paused && !media.muted && media.volume === 1,
      interruptions,
    });
  });
}

/** Pictures and sound have arrived since, and what plays them has not been touched. */
async function goesOn(person: Person): Promise<void> {
  await person.receives({ frames: 15 });
  const playback = await person.page.evaluate(() => window.playback());
  assert.deepEqual(playback, { isSame: true, isHeard: true, interruptions: [] });
}

async function inCall(place: Place): Promise<Meeting> {
  const meeting = await meet(place);
  await talk(meeting, 'Video call');
  await watchPlayback(meeting.ann);
  return meeting;
}

/** Shows the call in a window of its own. */
async function openWindow(person: Person): Promise<Page> {
  const [page] = await Promise.all([person.context.waitForEvent('page'), person.button('Picture in picture').click()]);
  return page;
}

describe('the windows of a call', () => {
  const place = useDemo();

  it('are changed without the other being missed for a moment', async () => {
    const { ann, ben } = await inCall(place);
    for (const [press, focus] of [
      ['Minimise', 'Restore'],
      ['Restore', 'Minimise'],
      ['Full screen', 'Exit full screen'],
      ['Exit full screen', 'Full screen'],
      ['Swap pictures', 'Swap pictures'],
      ['Swap pictures', 'Swap pictures'],
    ] as const) {
      await ann.button(press).click();
      await ann.button(focus).and(ann.page.locator(':focus')).waitFor();
      await goesOn(ann);
    }
    const page = await openWindow(ann);
    await page.getByRole('button', { name: 'Back to page' }).waitFor();
    await goesOn(ann);
    await page.getByRole('button', { name: 'Mute' }).click();
    await ben.text('Ann is muted').waitFor();
    const sounding = await page
      .locator('video')
      .evaluateAll((videos: HTMLVideoElement[]) => videos.map((v) => v.muted));
    assert.deepEqual(sounding, [true], 'the sound comes from the page alone');
    await Promise.all([page.waitForEvent('close'), page.getByRole('button', { name: 'Back to page' }).click()]);
    await Promise.all([goesOn(ann), ben.receives({ frames: 15, audio: false })]);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('leave the chat in use beneath the card', async () => {
    const { ann, ben } = await inCall(place);
    await ann.button('Minimise').click();
    const composer = ann.page.getByRole('textbox').first();
    await composer.click();
    await composer.pressSequentially('See you on screen');
    await ann.page.keyboard.press('Enter');
    await ben.page.getByText('See you on screen').first().waitFor({ state: 'attached' });
    await goesOn(ann);
    await ann.button('Mute').click();
    await ben.text('Ann is muted').waitFor();
    await ann.button('End call').click();
    await ben.text('Ann ended the call').waitFor();
    await isOver(ann, ben);
  });

  it('are gone when the other ends the call', async () => {
    const { ann, ben } = await inCall(place);
    const page = await openWindow(ann);
    await ann.button('Minimise').click();
    await ben.button('Full screen').click();
    await Promise.all([page.waitForEvent('close'), ben.button('End call').click()]);
    await ann.text('Ben ended the call').waitFor();
    await isOver(ann, ben);
    assert.equal(await ben.page.evaluate(() => document.fullscreenElement), null);
    await talk({ ann, ben }, 'Video call');
    await ann.button('Minimise').waitFor();
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('are the stage again after a reload', async () => {
    const { ann, ben } = await inCall(place);
    await ann.button('Minimise').click();
    await ann.page.reload();
    await ann.inState('active');
    await ann.button('Minimise').waitFor();
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('let a second caller be answered from the card', async () => {
    const { ann, ben } = await inCall(place);
    const cleo = await enterDemo(place, 'cleo', 'ann');
    await cleo.seesPeerLive();
    await ann.button('Minimise').click();
    await cleo.button('Voice call').click();
    await ann.button('End & accept').click();
    await ben.text('Ann ended the call').waitFor();
    await Promise.all([ann.inState('active'), cleo.inState('active')]);
    await ann.button('Minimise').waitFor();
    await Promise.all([ann.receives(), cleo.receives()]);
    await cleo.button('End call').click();
    await isOver(ann, ben, cleo);
  });
});
