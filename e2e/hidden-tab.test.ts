import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { FLAGS } from './support/browser.ts';
import { enterDemo, isOver, useDemo } from './support/meeting.ts';
import { TabsBrowser } from './support/tabs-browser.ts';

const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Runs in the page: keeps the notifications that it shows, and lets them be shown. */
const WATCH_NOTIFICATIONS = `
  window.notifications = [];
  window.Notification = class extends Notification {
    constructor(heading, options) {
      super(heading, options);
      const { body, icon, silent } = options;
      const entry = { heading, body, icon, silent, closed: false, it: this };
      this.addEventListener('show', () => (entry.shown = true));
      window.notifications.push(entry);
    }
    close() {
      window.notifications.find(({ it }) => it === this).closed = true;
      super.close();
    }
  };
`;

describe('a call to somebody who looks at another tab', () => {
  const place = useDemo();

  it('flashes the title and shows a notification with name and picture, and neither once the tab is looked at', async () => {
    await using browser = await TabsBrowser.launch([...FLAGS, ...FAKE_DEVICES]);
    await browser.send('Browser.grantPermissions', { origin: place.demo.url, permissions: ['notifications'] });
    const ben = await browser.open(`${place.demo.url}/?user=ben&peer=ann`, WATCH_NOTIFICATIONS);
    const element = `document.querySelector('call-window')`;
    await ben.eventually(`${element}?.readyToRing.missing.every((obstacle) => obstacle === 'sound')`);
    const title = await ben.evaluate<string>('document.title');
    await browser.open('about:blank');
    await ben.eventually(`document.visibilityState === 'hidden'`);
    const ann = await enterDemo(place, 'ann', 'ben');
    await ann.seesPeerLive();
    await ann.button('Video call').click();
    await ben.eventually(`document.title === 'Ann is calling'`);
    await ben.eventually('window.notifications[0]?.shown');
    const [shown] = await ben.evaluate<Record<string, unknown>[]>(
      'window.notifications.map(({ it, ...entry }) => entry)',
    );
    assert.deepEqual([shown!['heading'], shown!['body'], shown!['closed']], ['Ann', 'Incoming video call', false]);
    assert.match(String(shown!['icon']), /^http.*ann/);
    // A click on it brings the tab to the front; here the tab is brought there by hand.
    await ben.evaluate(
      `(window.focus = () => (window.focused = true), window.notifications[0].it.dispatchEvent(new Event('click')))`,
    );
    assert.equal(await ben.evaluate('window.focused'), true);
    await ben.show();
    await ben.eventually(`document.visibilityState === 'visible'`);
    await ben.eventually('window.notifications.every(({ closed }) => closed)');
    assert.equal(await ben.evaluate('document.title'), title);
    await ben.evaluate(`${element}.acceptCall()`);
    await ben.eventually(`${element}.state === 'active'`);
    await ann.receives({ frames: 10 });
    await ann.button('End call').click();
    await isOver(ann);
  });
});

/** In the page: what it has received so far, as `[audio energy, seconds of sound played, frames]`. */
const RECEIVED = `Promise.all(window.connections.map((connection) => connection.getStats())).then((reports) => {
  const inbound = reports.flatMap((report) => [...report.values()].filter(({ type }) => type === 'inbound-rtp'));
  const sum = (name) => inbound.reduce((total, stats) => total + (stats[name] ?? 0), 0);
  return [sum('totalAudioEnergy'), sum('totalSamplesDuration'), sum('framesDecoded')];
})`;

/** Runs in the page: keeps its connections. */
const WATCH_CONNECTIONS = `
  window.connections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration) {
      super(configuration);
      window.connections.push(this);
    }
  };
`;

describe('a call in a tab that nobody looks at', () => {
  const place = useDemo();

  for (const kind of ['Video call', 'Voice call'] as const) {
    it(`connects, and goes on to hear and to be heard: ${kind.toLowerCase()}`, async () => {
      await using browser = await TabsBrowser.launch([
        ...FLAGS,
        ...FAKE_DEVICES,
        '--autoplay-policy=no-user-gesture-required',
      ]);
      const ben = await browser.open(`${place.demo.url}/?user=ben&peer=ann`, WATCH_CONNECTIONS);
      const element = `document.querySelector('call-window')`;
      await ben.eventually(`${element}?.readyToRing.missing.every((obstacle) => obstacle !== 'connection')`);
      await browser.open('about:blank');
      await ben.eventually(`document.visibilityState === 'hidden'`);
      const ann = await enterDemo(place, 'ann', 'ben');
      await ann.seesPeerLive();
      await ann.button(kind).click();
      await ben.eventually(`${element}.state === 'incoming'`);
      await ben.evaluate(`${element}.acceptCall()`);
      await Promise.all([ben.eventually(`${element}.state === 'active'`), ann.inState('active')]);
      const [energy, seconds] = await ben.evaluate<number[]>(RECEIVED);
      const isPlaying = `[...${element}.shadowRoot.querySelector('call-window-stage').shadowRoot
        .querySelector('call-window-participant').shadowRoot.querySelectorAll('video, audio')]
        .every(({ paused, muted, currentTime }) => !paused && !muted && currentTime > 5)`;
      await ben.eventually(isPlaying);
      // A hidden page's timers get less and less time; after ten seconds Chromium gives them the least.
      assert.ok((await ann.energyPerSecond(11)) > 0, 'heard');
      const [energyNow, secondsNow] = await ben.evaluate<number[]>(RECEIVED);
      assert.ok(energyNow! > energy! && secondsNow! - seconds! > 10, 'hears');
      assert.equal(await ben.evaluate('document.visibilityState'), 'hidden');
      await ann.button('End call').click();
      await ben.eventually(`${element}.state === 'idle'`);
      await isOver(ann);
    });
  }
});
