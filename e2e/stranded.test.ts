import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { enterDemo, isOver, type Meeting, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';
import { StrandingProxy } from './support/stranding-proxy.ts';
import { Wire } from './support/wire.ts';

async function signalingOf({ page }: Person): Promise<readonly string[]> {
  return page.evaluate(() =>
    window.probe.events.flatMap(({ type, detail }) =>
      type === 'signaling-change' ? [(detail as { state: string }).state] : [],
    ),
  );
}

/** Resolves once a connection that was given up has been replaced. */
async function isRenewed(person: Person): Promise<void> {
  await person.page.waitForFunction(() => {
    const last = window.probe.events.findLast(({ type }) => type === 'signaling-change');
    return (last?.detail as { state: string } | undefined)?.state === 'connected';
  });
  assert.deepEqual(await signalingOf(person), ['disconnected', 'connected']);
}

/** As far as their pages can tell, no beat and no media come over the link any more. */
async function hearNothing(...people: readonly Person[]): Promise<void> {
  for (const { page } of people) {
    await page.evaluate(() => {
      const { send } = RTCDataChannel.prototype;
      const { getStats } = RTCPeerConnection.prototype;
      RTCDataChannel.prototype.send = () => undefined;
      RTCPeerConnection.prototype.getStats = () => Promise.resolve(new Map() as RTCStatsReport);
      addEventListener('hear-again', () => {
        RTCDataChannel.prototype.send = send;
        RTCPeerConnection.prototype.getStats = getStats;
      });
    });
  }
}

async function hearAgain(...people: readonly Person[]): Promise<void> {
  for (const { page } of people) await page.evaluate(() => dispatchEvent(new Event('hear-again')));
}

describe('a connection to the server that carries nothing, and is still there', () => {
  const place = useDemo();

  /** Ann reaches the server on a way that can be cut. */
  async function meetOver({ url }: StrandingProxy): Promise<Meeting> {
    const [ann, ben] = await Promise.all([
      enterDemo({ browser: place.browser, demo: { url } }, 'ann', 'ben'),
      enterDemo(place, 'ben', 'ann'),
    ]);
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    return { ann, ben };
  }

  it('is found out and replaced when the network has changed, and the call goes on', async () => {
    await using proxy = await StrandingProxy.to(place.demo.url);
    const { ann, ben } = await meetOver(proxy);
    await talk({ ann, ben }, 'Video call');
    await Promise.all([ann.forgetEvents(), ben.forgetEvents()]);
    proxy.strand();
    await ann.page.evaluate(() => dispatchEvent(new Event('online')));
    await isRenewed(ann);
    await Promise.all([ann.receives({ frames: 30 }), ben.receives({ frames: 30 })]);
    for (const person of [ann, ben]) assert.ok(!(await person.events()).includes('call-state'));
    await ben.button('End call').click();
    await ann.text('Ben ended the call').waitFor();
    await isOver(ann, ben);
  });

  it('is found out and replaced when nothing comes over the link either', async () => {
    await using proxy = await StrandingProxy.to(place.demo.url);
    const { ann, ben } = await meetOver(proxy);
    const wire = new Wire(ann.page);
    await ann.page.reload();
    await ann.seesPeerLive();
    await talk({ ann, ben }, 'Video call');
    await ann.forgetEvents();
    proxy.strand();
    await hearNothing(ann, ben);
    await wire.until(({ sentEvents }) => sentEvents.includes('connection:check'));
    await isRenewed(ann);
    await ann.inState('reconnecting');
    await hearAgain(ann, ben);
    await ann.inState('active');
    await Promise.all([ann.receives({ frames: 30 }), ben.receives({ frames: 30 })]);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('is given up with a request that is not answered, which is asked again over the new one', async () => {
    await using proxy = await StrandingProxy.to(place.demo.url);
    const { ann, ben } = await meetOver(proxy);
    await ann.forgetEvents();
    proxy.strand();
    await ann.button('Video call').click();
    await ben.incoming.getByRole('button', { name: 'Accept' }).click();
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    assert.deepEqual(await signalingOf(ann), ['disconnected', 'connected']);
    await ben.button('End call').click();
    await isOver(ann, ben);
  });
});
