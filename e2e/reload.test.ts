import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { FLAGS } from './support/browser.ts';
import { enterDemo, isOver, meet, talk, useDemo } from './support/meeting.ts';
import { TabsBrowser } from './support/tabs-browser.ts';
import type { Person } from './support/person.ts';

/** The states that the call went through, as this page was told. */
async function statesOf({ page }: Person): Promise<readonly string[]> {
  return page.evaluate(() =>
    window.probe.events.flatMap(({ type, detail }) =>
      type === 'call-state' ? [(detail as { state: string }).state] : [],
    ),
  );
}

describe('a page that is loaded again in the middle of a call', () => {
  const place = useDemo();

  for (const who of ['ann', 'ben'] as const) {
    const role = who === 'ann' ? 'caller' : 'callee';

    it(`takes the call up without a click, as the ${role}`, async () => {
      const meeting = await meet(place);
      await talk(meeting, 'Video call');
      const { [who]: person, [who === 'ann' ? 'ben' : 'ann']: other } = meeting;
      await Promise.all([person.receives({ frames: 10 }), other.receives({ frames: 10 })]);
      await other.forgetEvents();
      await person.page.reload();
      await other.cameTo('reconnecting');
      await Promise.all([person.inState('active'), other.inState('active')]);
      await Promise.all([person.receives({ frames: 30 }), other.receives({ frames: 30 })]);
      assert.deepEqual(await statesOf(other), ['reconnecting', 'active']);
      assert.deepEqual(await statesOf(person), ['reconnecting', 'active']);
      await person.button('End call').click();
      await isOver(meeting.ann, meeting.ben);
      assert.equal((await other.event('call-ended'))['reason'], 'remote-hung-up');
    });
  }
});

describe('pages that go away and come back in the middle of a call', () => {
  const place = useDemo();

  it('take it up when both are loaded again at once', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await Promise.all([ann.page.reload(), ben.page.reload()]);
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await Promise.all([ann.receives({ frames: 10 }), ben.receives({ frames: 10 })]);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('take it up after a look at another page, with the camera off and the microphone muted as they were', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ann.button('Mute').click();
    await ann.button('Turn camera off').click();
    await ben.text("Ann's camera is off").waitFor();
    await ann.page.goto('about:blank');
    await ann.page.goBack();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await Promise.all([ann.button('Unmute').waitFor(), ann.button('Turn camera on').waitFor()]);
    await Promise.all([ben.text('Ann is muted').waitFor(), ben.text("Ann's camera is off").waitFor()]);
    assert.deepEqual(
      await ann.page.evaluate(() => window.probe.requests.map(({ video }) => Boolean(video))),
      [false],
      'no camera was opened',
    );
    await ben.button('End call').click();
    await isOver(ann, ben);
  });

  it('have hung up when they come back too late, and open no device', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ann.page.goto('about:blank');
    await ben.text('Ann ended the call').waitFor();
    await ann.page.goBack();
    assert.equal((await ann.event('call-ended'))['reason'], 'hung-up');
    assert.deepEqual(await ann.page.evaluate(() => window.probe.requests), []);
    await isOver(ann, ben);
  });
});

const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

const ELEMENT = `document.querySelector('call-window')`;

describe('a tab that crashes in the middle of a call', () => {
  const place = useDemo({ signaling: { graceSeconds: 15 } });

  /** Ann in a browser whose tabs can crash, talking to Ben. */
  async function talkInTab(browser: TabsBrowser) {
    const ben = await enterDemo(place, 'ben', 'ann');
    const tab = await browser.open(`${place.demo.url}/?user=ann&peer=ben`);
    await ben.seesPeerLive();
    await ben.button('Video call').click();
    await tab.eventually(`${ELEMENT}?.state === 'incoming'`);
    await tab.evaluate(`${ELEMENT}.acceptCall()`);
    await ben.inState('active');
    await ben.receives({ frames: 10, audio: false });
    return { ben, tab };
  }

  it('is waited for, and takes the call up when it is loaded again', async () => {
    await using browser = await TabsBrowser.launch([...FLAGS, ...FAKE_DEVICES]);
    const { ben, tab } = await talkInTab(browser);
    const waits = ben.text('Reconnecting…').waitFor();
    tab.crash();
    await waits;
    await tab.reload();
    await ben.inState('active');
    await ben.receives({ frames: 30, audio: false });
    await ben.button('End call').click();
    await tab.eventually(`${ELEMENT}.state === 'idle'`);
    await isOver(ben);
  });

  it('has lost the connection when it does not come back within the grace period', async () => {
    await using browser = await TabsBrowser.launch([...FLAGS, ...FAKE_DEVICES]);
    const { ben, tab } = await talkInTab(browser);
    tab.crash();
    await ben.text('Reconnecting…').waitFor();
    await ben.text('Connection lost').waitFor();
    assert.equal((await ben.event('call-ended'))['reason'], 'connection-lost');
    await isOver(ben);
  });

  it('leaves the call to itself: a duplicated tab takes up nothing', async () => {
    await using browser = await TabsBrowser.launch([...FLAGS, ...FAKE_DEVICES]);
    const { ben, tab } = await talkInTab(browser);
    const stored = await tab.evaluate<string>('JSON.stringify({ ...sessionStorage })');
    const copy = `if (location.href !== 'about:blank') Object.assign(sessionStorage, ${stored});`;
    const duplicate = await browser.open(`${place.demo.url}/?user=ann&peer=ben`, copy);
    await duplicate.eventually(`${ELEMENT}?.readyToRing.missing.every((obstacle) => obstacle !== 'connection')`);
    assert.equal(await duplicate.evaluate(`${ELEMENT}.state`), 'idle');
    assert.equal(await tab.evaluate(`${ELEMENT}.state`), 'active');
    await ben.receives({ frames: 10, audio: false });
    await ben.button('End call').click();
    await isOver(ben);
  });
});
