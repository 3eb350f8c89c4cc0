import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

/** Presses Tab until the focus is on the control of that name. */
async function tabTo(person: Person, name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if ((await person.focused()) === name) return;
    await person.page.keyboard.press('Tab');
  }
  assert.fail(`${name} cannot be reached with Tab`);
}

describe('with the keyboard alone', () => {
  const place = useDemo();

  it('one can place, accept, mute and end a call, and focus returns where it was', async () => {
    const { ann, ben } = await meet(place);
    await ben.page.getByRole('textbox').first().focus();
    const wrote = await ben.focused();
    await tabTo(ann, 'Video call');
    await ann.page.keyboard.press('Enter');
    await ben.incoming.waitFor();

    // What somebody is typing must not answer, decline or close anything.
    await ben.page.keyboard.type('hello ');
    await ben.page.keyboard.press('Escape');
    assert.equal(await ben.incoming.count(), 1);
    assert.equal(await ben.focused(), 'Incoming video call');

    await tabTo(ben, 'Accept');
    await ben.page.keyboard.press('Enter');
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await tabTo(ben, 'Mute');
    await ben.page.keyboard.press('Space');
    await ann.text('Ben is muted').waitFor();
    await ben.page.keyboard.press('Escape');
    assert.equal(await ben.page.locator('call-window').getAttribute('state'), 'active');
    await tabTo(ben, 'End call');
    await ben.page.keyboard.press('Enter');
    await isOver(ann, ben);
    assert.equal(await ann.focused(), 'Video call');
    assert.equal(await ben.focused(), wrote);
  });
});
