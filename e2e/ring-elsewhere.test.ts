import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { enterDemo, isOver, useDemo } from './support/meeting.ts';
import { Person } from './support/person.ts';
import { eventually, quietly } from './support/quietly.ts';

const OFFERS = `document.querySelector('call-window').shadowRoot.querySelector('call-window-incoming').soundHeldBack`;
const SOUNDS = 'window.probe.heard().length > 0';
/** Whether this browser has a tab that would like to know when nobody sounds, and that somebody does. */
const WAITS = `navigator.locks.query().then(({ pending }) => pending.some(({ mode }) => mode === 'shared'))`;

describe('a tab that may not sound yet', () => {
  const place = useDemo({ browser: { autoplay: 'by-gesture' } });

  it('offers to enable its sound only while no other tab of the browser rings', async () => {
    const [ann, ben] = await Promise.all([enterDemo(place, 'ann', 'ben'), enterDemo(place, 'ben', 'ann')]);
    await ann.seesPeerLive();
    const blocked = new Person(ben.context, await ben.context.newPage());
    await blocked.page.goto(`${place.demo.url}/?user=ben&peer=ann`);
    await eventually(
      blocked.page,
      `document.querySelector('call-window')?.readyToRing.missing.includes('connection') === false`,
    );
    await ben.page.bringToFront();
    await ben.page.mouse.click(400, 300);
    await ann.button('Video call').click();
    await eventually(ben.page, SOUNDS);
    while (!(await quietly(blocked.page, WAITS)));
    assert.equal(await quietly(blocked.page, OFFERS), false);
    await ben.page.close();
    await eventually(blocked.page, OFFERS);
    assert.equal(await quietly(blocked.page, SOUNDS), false);
    await ann.button('End call').click();
    await isOver(ann, blocked);
  });
});
