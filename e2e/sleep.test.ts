import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';

import { enterDemo, isOver, type Meeting, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';
import { Sleeper } from './support/sleeper.ts';

function callId({ page }: Person): Promise<string | undefined> {
  return page.evaluate(() => document.querySelector('call-window')?.call?.id);
}

function statesOf({ page }: Person): Promise<readonly string[]> {
  return page.evaluate(() =>
    window.probe.events.flatMap(({ type, detail }) =>
      type === 'call-state' ? [(detail as { state: string }).state] : [],
    ),
  );
}

/** Whose signaling comes and goes with the laptop may say so; of the call there is nothing else to say. */
async function onlyReconnected(person: Person): Promise<void> {
  const others = (await person.events()).filter(
    (type) => !/^(call-state|signaling-change|presence-change)$/.test(type),
  );
  assert.deepEqual(others, []);
  const states = await statesOf(person);
  assert.deepEqual([...new Set(states)], states.length > 0 ? ['reconnecting', 'active'] : []);
}

describe('a laptop that is closed in the middle of a call', () => {
  const place = useDemo();

  /** Ann in one browser, Ben in one that can sleep. */
  async function talkWithSleeper({ browser }: Sleeper): Promise<Meeting> {
    const [ann, ben] = await Promise.all([
      enterDemo(place, 'ann', 'ben'),
      enterDemo({ browser, demo: place.demo }, 'ben', 'ann'),
    ]);
    await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
    await talk({ ann, ben }, 'Video call');
    await Promise.all([ann.receives({ frames: 10 }), ben.receives({ frames: 10 })]);
    await Promise.all([ann.forgetEvents(), ben.forgetEvents()]);
    return { ann, ben };
  }

  for (const seconds of [5, 30]) {
    it(`goes on with the call when it is opened again after ${seconds} seconds`, async () => {
      await using sleeper = await Sleeper.launch();
      const { ann, ben } = await talkWithSleeper(sleeper);
      const before = await callId(ann);
      sleeper.sleep();
      await Promise.all([ann.text('Reconnecting…').waitFor(), pass(seconds * 1_000)]);
      sleeper.wake();
      await Promise.all([ann.inState('active'), ben.inState('active')]);
      await Promise.all([ann.receives({ frames: 30 }), ben.receives({ frames: 30 })]);
      assert.deepEqual([await callId(ann), await callId(ben)], [before, before]);
      await Promise.all([onlyReconnected(ann), onlyReconnected(ben)]);
      await ben.button('End call').click();
      await isOver(ann, ben);
    });
  }
});
