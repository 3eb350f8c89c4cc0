import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { useFirefoxToo } from './support/across.ts';
import { atOnce } from './support/at-once.ts';
import { withoutFirefox } from './support/firefox.ts';
import { isOver, talk } from './support/meeting.ts';
import type { Person } from './support/person.ts';

/** Each hears the other, by the energy of what is played (silence has none). */
async function hearEachOther(...people: readonly Person[]): Promise<void> {
  for (const person of people) {
    const energy = await person.energyPerSecond(2);
    assert.ok(energy > 1e-3, `heard ${energy} per second`);
  }
}

describe('between Firefox and Chromium', { skip: withoutFirefox }, () => {
  const { meetAcross } = useFirefoxToo();

  for (const caller of ['Firefox', 'Chromium'] as const) {
    const callee = caller === 'Firefox' ? 'Chromium' : 'Firefox';

    it(`a video call from ${caller} to ${callee} shows and lets hear, and ends for both`, async () => {
      const { ann, ben } = await meetAcross(caller);
      await ann.button('Video call').click();
      await ann.text('Ringing…').waitFor();
      await ben.incoming.getByRole('button', { name: 'Accept' }).click();
      await Promise.all([ann.text('Connected').waitFor(), ben.text('Connected').waitFor()]);
      await Promise.all([ann.receives({ frames: 60 }), ben.receives({ frames: 60 })]);
      await hearEachOther(ann, ben);
      await ann.button('End call').click();
      await Promise.all([ann.text('Call ended').waitFor(), ben.text('Ann ended the call').waitFor()]);
      await isOver(ann, ben);
    });

    it(`a voice call from ${caller} to ${callee} sends no pictures, and says who is muted`, async () => {
      const { ann, ben } = await meetAcross(caller);
      await talk({ ann, ben }, 'Voice call');
      await hearEachOther(ann, ben);
      for (const person of [ann, ben]) assert.equal((await person.inbound()).framesDecoded, 0);
      await ann.button('Mute').click();
      await ben.text('Ann is muted').waitFor();
      const energy = await ben.energyFromNowOn();
      assert.ok(energy < 1e-6, `heard ${energy} per second`);
      await ben.button('End call').click();
      await isOver(ann, ben);
    });

    it(`the camera of ${caller} goes off and on for ${callee}`, async () => {
      const { ann, ben } = await meetAcross(caller);
      await talk({ ann, ben }, 'Video call');
      await ann.button('Turn camera off').click();
      await ben.text("Ann's camera is off").waitFor();
      await ann.button('Turn camera on').click();
      await ben.text("Ann's camera is off").waitFor({ state: 'hidden' });
      await ben.receives({ frames: 30 });
      await ben.button('End call').click();
      await isOver(ann, ben);
    });

    it(`a call from ${caller} is declined in ${callee}`, async () => {
      const { ann, ben } = await meetAcross(caller);
      await ann.button('Video call').click();
      await ben.incoming.getByRole('button', { name: 'Decline', exact: true }).click();
      await ann.text('Call declined').waitFor();
      assert.equal((await ann.event('call-ended'))['reason'], 'declined');
      await isOver(ann, ben);
    });
  }

  it('the keyboard finds in Firefox what it finds elsewhere, in the same order', async () => {
    const { ann, ben } = await meetAcross('Firefox');
    await talk({ ann, ben }, 'Video call');
    const found: string[] = [];
    while (found.length < 8) {
      await ann.page.keyboard.press('Tab');
      found.push(await ann.focused());
    }
    assert.deepEqual(found, [
      'Swap pictures',
      'Hold',
      'Picture in picture',
      'Full screen',
      'Minimise',
      'End call',
      'Mute',
      'Turn camera off',
    ]);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('two who call each other at once end up in one call', async () => {
    const { ann, ben } = await meetAcross('Firefox');
    await atOnce([ann, 'startCall', { kind: 'video' }], [ben, 'startCall', { kind: 'video' }]);
    await Promise.all([ann.inState('active'), ben.inState('active')]);
    await Promise.all([ann.receives({ frames: 10 }), ben.receives({ frames: 10 })]);
    const ids = await Promise.all(
      [ann, ben].map(async (person) => (await person.event<{ call: { id: string } }>('call-connected')).call.id),
    );
    assert.equal(ids[0], ids[1]);
    for (const person of [ann, ben]) {
      const wrong = ['call-error', 'call-ended', 'call-incoming'];
      assert.deepEqual(
        (await person.events()).filter((type) => wrong.includes(type)),
        [],
      );
    }
    await ben.button('End call').click();
    await isOver(ann, ben);
  });
});
