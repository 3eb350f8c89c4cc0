import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { enterDemo, isOver, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

const CALLS = '#log .call';

/** The conversation shows one call, in these words and as one that went like this. */
async function showsCall({ page }: Person, how: string, words: RegExp): Promise<void> {
  await page.locator(`${CALLS}.is-${how}`).getByText(words).waitFor();
  assert.equal(await page.locator(CALLS).count(), 1);
}

describe('a chat shows what became of a call', () => {
  const place = useDemo({ signaling: { ringTimeoutSeconds: 5 } });

  /** Each test has two people of its own, whose conversation has no call in it yet. */
  async function conversation(caller: string, callee: string): Promise<[Person, Person]> {
    const people = [enterDemo(place, caller, callee), enterDemo(place, callee, caller)] as const;
    const [one, other] = await Promise.all(people);
    await Promise.all([one.seesPeerLive(), other.seesPeerLive()]);
    return [one, other];
  }

  it('that took place: to both, how long it was', async () => {
    const [ann, ben] = await conversation('ann', 'ben');
    await talk({ ann, ben }, 'Voice call');
    await ann.receives();
    await ben.button('End call').click();
    await isOver(ann, ben);
    for (const person of [ann, ben]) await showsCall(person, 'completed', /^Voice call · 0:\d\d$/);
  });

  it('that was canceled: the callee has missed it, and is offered to call back', async () => {
    const [cleo, dov] = await conversation('cleo', 'dov');
    await cleo.button('Video call').click();
    await dov.incoming.waitFor();
    await cleo.button('End call').click();
    await showsCall(cleo, 'canceled', /^Canceled video call$/);
    await showsCall(dov, 'missed', /^Missed video call$/);
    assert.equal(await cleo.button('Call back').count(), 0);
    await dov.button('Call back').click();
    await cleo.button('Accept').click();
    await Promise.all([cleo.inState('active'), dov.inState('active')]);
    await dov.button('End call').click();
    await isOver(cleo, dov);
  });

  it('that nobody answered: the callee has missed it', async () => {
    const [dov, ben] = await conversation('dov', 'ben');
    await dov.button('Voice call').click();
    await showsCall(dov, 'unanswered', /^Voice call · no answer$/);
    await showsCall(ben, 'missed', /^Missed voice call$/);
    await isOver(dov, ben);
  });

  it('that was declined with a message: both read it, also after a reload', async () => {
    const [cleo, ben] = await conversation('cleo', 'ben');
    await cleo.button('Video call').click();
    await ben.button('Reply with a message').click();
    await ben.incoming.getByRole('button', { name: "Can't talk now" }).click();
    await isOver(cleo, ben);
    for (const person of [cleo, ben]) {
      await person.text("“Can't talk now”").waitFor();
      await showsCall(person, 'declined', /^Video call declined$/);
      await person.page.reload();
      await person.text("“Can't talk now”").waitFor();
      await showsCall(person, 'declined', /^Video call declined$/);
    }
  });

  it('to somebody who was not there: they find it missed when they come', async () => {
    const dov = await enterDemo(place, 'dov', 'ann');
    await dov.text('Offline').waitFor();
    await dov.button('Video call').click();
    await showsCall(dov, 'unreachable', /^Video call · not reached$/);
    await isOver(dov);
    const ann = await enterDemo(place, 'ann', 'dov');
    await showsCall(ann, 'missed', /^Missed video call$/);
  });
});
