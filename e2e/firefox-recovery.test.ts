import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { type BrowserName, useFirefoxToo } from './support/across.ts';
import { withoutFirefox } from './support/firefox.ts';
import { isOver, type Meeting, talk } from './support/meeting.ts';
import type { Person } from './support/person.ts';

/** Resolves once the panel's log has such a line. */
async function logs(person: Person, line: RegExp): Promise<void> {
  await person.page.getByRole('log', { name: 'What happened' }).getByText(line).first().waitFor({ state: 'attached' });
}

async function seeEachOther({ ann, ben }: Meeting): Promise<void> {
  await Promise.all([ann.inState('active'), ben.inState('active')]);
  await Promise.all([ann.receives({ frames: 30 }), ben.receives({ frames: 30 })]);
}

/** Resolves once no picture has come for a second. */
async function sawNothingForASecond(person: Person): Promise<void> {
  for (;;) {
    const before = await person.inbound();
    await person.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    if ((await person.inbound()).framesDecoded === before.framesDecoded) return;
  }
}

async function hangUp({ ann, ben }: Meeting): Promise<void> {
  await ann.button('End call').click();
  await isOver(ann, ben);
}

describe('a call between Firefox and Chromium that is disturbed', { skip: withoutFirefox }, () => {
  const { meetAcross } = useFirefoxToo();

  async function talkAcross(caller: BrowserName, page?: string): Promise<Meeting> {
    const meeting = await meetAcross(caller, page);
    await talk(meeting, 'Video call');
    const { ann, ben } = meeting;
    await Promise.all([ann.receives({ frames: 10 }), ben.receives({ frames: 10 })]);
    await Promise.all([ann.forgetEvents(), ben.forgetEvents()]);
    return meeting;
  }

  for (const caller of ['Firefox', 'Chromium'] as const) {
    for (const who of ['ann', 'ben'] as const) {
      const role = who === 'ann' ? 'caller' : 'callee';

      it(`from ${caller}: the ${role} loads the page again, and is back without a click`, async () => {
        const meeting = await talkAcross(caller);
        const { [who]: person, [who === 'ann' ? 'ben' : 'ann']: other } = meeting;
        const waits = other.text('Reconnecting…').waitFor();
        await person.page.reload();
        await waits;
        await seeEachOther(meeting);
        await hangUp(meeting);
      });
    }

    it(`from ${caller}: the link is killed, and another one made`, async () => {
      const meeting = await talkAcross(caller, '&faults=1');
      await meeting.ann.button('Kill link').click();
      await Promise.all([meeting.ann.event('call-state'), meeting.ben.event('call-state')]);
      await seeEachOther(meeting);
      await logs(meeting.ann, /^Kill link healed in/);
      await hangUp(meeting);
    });

    it(`from ${caller}: no picture comes through for ten seconds, and then they do`, async () => {
      const meeting = await talkAcross(caller, '&faults=1');
      const comesAgain = logs(meeting.ann, /^Black out media over after/).then(() => true);
      await meeting.ann.button('Black out media').click();
      await Promise.all([sawNothingForASecond(meeting.ann), sawNothingForASecond(meeting.ben)]);
      assert.equal(await Promise.race([comesAgain, false]), false);
      await comesAgain;
      await seeEachOther(meeting);
      const events = await Promise.all([meeting.ann.events(), meeting.ben.events()]);
      assert.ok(!events.flat().includes('call-ended'));
      await hangUp(meeting);
    });
  }
});
