import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { enterDemo, isOver, type Meeting, type Place, talk, useDemo } from './support/meeting.ts';
import type { Person, PersonOptions } from './support/person.ts';
import { Wire } from './support/wire.ts';

const AXE = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

interface AxeResult {
  readonly violations: readonly { id: string; nodes: readonly { html: string }[] }[];
}

/** Ann has the panel, Ben a page as everybody's. */
async function meetWithPanel(place: Place, options?: PersonOptions): Promise<Meeting> {
  const [ann, ben] = await Promise.all([
    enterDemo(place, 'ann', 'ben&faults=1', options),
    enterDemo(place, 'ben', 'ann'),
  ]);
  await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
  return { ann, ben };
}

/** Resolves once the panel's log has such a line. */
async function logs(person: Person, line: string | RegExp): Promise<void> {
  await person.page.getByRole('log', { name: 'What happened' }).getByText(line).first().waitFor({ state: 'attached' });
}

function signalingChanged(person: Person, state: string): Promise<unknown> {
  return person.page.waitForFunction(
    (wanted) =>
      window.probe.events.some(({ type, detail }) => {
        return type === 'signaling-change' && (detail as { state: string }).state === wanted;
      }),
    state,
  );
}

describe('the panel with faults', () => {
  const place = useDemo({ browser: { fakeDevices: 'device-count=2' } });

  it('is there only when the address asks for it', async () => {
    const { ann, ben } = await meetWithPanel(place);
    await ann.page.getByRole('complementary', { name: 'Faults' }).waitFor();
    assert.equal(await ben.page.getByRole('complementary', { name: 'Faults' }).count(), 0);
    assert.equal(await ben.page.locator('call-window').getAttribute('display'), null);
  });

  for (const viewport of [
    { width: 360, height: 800 },
    { width: 800, height: 360 },
    { width: 1440, height: 900 },
  ]) {
    it(`lies beside the call, in reach and without a barrier, at ${viewport.width} × ${viewport.height}`, async () => {
      const { ann, ben } = await meetWithPanel(place, { viewport });
      await talk({ ann, ben }, 'Video call');
      const panel = (await ann.page.locator('.faults').boundingBox())!;
      const stage = (await ann.page.getByRole('region', { name: 'Call with Ben' }).boundingBox())!;
      const beside = panel.x >= stage.x + stage.width || panel.y >= stage.y + stage.height;
      assert.ok(beside, JSON.stringify({ panel, stage }));
      for (const name of ['Drop signaling', 'Kill link', 'Black out media', 'Unplug microphone', 'Reload', 'Crash'])
        await ann.button(name).click({ trial: true });
      await ann.button('Kill link').focus();
      await ann.page.keyboard.press('Tab');
      assert.equal(await ann.page.evaluate(() => document.activeElement?.textContent), 'Black out media');
      await ann.page.evaluate(AXE);
      const { violations } = await ann.page.evaluate<AxeResult>('axe.run(".faults")');
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        [],
      );
    });
  }

  it('drops signaling for ten seconds, in which the call goes on, and no socket comes up', async () => {
    const { ann, ben } = await meetWithPanel(place);
    await talk({ ann, ben }, 'Video call');
    const closed = new Promise((resolve) => ann.page.once('websocket', resolve));
    await ann.forgetEvents();
    const wire = new Wire(ann.page);
    await ann.button('Drop signaling').click();
    await signalingChanged(ann, 'disconnected');
    await closed;
    await Promise.all([ann.receives({ frames: 30 }), ben.receives({ frames: 30 })]);
    assert.deepEqual(wire.received, []);
    assert.deepEqual(await ann.events(), ['signaling-change']);
    await signalingChanged(ann, 'connected');
    await logs(ann, /^Drop signaling healed in \d+\.\d s$/);
    await ben.button('End call').click();
    await isOver(ann, ben);
  });

  it('kills the link at both ends, and a new one brings the pictures back', async () => {
    const { ann, ben } = await meetWithPanel(place);
    await talk({ ann, ben }, 'Video call');
    await Promise.all([ann.receives({ frames: 5 }), ben.receives({ frames: 5 })]);
    await Promise.all([ann.forgetEvents(), ben.forgetEvents()]);
    await ann.button('Kill link').click();
    await Promise.all([ann.event('call-state'), ben.event('call-state')]);
    const [state] = await ann.page.evaluate(() =>
      window.probe.connections.map(({ connectionState }) => connectionState),
    );
    assert.match(state ?? '', /^(failed|closed)$/);
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await Promise.all([ann.receives({ frames: 30 }), ben.receives({ frames: 30 })]);
    await logs(ann, /^Kill link healed in \d+\.\d s$/);
    await ben.button('End call').click();
    await isOver(ann, ben);
  });

  it('blacks media out both ways for ten seconds', async () => {
    const { ann, ben } = await meetWithPanel(place);
    await talk({ ann, ben }, 'Video call');
    await Promise.all([ann.receives({ frames: 5 }), ben.receives({ frames: 5 })]);
    await ann.button('Black out media').click();
    for (const person of [ann, ben]) {
      // What was on its way is played out first.
      await person.energyPerSecond(1);
      const { framesDecoded } = await person.inbound();
      await person.energyPerSecond(1);
      assert.equal((await person.inbound()).framesDecoded, framesDecoded);
    }
    await logs(ann, /^Black out media over after 10\.\d s$/);
    await Promise.all([ann.receives({ frames: 10 }), ben.receives({ frames: 10 })]);
    await logs(ann, /^Black out media healed in \d+\.\d s$/);
  });

  for (const [kind, word] of [
    ['audio', 'microphone'],
    ['video', 'camera'],
  ] as const) {
    it(`unplugs the ${word}, which ends its capture and takes it off the list, and plugs it in again`, async () => {
      const { ann, ben } = await meetWithPanel(place);
      await talk({ ann, ben }, 'Video call');
      const listed = (): Promise<number> =>
        ann.page.evaluate(async (wanted) => {
          const devices = await navigator.mediaDevices.enumerateDevices();
          return devices.filter((device) => device.kind === wanted).length;
        }, `${kind}input`);
      const before = await listed();
      const used = await ann.page.evaluateHandle(
        (wanted) => window.probe.tracks.find((track) => track.kind === wanted)!,
        kind,
      );
      const told = ann.page.evaluate(
        () =>
          new Promise((resolve) => navigator.mediaDevices.addEventListener('devicechange', resolve, { once: true })),
      );
      await ann.button(`Unplug ${word}`).click();
      await told;
      assert.equal(await used.evaluate((track) => track.readyState), 'ended');
      assert.ok((await listed()) < before);
      await ann.button(`Plug ${word} in`).click();
      await ann.button(`Unplug ${word}`).waitFor();
      assert.equal(await listed(), before);
    });
  }

  for (const name of ['Reload', 'Crash']) {
    it(`${name} lets the page go, and what it began is still in the log of the next`, async () => {
      const { ann, ben } = await meetWithPanel(place);
      await ann.page.evaluate(() => {
        const hear = (): void => localStorage.setItem('said', 'goodbye');
        for (const type of ['pagehide', 'visibilitychange']) window.addEventListener(type, hear);
      });
      const loaded = ann.page.waitForEvent('load');
      await ann.button(name).click();
      await loaded;
      await ann.seesPeerLive();
      await logs(ann, `${name} begins`);
      await logs(ann, new RegExp(`^${name} healed in`));
      const said = await ann.page.evaluate(() => localStorage.getItem('said'));
      assert.equal(said, name === 'Crash' ? null : 'goodbye');
      await isOver(ann, ben);
    });
  }

  it('says so when there is no call to break', async () => {
    const { ann } = await meetWithPanel(place);
    await ann.button('Kill link').click();
    await logs(ann, 'Kill link there is no call to break');
    await ann.button('Clear').click();
    assert.equal(await ann.page.getByRole('log', { name: 'What happened' }).locator('li').count(), 0);
  });

  it('writes down what the page says: states, errors, toasts', async () => {
    const { ann, ben } = await meetWithPanel(place);
    await talk({ ann, ben }, 'Voice call');
    await ben.button('End call').click();
    await logs(ann, 'call-state connecting → active');
    await logs(ann, 'call-ended remote-hung-up');
    await logs(ann, 'toast “Ben ended the call”');
  });
});
