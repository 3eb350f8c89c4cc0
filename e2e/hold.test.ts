import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, talk, useDemo, type Meeting } from './support/meeting.ts';
import type { Person } from './support/person.ts';
import { seesScreen } from './support/screens.ts';

/** Louder than this somebody is heard; a tone of the fake microphone has a hundred times as much. */
const SILENCE = 1e-6;
const VOICE = 1e-4;

interface Sent {
  readonly bytes: number;
  readonly sources: readonly (string | null)[];
}

/** What this page's open connections send: payload so far, and which kinds of tracks. */
const sent = ({ page }: Person): Promise<Sent> =>
  page.evaluate(async () => {
    const open = window.probe.connections.filter(({ connectionState }) => connectionState === 'connected');
    let bytes = 0;
    for (const connection of open)
      (await connection.getStats()).forEach((stats) => {
        if (stats.type === 'outbound-rtp') bytes += stats.bytesSent;
      });
    const senders = open.flatMap((connection) => connection.getSenders());
    return { bytes, sources: senders.flatMap(({ track }) => track?.kind ?? []) };
  });

/** How the devices are that this page has open. */
const devices = ({ page }: Person): Promise<readonly string[]> =>
  page.evaluate(() =>
    window.probe.tracks
      .filter(({ readyState }) => readyState === 'live')
      .map(({ kind, enabled }) => `${kind} ${enabled ? 'on' : 'off'}`),
  );

/** Whether what comes from the others may sound in this page. */
const isListening = ({ page }: Person): Promise<boolean> =>
  page.evaluate(() =>
    window.probe.connections
      .filter(({ connectionState }) => connectionState === 'connected')
      .flatMap((connection) => connection.getReceivers())
      .filter(({ track }) => track.kind === 'audio')
      .every(({ track }) => track.enabled),
  );

const toldOfHold = async (person: Person): Promise<readonly string[]> =>
  person.page.evaluate(() =>
    window.probe.events.flatMap(({ type, detail }) =>
      type === 'hold-change' ? [(detail as { held: string }).held] : [],
    ),
  );

const held = ({ page }: Person): Promise<string> => page.evaluate(() => document.querySelector('call-window')!.held);

/** Ben sees that Ann holds him, and hears nothing of her; nor does she of him. */
async function isSilent(meeting: Meeting): Promise<void> {
  const { ann, ben } = meeting;
  await areToldOfHold(meeting);
  const before = await sent(ann);
  const [atAnns, atBens] = await Promise.all([ann.energyFromNowOn(), ben.energyFromNowOn()]);
  assert.ok(atAnns < SILENCE && atBens < SILENCE, `Ann hears ${atAnns}, Ben ${atBens}`);
  assert.equal((await sent(ann)).bytes, before.bytes, 'Ann sends nothing');
}

/** Both sides agree that Ann holds Ben, and nothing can flow. */
async function areToldOfHold({ ann, ben }: Meeting): Promise<void> {
  await ben.text('Ann put you on hold').waitFor();
  await ann.text('On hold').waitFor();
  assert.deepEqual((await sent(ann)).sources, []);
  assert.equal(await isListening(ann), false);
  assert.deepEqual([await held(ann), await held(ben)], ['local', 'remote']);
}

/** Both are seen and heard. */
async function flows({ ann, ben }: Meeting): Promise<void> {
  await ben.text('Ann put you on hold').waitFor({ state: 'detached' });
  await Promise.all([ann.receives({ frames: 20 }), ben.receives({ frames: 20 })]);
  const [atAnns, atBens] = await Promise.all([ann.energyFromNowOn(), ben.energyFromNowOn()]);
  assert.ok(atAnns > VOICE && atBens > VOICE, `Ann hears ${atAnns}, Ben ${atBens}`);
  assert.equal(await isListening(ann), true);
  assert.deepEqual([await held(ann), await held(ben)], ['none', 'none']);
}

describe('a call on hold', () => {
  const place = useDemo();

  it('is silent both ways, and goes on as it was: by its key and by its buttons', async () => {
    const meeting = await meet(place);
    const { ann, ben } = meeting;
    await talk(meeting, 'Video call');
    await flows(meeting);
    const open = await devices(ann);
    await ann.page.keyboard.press('h');
    await isSilent(meeting);
    assert.equal(await ann.focused(), 'Resume');
    assert.deepEqual(await devices(ann), open, 'the devices stay open');
    await ann.page.keyboard.press('h');
    await flows(meeting);

    await ann.button('Hold').click();
    await isSilent(meeting);
    await ann.button('Resume').click();
    await flows(meeting);
    assert.deepEqual(await toldOfHold(ann), ['local', 'none', 'local', 'none']);
    assert.deepEqual(await toldOfHold(ben), ['remote', 'none', 'remote', 'none']);
    assert.deepEqual(ann.warnings.concat(ben.warnings), []);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('leaves who was muted muted', async () => {
    const meeting = await meet(place);
    const { ann, ben } = meeting;
    await talk(meeting, 'Video call');
    await ann.button('Mute').click();
    await ben.text('Ann is muted').waitFor();
    const open = await devices(ann);
    await ann.page.evaluate(() => document.querySelector('call-window')!.hold());
    await isSilent(meeting);
    await ann.page.evaluate(() => document.querySelector('call-window')!.resume());
    await ben.text('Ann is muted').waitFor();
    await ann.button('Unmute').waitFor();
    await ben.receives({ frames: 20, audio: false });
    const energy = await ben.energyFromNowOn();
    assert.ok(energy < SILENCE, `Ben hears ${energy}`);
    assert.deepEqual(await devices(ann), open);
    await ben.button('End call').click();
    await isOver(ann, ben);
  });

  it('shows a shared screen to nobody, and shows it again', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Video call');
    await ann.page.keyboard.press('s');
    await seesScreen(ben, ann);
    await ann.page.keyboard.press('h');
    await areToldOfHold({ ann, ben });
    await ben.page.locator('call-window-screen').waitFor({ state: 'detached' });
    await ann.page.keyboard.press('h');
    await seesScreen(ben, ann);
    await ann.button('Stop sharing').waitFor();
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('is begun in the settings where the header has no room, and the focus finds the way on and back', async () => {
    const { ann, ben } = await meet(place, { ann: { viewport: { width: 360, height: 740 } } });
    await talk({ ann, ben }, 'Video call');
    await ann.button('Settings').click();
    await ann.button('Hold').click();
    await areToldOfHold({ ann, ben });
    assert.equal(await ann.focused(), 'Resume');
    await ann.page.keyboard.press('Enter');
    await ben.text('Ann put you on hold').waitFor({ state: 'detached' });
    await ann.text('On hold').waitFor({ state: 'detached' });
    assert.equal(await ann.focused(), 'Settings');
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('is each one’s own to end, where both have put the other on hold', async () => {
    const meeting = await meet(place);
    const { ann, ben } = meeting;
    await talk(meeting, 'Video call');
    await ann.page.keyboard.press('h');
    await ben.text('Ann put you on hold').waitFor();
    await ben.page.keyboard.press('h');
    await ann.text('Ben put you on hold').waitFor();
    assert.deepEqual([await held(ann), await held(ben)], ['both', 'both']);
    await ben.button('Resume').click();
    await ann.text('Ben put you on hold').waitFor({ state: 'detached' });
    await isSilent(meeting);
    await ann.button('Resume').click();
    await flows(meeting);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('is still on hold, for both, when its page was loaded again', async () => {
    const meeting = await meet(place);
    const { ann, ben } = meeting;
    await talk(meeting, 'Video call');
    await ann.page.keyboard.press('h');
    await isSilent(meeting);
    await ben.forgetEvents();
    await ann.page.reload();
    await ben.cameTo('reconnecting');
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await areToldOfHold(meeting);
    assert.deepEqual(await sent(ann), { bytes: 0, sources: [] }, 'nothing was sent over the new link');
    await ann.button('Resume').click();
    await flows(meeting);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('can be ended by either', async () => {
    const { ann, ben } = await meet(place);
    await talk({ ann, ben }, 'Voice call');
    await ann.page.keyboard.press('h');
    await ben.text('Ann put you on hold').waitFor();
    await ben.button('End call').click();
    await isOver(ann, ben);
  });
});
