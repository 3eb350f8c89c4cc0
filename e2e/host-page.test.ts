import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Browser } from 'playwright-core';

import { closeContexts, launchBrowser } from './support/browser.ts';
import { type Running, startHostPage, startSignaling, strictPolicy } from './support/host-page.ts';
import { Person } from './support/person.ts';

/** Query `user`, `peer` and `attributes` make the element; `bare` leaves it to the test's script. */
function hostPage(server: string, url: string): string {
  const { searchParams } = new URL(url, 'http://host.invalid');
  const [user, peer] = [searchParams.get('user'), searchParams.get('peer')];
  const element = searchParams.has('bare')
    ? ''
    : `<call-window user-id="${user}" peer-id="${peer}" ${searchParams.get('attributes') ?? ''}></call-window>`;
  const placed = searchParams.has('box') ? `<div id="box">${element}</div><button>Elsewhere</button>` : element;
  const script = `<script type="module" src="${server}/call-window.js"></script>`;
  const copies = searchParams.has('twice')
    ? `${script}<script type="module" src="${server}/call-window.js?copy"></script>`
    : script;
  return `<!doctype html><html lang="en"><title>Host</title><link rel="stylesheet" href="/host.css">${copies}<body><h1>A host's chat</h1>${placed}</body></html>`;
}

describe('on a page of another origin with nothing but the script tag', () => {
  let browser: Browser;
  let signaling: Running;
  let host: Running;

  before(async () => {
    browser = await launchBrowser();
    signaling = await startSignaling({ openIdentity: true, allowedOrigins: ['*'] });
    host = await startHostPage((url) => ({
      html: hostPage(signaling.url, url),
      policy: strictPolicy(signaling.url),
      isolation: url.includes('isolated') ? 'isolated' : 'none',
    }));
  });

  afterEach(() => closeContexts(browser));

  after(async () => {
    await browser?.close();
    await host?.close();
    await signaling?.close();
  });

  function open(query: string): Promise<Person> {
    return Person.enter(browser, `${host.url}/?${query}`);
  }

  async function call(ann: Person, ben: Person): Promise<void> {
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await Promise.all([ann.receives({ frames: 10 }), ben.receives({ frames: 10 })]);
    await ann.button('End call').click();
    await Promise.all([ann.isTidy(), ben.isTidy()]);
    await Promise.all([ann.inState('idle'), ben.inState('idle')]);
  }

  it('calls under a strict policy that it never violates, with two copies of the script', async () => {
    const ann = await open('user=ann&peer=ben&twice');
    const ben = await open('user=ben&peer=ann&twice');
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await call(ann, ben);
    assert.deepEqual([...ann.consoleErrors, ...ben.consoleErrors], []);
  });

  it('calls in a page that is isolated from all that does not agree to be loaded there', async () => {
    const ann = await open('user=ann&peer=ben&isolated');
    const ben = await open('user=ben&peer=ann&isolated');
    assert.equal(await ann.page.evaluate(() => crossOriginIsolated), true);
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await call(ann, ben);
    assert.deepEqual([...ann.consoleErrors, ...ben.consoleErrors], []);
  });

  it('contacts no server but its own', async () => {
    const ann = await open('user=ann&peer=ben');
    const ben = await open('user=ben&peer=ann');
    const origins = new Set<string>();
    ann.page.on('request', (request) => origins.add(new URL(request.url()).origin));
    ann.page.on('websocket', (socket) => origins.add(new URL(socket.url()).origin.replace(/^ws/, 'http')));
    await ann.page.reload();
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await call(ann, ben);
    assert.deepEqual([...origins].toSorted(), [host.url, signaling.url].toSorted());
    const iceServers = await ann.page.evaluate(() =>
      window.probe.connections.flatMap((connection) => connection.getConfiguration().iceServers),
    );
    assert.deepEqual(iceServers, []);
  });

  it('keeps the call of an element that is moved, and ends the call of one that is removed', async () => {
    const ann = await open('user=ann&peer=ben');
    const ben = await open('user=ben&peer=ann');
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ann.page.evaluate(() => {
      const aside = document.body.appendChild(document.createElement('aside'));
      aside.append(document.querySelector('call-window')!);
    });
    await ann.receives({ frames: 30 });
    await ann.page.getByRole('button', { name: 'End call' }).waitFor();
    await ann.page.evaluate(() => document.querySelector('call-window')!.remove());
    await ben.page.getByText('ann ended the call').waitFor();
    await Promise.all([ann.isTidy(), ben.isTidy()]);
  });

  it('leaves nothing behind over ten rounds of create, call and remove', async () => {
    const ann = await open('bare');
    const ben = await open('user=ben&peer=ann');
    const counts: { nodes: number; listeners: number }[] = [];
    for (let round = 0; round < 10; round += 1) {
      await ann.page.evaluate(() => {
        const element = document.createElement('call-window');
        element.setAttribute('user-id', 'ann');
        element.setAttribute('peer-id', 'ben');
        document.body.append(element);
      });
      await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
      await call(ann, ben);
      await ann.page.evaluate(() => document.querySelector('call-window')!.remove());
      await ben.text('Offline').waitFor();
      await ann.forgetEverything();
      const { nodes, jsEventListeners: listeners } = await ann.objectCounts();
      counts.push({ nodes, listeners });
    }
    // What is on its way out may still be counted once; growth would show in every late round.
    const [early, late] = [counts.slice(1, 5), counts.slice(6)];
    for (const what of ['nodes', 'listeners'] as const) {
      const [most, least] = [
        Math.max(...early.map((count) => count[what])),
        Math.min(...late.map((count) => count[what])),
      ];
      assert.ok(least <= most, JSON.stringify(counts));
    }
  });

  it('fills a box of 320 by 480 and nothing more when it is inline', async () => {
    const attributes = encodeURIComponent('display="inline"');
    const ann = await open(`user=ann&peer=ben&box&attributes=${attributes}`);
    const ben = await open('user=ben&peer=ann');
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await ann.button('Video call').click();
    await ben.button('Accept').click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await ann.receives({ frames: 10 });
    const box = (await ann.page.locator('#box').boundingBox())!;
    for (const control of [
      ann.page.getByRole('region', { name: 'Call with ben' }),
      ann.button('End call'),
      ann.button('Mute'),
    ]) {
      const { x, y, width, height } = (await control.boundingBox())!;
      assert.ok(x >= box.x && y >= box.y && x + width <= box.x + box.width && y + height <= box.y + box.height);
    }
    // The page around it stays in use.
    await ann.page.getByRole('button', { name: 'Elsewhere' }).click();
    await ann.button('End call').click();
    await Promise.all([ann.isTidy(), ben.isTidy()]);
  });

  it('shows names and ids with markup as text, and no picture from an unsafe URL', async () => {
    const attributes = encodeURIComponent(
      'display-name="<img src=x onerror=alert(1)>" avatar-url="javascript:alert(1)"',
    );
    const ann = await open(`user=ann&peer=ben&attributes=${attributes}`);
    const ben = await open('user=ben&peer=ann');
    const dialogs: string[] = [];
    for (const { page } of [ann, ben]) page.on('dialog', (dialog) => dialogs.push(dialog.message()));
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await ann.button('Video call').click();
    await ben.incoming.getByText('<img src=x onerror=alert(1)>').waitFor();
    assert.equal(await ben.incoming.locator('img').count(), 0);
    await ben.button('Decline').click();
    await Promise.all([ann.inState('idle'), ben.inState('idle')]);
    assert.deepEqual(dialogs, []);
  });

  it('lets the host show its own dialog and answer by method', async () => {
    const ann = await open('user=ann&peer=ben');
    const ben = await open('user=ben&peer=ann');
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await ben.page.evaluate(() => document.addEventListener('call-incoming', (event) => event.preventDefault()));
    await ann.button('Voice call').click();
    const { call: incoming } = await ben.event<{ call: { id: string } }>('call-incoming');
    assert.equal(await ben.incoming.count(), 0);
    await ben.page.evaluate((callId) => document.querySelector('call-window')!.acceptCall({ callId }), incoming.id);
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    const snapshot = await ben.page.evaluate(() => {
      const { call, state } = document.querySelector('call-window')!;
      return { state, frozen: Object.isFrozen(call), direction: call?.direction };
    });
    assert.deepEqual(snapshot, { state: 'active', frozen: true, direction: 'incoming' });
    await ben.page.evaluate(() => document.querySelector('call-window')!.endCall());
    await Promise.all([ann.isTidy(), ben.isTidy()]);
  });
});
