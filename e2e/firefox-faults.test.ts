import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { hangUp, seeEachOther, talkOnVideo, useFirefoxToo } from './support/across.ts';
import { withoutFirefox } from './support/firefox.ts';
import type { Person } from './support/person.ts';

/** Resolves once the panel's log has such a line. */
async function logs(person: Person, line: RegExp): Promise<void> {
  await person.page.getByRole('log', { name: 'What happened' }).getByText(line).first().waitFor({ state: 'attached' });
}

/** Resolves once no picture has come for a second. */
async function sawNothingForASecond(person: Person): Promise<void> {
  for (;;) {
    const before = await person.inbound();
    await person.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    if ((await person.inbound()).framesDecoded === before.framesDecoded) return;
  }
}

describe('a call between Firefox and Chromium that is disturbed', { skip: withoutFirefox }, () => {
  const { meetAcross } = useFirefoxToo();

  for (const caller of ['Firefox', 'Chromium'] as const) {
    it(`from ${caller}: the link is killed, and another one made`, async () => {
      const meeting = await talkOnVideo(await meetAcross(caller, '&faults=1'));
      await meeting.ann.button('Kill link').click();
      await Promise.all([meeting.ann.event('call-state'), meeting.ben.event('call-state')]);
      await seeEachOther(meeting);
      await logs(meeting.ann, /^Kill link healed in/);
      await hangUp(meeting);
    });

    it(`from ${caller}: no picture comes through for ten seconds, and then they do`, async () => {
      const meeting = await talkOnVideo(await meetAcross(caller, '&faults=1'));
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
