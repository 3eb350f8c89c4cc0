import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';
import { seesScreen } from './support/screens.ts';

/** Presses Tab until the focus is on the control of that name. */
async function tabTo(person: Person, name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if ((await person.focused()) === name) return;
    await person.page.keyboard.press('Tab');
  }
  assert.fail(`${name} cannot be reached with Tab`);
}

const fillsScreen = ({ page }: Person, wanted: boolean): Promise<unknown> =>
  page.waitForFunction((filled) => (document.fullscreenElement !== null) === filled, wanted);

/** What is sent of the microphone at the moment. */
const isMuted = ({ page }: Person): Promise<boolean> =>
  page.evaluate(() => !window.probe.tracks.some(({ kind, enabled }) => kind === 'audio' && enabled));

describe('with the keys of a call', () => {
  const place = useDemo();

  it('a whole call needs no mouse', async () => {
    const { ann, ben } = await meet(place);
    const { keyboard } = ann.page;
    await tabTo(ann, 'Video call');
    await keyboard.press('Enter');
    await ben.incoming.waitFor();
    await tabTo(ben, 'Accept');
    await ben.page.keyboard.press('Enter');
    await Promise.all([ann.inState('active'), ben.inState('active')]);

    await keyboard.press('m');
    await ben.text('Ann is muted').waitFor();
    await keyboard.press('m');
    await ben.text('Ann is muted').waitFor({ state: 'detached' });
    await keyboard.press('v');
    await ben.text("Ann's camera is off").waitFor();
    await keyboard.press('v');
    await ben.text("Ann's camera is off").waitFor({ state: 'detached' });
    await ben.receives({ frames: 5 });

    await keyboard.press('s');
    await seesScreen(ben, ann);
    await keyboard.press('s');
    await ben.page.locator('call-window-screen').waitFor({ state: 'detached' });

    await keyboard.press('f');
    await fillsScreen(ann, true);
    await keyboard.press('f');
    await fillsScreen(ann, false);
    await keyboard.press('n');
    await ann.button('Restore').waitFor();
    await keyboard.press('n');
    await ann.button('Minimise').waitFor();
    await keyboard.press('?');
    await ann.text('Keyboard shortcuts').waitFor();
    await keyboard.press('Escape');
    await ann.text('Keyboard shortcuts').waitFor({ state: 'detached' });
    await ann.inState('active');

    await tabTo(ann, 'End call');
    await keyboard.press('Enter');
    await isOver(ann, ben);
    assert.equal(await ann.focused(), 'Video call');
  });

  it('nothing that is typed in the chat is taken for one', async () => {
    const { ann, ben } = await meet(place);
    // In its own box the call leaves the chat in use.
    await ann.page.evaluate(() => void (document.querySelector('call-window')!.display = 'inline'));
    await talk({ ann, ben }, 'Video call');
    await ann.forgetEvents();
    const input = ann.page.getByRole('textbox').first();
    await input.focus();
    const text = 'my vast sofa fits now, open it? m';
    await ann.page.keyboard.type(text);
    assert.equal(await input.inputValue(), text);
    assert.equal(await isMuted(ann), false);
    const told = (await ann.events()).filter((type) => type.startsWith('call-'));
    assert.deepEqual(told, []);
    assert.equal(await ann.button('Minimise').count(), 1);
    await ben.receives({ frames: 5 });
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('one who is muted is heard exactly while Space is held', async (test) => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Voice call');
    await ann.page.keyboard.press('m');
    await ben.text('Ann is muted').waitFor();
    const before = await ben.energyFromNowOn();
    await ann.page.keyboard.down('Space');
    await ben.text('Ann is muted').waitFor({ state: 'detached' });
    const during = await ben.energyFromNowOn();
    await ann.page.keyboard.up('Space');
    await ben.text('Ann is muted').waitFor();
    const after = await ben.energyFromNowOn();
    test.diagnostic(
      `energy per second: ${before.toExponential(1)}, ${during.toExponential(1)}, ${after.toExponential(1)}`,
    );
    assert.ok(before < 1e-6 && after < 1e-6, `heard ${before} before and ${after} after`);
    assert.ok(during > 1e-3, `heard ${during} during`);
    assert.equal(await isMuted(ann), true);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});
