import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser } from 'playwright-core';

import { closeContexts, launchBrowser } from './support/browser.ts';
import { DemoProcess } from './support/demo-process.ts';
import { isOver, meet, talk } from './support/meeting.ts';
import type { Person } from './support/person.ts';

/** How long the server stays away. */
const OUTAGE_SECONDS = 30;

async function isSignaling(state: 'connected' | 'disconnected', ...people: Person[]): Promise<void> {
  await Promise.all(
    people.map(({ page }) =>
      page.waitForFunction(
        (wanted) =>
          (
            window.probe.events.findLast(({ type }) => type === 'signaling-change')?.detail as
              { state?: string } | undefined
          )?.state === wanted,
        state,
      ),
    ),
  );
}

/** The browser itself says of every request to a server that is gone that it failed. */
function forgiveOutage(...people: Person[]): void {
  for (const { consoleErrors } of people) {
    const others = consoleErrors.filter(
      (text) => !/^(WebSocket connection to .* failed|Failed to load resource)/.test(text),
    );
    consoleErrors.splice(0, consoleErrors.length, ...others);
  }
}

/** Fails if any of the next seconds passes without a frame: only time shows that nothing stops. */
async function seesWithoutPause(person: Person, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    const before = await person.inbound();
    await person.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    const { framesDecoded } = await person.inbound();
    assert.ok(framesDecoded > before.framesDecoded, `no picture in second ${second}`);
  }
}

describe('a call whose signaling server is killed', () => {
  let browser: Browser;
  let demo: DemoProcess;

  before(async () => {
    browser = await launchBrowser();
    demo = await DemoProcess.start();
  });

  afterEach(() => closeContexts(browser));

  after(async () => {
    await browser?.close();
    await demo?.[Symbol.asyncDispose]();
  });

  it('goes on for thirty seconds without a pause, and with a server that knows nothing of it', async () => {
    const { ann, ben } = await meet({ browser, demo });
    await talk({ ann, ben }, 'Video call');
    await demo.kill();
    await isSignaling('disconnected', ann, ben);
    await Promise.all([seesWithoutPause(ann, OUTAGE_SECONDS), seesWithoutPause(ben, OUTAGE_SECONDS)]);
    await demo.restart();
    await isSignaling('connected', ann, ben);
    await Promise.all([ann.receives({ frames: 30 }), ben.receives({ frames: 30 })]);
    assert.equal(
      (await ann.events()).filter((type) => type === 'call-state').length,
      3,
      'outgoing, connecting, active',
    );
    await ann.button('End call').click();
    assert.equal((await ben.event('call-ended'))['reason'], 'remote-hung-up');
    forgiveOutage(ann, ben);
    await isOver(ann, ben);
  });

  it('mutes and hangs up from peer to peer, and the next call works once the server is back', async () => {
    const { ann, ben } = await meet({ browser, demo });
    await talk({ ann, ben }, 'Video call');
    await demo.kill();
    await isSignaling('disconnected', ann, ben);
    await ann.button('Mute').click();
    await ben.text('Ann is muted').waitFor();
    await ben.button('End call').click();
    await ann.text('Ben ended the call').waitFor();
    assert.equal((await ann.event('call-ended'))['reason'], 'remote-hung-up');
    await demo.restart();
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    forgiveOutage(ann, ben);
    await isOver(ann, ben);
    await talk({ ann, ben }, 'Video call');
    await Promise.all([ann.receives({ frames: 10 }), ben.receives({ frames: 10 })]);
    await ann.button('End call').click();
    forgiveOutage(ann, ben);
    await isOver(ann, ben);
  });

  it('is over soon after the other one has closed the page, which no server can say', async () => {
    const { ann, ben } = await meet({ browser, demo });
    await talk({ ann, ben }, 'Video call');
    await demo.kill();
    await isSignaling('disconnected', ann, ben);
    await ben.page.goto('about:blank');
    await ann.text('Reconnecting…').waitFor();
    await ann.text('Ben ended the call').waitFor();
    assert.equal((await ann.event('call-ended'))['reason'], 'remote-hung-up');
    await demo.restart();
    await isSignaling('connected', ann);
    forgiveOutage(ann);
    await ann.inState('idle');
    await ann.isTidy();
  });

  it('is taken up by a page that is loaded again after the server has forgotten it', async () => {
    const { ann, ben } = await meet({ browser, demo });
    await talk({ ann, ben }, 'Video call');
    await demo.kill();
    await isSignaling('disconnected', ann, ben);
    await demo.restart();
    await isSignaling('connected', ann, ben);
    await ann.page.reload();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await Promise.all([ann.receives({ frames: 10 }), ben.receives({ frames: 10 })]);
    await ben.button('End call').click();
    forgiveOutage(ann, ben);
    await isOver(ann, ben);
  });
});
