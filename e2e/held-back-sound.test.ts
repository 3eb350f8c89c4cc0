import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { installDevices } from './support/devices.ts';
import { enterDemo, isOver, useDemo } from './support/meeting.ts';
import { eventually, quietly } from './support/quietly.ts';

const STAGE = `document.querySelector('call-window')?.shadowRoot?.querySelector('call-window-stage')?.shadowRoot`;
const OFFER = `${STAGE}?.querySelector('.sound')`;
const MEDIA = `${STAGE}?.querySelector('call-window-participant').shadowRoot.querySelector('video, audio')`;
const HEARS = `${MEDIA}?.muted === false && ${MEDIA}.paused === false`;

describe('in a page that was loaded without a click', () => {
  const place = useDemo({ browser: { autoplay: 'by-gesture' } });

  for (const kind of ['Video call', 'Voice call'] as const) {
    it(`the sound of a ${kind.toLowerCase()} is offered by one button, and a click on it lets it sound`, async () => {
      const listening = { scripts: [installDevices, () => (window.devices.audio.length = 0)] };
      const [ann, ben] = await Promise.all([enterDemo(place, 'ann', 'ben'), enterDemo(place, 'ben', 'ann', listening)]);
      await ann.seesPeerLive();
      await ann.button(kind).click();
      await eventually(ben.page, `document.querySelector('call-window').state === 'incoming'`);
      await quietly(ben.page, `document.querySelector('call-window').acceptCall({ kind: 'voice' })`);
      const [x, y] = await eventually<string>(
        ben.page,
        `(({ left, top, width, height } = { width: 0 }) => width && [left + width / 2, top + height / 2].join())(${OFFER}?.getBoundingClientRect())`,
      ).then((place) => place.split(',').map(Number));
      assert.equal(await quietly(ben.page, HEARS), false);
      await ben.page.mouse.click(x!, y!);
      await eventually(ben.page, HEARS);
      await eventually(ben.page, `${OFFER} === null`);
      await ben.receives();
      await ann.button('End call').click();
      await isOver(ann, ben);
    });
  }
});
