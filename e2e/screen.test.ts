import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';
import { framesGrow, seesScreen } from './support/screens.ts';

const CAMERA = 'call-window-participant video';
const SCREEN = 'call-window-screen video';

describe('a shared screen', () => {
  const place = useDemo();

  it('is seen at its own size beside the camera, until whoever shares it stops', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await framesGrow(ben, CAMERA, 5);
    await ann.button('Share screen').click();
    await ann.text(/^You're sharing your screen/).waitFor();
    await seesScreen(ben, ann);
    await Promise.all([framesGrow(ben, CAMERA, 15), framesGrow(ben, SCREEN, 5), ben.receives()]);
    assert.equal(await ann.page.locator('call-window-screen').count(), 0, 'shown to whoever shares it');
    await ann.button('Stop sharing').click();
    await ben.page.locator('call-window-screen').waitFor({ state: 'detached' });
    await framesGrow(ben, CAMERA, 15);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('brings its sound, also where nobody says a word', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Voice call');
    await ann.button('Mute').click();
    await ben.text('Ann is muted').waitFor();
    await ann.button('Share screen').click();
    await ann.text("You're sharing your screen and its sound").waitFor();
    await seesScreen(ben, ann);
    assert.ok((await ben.energyPerSecond(4)) > 0.001, 'heard');
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('of each side is seen by the other at the same time', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await Promise.all([ann.button('Share screen').click(), ben.button('Share screen').click()]);
    await Promise.all([seesScreen(ann, ben), seesScreen(ben, ann)]);
    await ben.button('End call').click();
    await isOver(ann, ben);
  });

  it('begins a call when it is asked for in the chat, and nobody’s camera is asked for there', async () => {
    const { ann, ben } = await meet(place);
    await ann.button('Share screen').click();
    await ben.incoming.getByRole('button', { name: 'Accept' }).click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await seesScreen(ben, ann);
    const requests = await ann.page.evaluate(() => window.probe.requests.map(({ video }) => video ?? false));
    assert.deepEqual(requests, [false]);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('that nobody chose, or that may not be shared, is told in a word, and the call goes on', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await refuseScreens(ann, 'Permission denied by user');
    await ann.button('Share screen').click();
    await ann.text('Nothing is shared').waitFor();
    await refuseScreens(ann, 'Permission denied by system');
    await ann.button('Share screen').click();
    await ann.text(/^Sharing is blocked/).waitFor();
    assert.equal((await ann.event<{ code: string }>('call-error')).code, 'permission-denied');
    await framesGrow(ben, CAMERA, 5);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('that is not chosen in the chat rings nobody', async () => {
    const { ann, ben } = await meet(place);
    await refuseScreens(ann, 'Permission denied by user');
    await ann.button('Share screen').click();
    await ann.text('Nothing is shared').waitFor();
    await isOver(ann, ben);
    assert.equal((await ben.events()).includes('call-incoming'), false);
  });

  it('comes back with the call after its link was lost', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ann.button('Share screen').click();
    await seesScreen(ben, ann);
    await ben.page.reload();
    await ben.inState('active');
    await seesScreen(ben, ann);
    await framesGrow(ben, CAMERA, 5);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});

/** As the browser does it, in the words of Chromium. */
async function refuseScreens(person: Person, words: string): Promise<void> {
  await person.page.evaluate((message) => {
    navigator.mediaDevices.getDisplayMedia = () => Promise.reject(new DOMException(message, 'NotAllowedError'));
  }, words);
}

describe('a shared tab', () => {
  const title = 'What is shared';
  const place = useDemo({
    browser: { permissions: 'asked', flags: [`--auto-select-tab-capture-source-by-title=${title}`] },
  });

  it('is shared no more when it is closed, and that is said', async () => {
    const { ann, ben } = await meet(place);
    const tab = await ann.context.newPage();
    await tab.setContent(`<title>${title}</title><h1>Slides</h1>`);
    await ann.page.bringToFront();
    await talk({ ann, ben }, 'Voice call');
    await ann.button('Share screen').click();
    await seesScreen(ben, ann);
    await tab.close();
    await ann.text('Sharing has ended').waitFor();
    await ben.page.locator('call-window-screen').waitFor({ state: 'detached' });
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});
