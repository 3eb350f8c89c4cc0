import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isOver, meet, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

/** Notes every state of the call from now on, in this page. */
async function statesOf({ page }: Person): Promise<readonly string[]> {
  return page.evaluate(() =>
    window.probe.events.flatMap(({ type, detail }) =>
      type === 'call-state' ? [(detail as { state: string }).state] : [],
    ),
  );
}

async function reload({ page }: Person): Promise<void> {
  await page.reload();
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
      const back = other.text('Reconnecting…').waitFor();
      await reload(person);
      await back;
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
