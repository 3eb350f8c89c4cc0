import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { launchBrowser } from './support/browser.ts';
import { enterDemo, isOver, meet, type Meeting, type Place, useDemo } from './support/meeting.ts';
import { Person } from './support/person.ts';
import { eventually, quietly } from './support/quietly.ts';

/** Another tab of the same browser, signed in as the same user. */
async function openTab({ demo }: Place, { context }: Person): Promise<Person> {
  const tab = new Person(context, await context.newPage());
  await tab.page.goto(`${demo.url}/?user=ben&peer=ann`);
  await tab.seesPeerLive();
  return tab;
}

async function meetInTabs(place: Place, count: number): Promise<Meeting & { tabs: Person[] }> {
  const { ann, ben } = await meet(place);
  const tabs = [ben];
  while (tabs.length < count) tabs.push(await openTab(place, ben));
  return { ann, ben, tabs };
}

/** How many tones are heard in this page. */
function heard({ page }: Person): Promise<number> {
  return quietly(page, 'window.probe.heard().length');
}

async function heardIn(tabs: readonly Person[]): Promise<readonly number[]> {
  return Promise.all(tabs.map(heard));
}

/** Resolves with what each tab plays once all that want to sound, but one, wait for their turn. */
async function oneSounds(tabs: readonly Person[]): Promise<Person> {
  await Promise.all(tabs.map((tab) => tab.incoming.waitFor()));
  const deadline = performance.now() + 20_000;
  for (;;) {
    const levels = await heardIn(tabs);
    const waiting = await quietly<number>(
      tabs[0]!.page,
      `navigator.locks.query().then(({ pending }) => pending.length)`,
    );
    const loud = tabs.filter((_, index) => levels[index] !== 0);
    if (loud.length === 1 && waiting === tabs.length - 1) return loud[0]!;
    if (performance.now() > deadline) throw new Error(`heard ${levels.join(' ')}, waiting ${waiting}`);
  }
}

/** How many tones were ever started in these pages. */
async function everStarted(tabs: readonly Person[]): Promise<number> {
  const counts = await Promise.all(tabs.map(({ page }) => quietly<number>(page, 'window.probe.tones.length')));
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('three tabs of one browser', () => {
  const place = useDemo();

  it('all show the call, one sounds, and another takes over when that one closes', async () => {
    const { ann, tabs } = await meetInTabs(place, 3);
    await ann.button('Video call').click();
    const first = await oneSounds(tabs);
    await first.page.close();
    const rest = tabs.filter((tab) => tab !== first);
    const second = await oneSounds(rest);
    await ann.button('End call').click();
    await isOver(ann, ...rest);
    assert.equal(await everStarted(rest), 1, `only ${rest.indexOf(second)} ever sounded`);
  });

  it('fall silent together when one answers, and so does another browser that rings beside them', async () => {
    await using phone = await launchBrowser();
    const { ann, tabs } = await meetInTabs(place, 3);
    const elsewhere = await enterDemo({ ...place, browser: phone }, 'ben', 'ann');
    await elsewhere.seesPeerLive();
    await ann.button('Voice call').click();
    const [loud] = await Promise.all([oneSounds(tabs), oneSounds([elsewhere])]);
    const others = [elsewhere, ...tabs.filter((tab) => tab !== loud)];
    await loud.button('Accept').click();
    assert.equal(await heard(loud), 0, 'at once, and not when its audio device is given back');
    await Promise.all([ann.inState('active'), loud.inState('active')]);
    for (const tab of others) {
      assert.equal((await tab.event('call-ended'))['reason'], 'answered-elsewhere');
      await isOver(tab);
    }
    assert.deepEqual(
      [await everStarted(tabs), await everStarted([elsewhere])],
      [1, 1],
      'and nobody hears a hang-up tone',
    );
    await ann.button('End call').click();
    await isOver(ann, ...tabs);
  });

  it('are silenced together by Escape, and the call can still be answered', async () => {
    const { ann, tabs } = await meetInTabs(place, 3);
    await ann.button('Video call').click();
    const loud = await oneSounds(tabs);
    const [quiet] = tabs.filter((tab) => tab !== loud);
    await quiet!.page.bringToFront();
    await quiet!.page.keyboard.press('Escape');
    await Promise.all(
      tabs.map(({ page }) => page.waitForFunction(() => window.probe.sounds.every(({ state }) => state === 'closed'))),
    );
    assert.equal(await everStarted(tabs), 1);
    await quiet!.button('Accept').click();
    await Promise.all([ann.inState('active'), quiet!.inState('active')]);
    await ann.button('End call').click();
    await isOver(ann, ...tabs);
  });
});

describe('a user who is not to be disturbed', () => {
  const place = useDemo();

  it('sees the ring and hears nothing', async () => {
    const { ann, ben } = await meet(place);
    await ben.page.evaluate(() => document.querySelector('call-window')?.toggleAttribute('do-not-disturb', true));
    await ann.button('Video call').click();
    await ben.incoming.waitFor();
    assert.equal(await ben.page.evaluate(() => window.probe.sounds.length), 0);
    await ben.button('Decline').click();
    await isOver(ann, ben);
  });
});

const ELEMENT = `document.querySelector('call-window')`;
const OFFER = `${ELEMENT}?.shadowRoot?.querySelector('call-window-incoming')?.shadowRoot.querySelector('.enable-sound')`;

describe('where the browser holds sound back', () => {
  const place = useDemo({ browser: { autoplay: 'by-gesture' } });

  it('the dialog offers to enable it, and a click does', async () => {
    const [ann, ben] = await Promise.all([enterDemo(place, 'ann', 'ben'), enterDemo(place, 'ben', 'ann')]);
    await ann.seesPeerLive();
    const missing = `${ELEMENT}.readyToRing.missing.join(' ')`;
    assert.equal(await quietly(ben.page, missing), 'sound notifications');
    await ann.button('Video call').click();
    const [x, y] = await eventually<string>(
      ben.page,
      `(({ left, top, width, height } = { width: 0 }) => width && [left + width / 2, top + height / 2].join())(${OFFER}?.getBoundingClientRect())`,
    ).then((place) => place.split(',').map(Number));
    assert.deepEqual([await heard(ben), await quietly(ben.page, 'window.probe.sounds.length')], [0, 1]);
    await ben.page.mouse.click(x!, y!);
    await eventually(ben.page, `${OFFER} === null`);
    assert.equal(await eventually(ben.page, 'window.probe.tones.length'), 1);
    assert.deepEqual([await heard(ben), await quietly(ben.page, missing)], [1, 'notifications']);
    await ben.button('Decline').click();
    await isOver(ann, ben);
  });
});
