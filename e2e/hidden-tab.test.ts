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
