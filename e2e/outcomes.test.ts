import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { enterDemo, isOver, meet, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

async function endedAs(person: Person, reason: string): Promise<void> {
  assert.equal((await person.event('call-ended'))['reason'], reason);
}

/** Keeps permission prompts open until `grantPermission`: the browser itself answers them, only later. */
async function holdPermission({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    const held = Promise.withResolvers<void>();
    Object.assign(window, { grantPermission: held.resolve });
    devices.getUserMedia = async (constraints) => {
      window.dispatchEvent(new Event('permission-asked'));
      Object.assign(window, { permissionAsked: true });
      await held.promise;
      return ask(constraints);
    };
  });
}

async function isAskedForPermission({ page }: Person): Promise<void> {
  await page.waitForFunction(() => 'permissionAsked' in window);
}

/** Answers the held prompt, and waits until the browser has opened the devices. */
async function grantPermission({ page }: Person): Promise<void> {
  await page.evaluate(() => (window as unknown as { grantPermission: () => void }).grantPermission());
  await page.waitForFunction(() => window.probe.tracks.length > 0);
}

describe('how a call can end', () => {
  const place = useDemo();

  it('declined: the dialog closes, the caller is told, nobody hangs on', async () => {
    const { ann, ben } = await meet(place);
    await ann.button('Video call').click();
    await ben.button('Decline').click();
    await ben.incoming.waitFor({ state: 'hidden' });
    await ann.text('Call declined').waitFor();
    await Promise.all([endedAs(ann, 'declined'), endedAs(ben, 'declined')]);
    await isOver(ann, ben);
  });

  it('declined with a message: the caller reads it, on the screen and in the event', async () => {
    const { ann, ben } = await meet(place);
    await ann.button('Video call').click();
    await ben.button('Reply with a message').click();
    await ben.page.getByRole('textbox', { name: 'Your own message' }).fill('In a meeting <b>until</b> five');
    await ben.incoming.getByRole('button', { name: 'Send' }).click();
    await ann.text('Call declined: “In a meeting <b>until</b> five”').waitFor();
    const { message, entry } = await ann.event<{ message: string; entry: { text: string } }>('call-ended');
    assert.deepEqual([message, entry.text], ['In a meeting <b>until</b> five', 'Video call declined']);
    await isOver(ann, ben);
  });

  it('canceled: the callee stops ringing and has missed a call, not declined one', async () => {
    const { ann, ben } = await meet(place);
    await ann.button('Video call').click();
    await ben.incoming.waitFor();
    await ann.button('End call').click();
    await ben.text('Missed call from Ann').waitFor();
    await Promise.all([endedAs(ann, 'canceled'), endedAs(ben, 'canceled')]);
    await ben.text('Missed video call').waitFor();
    await isOver(ann, ben);
  });

  it('unreachable: calling somebody who is not there ends at once and says so', async () => {
    const ann = await enterDemo(place, 'ann', 'ben');
    await ann.text('Offline').waitFor();
    await ann.button('Video call').click();
    await ann.text("Ben can't be reached right now").waitFor();
    await endedAs(ann, 'unreachable');
    await isOver(ann);
  });

  it('hung up by the callee: the caller is told who it was', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ben.button('End call').click();
    await ann.text('Ben ended the call').waitFor();
    await Promise.all([endedAs(ann, 'remote-hung-up'), endedAs(ben, 'hung-up')]);
    await isOver(ann, ben);
  });

  it('given up while the permission prompt is open: nobody rings, and what is granted later is released', async () => {
    const { ann, ben } = await meet(place);
    await holdPermission(ann);
    await ann.button('Video call').click();
    await isAskedForPermission(ann);
    await ann.button('End call').click();
    await ann.inState('idle');
    await grantPermission(ann);
    await isOver(ann, ben);
    assert.deepEqual(
      (await ben.events()).filter((type) => type.startsWith('call-')),
      [],
    );
  });

  it('hung up by the callee while their own prompt is open: both are told, nothing stays live', async () => {
    const { ann, ben } = await meet(place);
    await holdPermission(ben);
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await isAskedForPermission(ben);
    await ann.inState('connecting');
    await ben.button('End call').click();
    await ann.text('Ben ended the call').waitFor();
    await grantPermission(ben);
    await isOver(ann, ben);
  });

  it('hung up by the caller while connecting: the callee is told, nobody rings on', async () => {
    const { ann, ben } = await meet(place);
    await holdPermission(ben);
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await ann.inState('connecting');
    await ann.button('End call').click();
    await ben.text('Ann ended the call').waitFor();
    await grantPermission(ben);
    await isOver(ann, ben);
  });

  it('by a page that goes away and does not come back: the other side waits a moment and is told', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    const waits = ann.text('Reconnecting…').waitFor();
    await ben.page.goto('about:blank');
    await waits;
    await ann.text('Ben ended the call').waitFor();
    await endedAs(ann, 'remote-hung-up');
    await isOver(ann);
  });

  it('by a closed tab: the other side waits a moment and is told', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    const waits = ann.text('Reconnecting…').waitFor();
    await ben.page.close({ runBeforeUnload: true });
    await waits;
    await ann.text('Ben ended the call').waitFor();
    await isOver(ann);
  });
});

describe('a call that nobody answers', () => {
  const place = useDemo({ signaling: { ringTimeoutSeconds: 2 } });

  it('is unanswered for the caller and missed, not declined, for the callee', async () => {
    const { ann, ben } = await meet(place);
    await ann.button('Voice call').click();
    await ben.incoming.waitFor();
    await ann.text('No answer').waitFor();
    await ben.text('Missed call from Ann').waitFor();
    await Promise.all([endedAs(ann, 'unanswered'), endedAs(ben, 'unanswered')]);
    await ben.text('Missed voice call').waitFor();
    await isOver(ann, ben);
  });
});
