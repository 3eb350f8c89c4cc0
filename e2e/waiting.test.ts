import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { enterDemo, isOver, type Meeting, meet, type Place, talk, useDemo } from './support/meeting.ts';
import type { Person } from './support/person.ts';

/** Ann and Ben talk over video, and Cleo rings one of them. */
async function interrupt(place: Place, whom: 'ann' | 'ben' = 'ben'): Promise<Meeting & { cleo: Person }> {
  const meeting = await meet(place);
  const cleo = await enterDemo(place, 'cleo', whom);
  await cleo.seesPeerLive();
  await talk(meeting, 'Video call');
  await Promise.all([meeting.ann, meeting.ben].map((person) => person.forgetEvents()));
  await cleo.button('Voice call').click();
  await card(meeting[whom]).waitFor();
  return { ...meeting, cleo };
}

function card({ page }: Person) {
  return page.getByRole('group', { name: 'Incoming voice call from Cleo' });
}

/** The first call is not disturbed: pictures and sound go on both ways, and nobody is told anything about it. */
async function talkGoesOn(ann: Person, ben: Person): Promise<void> {
  await Promise.all([ann.receives({ frames: 15 }), ben.receives({ frames: 15 })]);
  assert.deepEqual(await ann.events(), []);
}

describe('a second call while one talks', () => {
  const place = useDemo();

  it('is a card, by which the first call ends and the second begins', async () => {
    const { ann, ben, cleo } = await interrupt(place);
    await talkGoesOn(ann, ben);
    await cleo.text('Ringing…').waitFor();
    assert.equal(await ben.incoming.count(), 0, 'no curtain');
    const waiting = await ben.page.evaluate(() => {
      const { waitingCall, call } = document.querySelector('call-window')!;
      return [waitingCall?.participants.map(({ userId }) => userId), call?.participants.map(({ userId }) => userId)];
    });
    assert.deepEqual(waiting, [
      ['cleo', 'ben'],
      ['ann', 'ben'],
    ]);
    await card(ben).getByRole('button', { name: 'End & accept' }).click();
    await ann.text('Ben ended the call').waitFor();
    await Promise.all([ben.inState('active'), cleo.inState('active')]);
    await Promise.all([ben.receives(), cleo.receives()]);
    assert.equal((await ann.event('call-ended'))['reason'], 'remote-hung-up');
    assert.equal((await ben.event('call-ended'))['reason'], 'hung-up');
    assert.deepEqual(
      (await ben.events()).filter((type) => type !== 'call-state' && type !== 'presence-change'),
      ['call-incoming', 'call-started', 'call-ended', 'call-connected'],
    );
    await isOver(ann);
    await cleo.button('End call').click();
    await isOver(ben, cleo);
  });

  it('is busy to its caller when it is declined, and may be tried again', async () => {
    const { ann, ben, cleo } = await interrupt(place);
    await card(ben).getByRole('button', { name: 'Decline' }).click();
    await cleo.text('Ben is busy').waitFor();
    assert.equal((await cleo.event('call-ended'))['reason'], 'busy');
    assert.equal((await ben.event('call-ended'))['reason'], 'declined');
    await cleo.button('Call again').waitFor();
    await isOver(cleo);
    await talkGoesOn(ann, ben);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });

  it('comes to the one who called, too, and rings by itself when the first one ends', async () => {
    const { ann, ben, cleo } = await interrupt(place, 'ann');
    await ben.button('End call').click();
    await ann.incoming.waitFor();
    assert.equal(await card(ann).count(), 0);
    await ann.incoming.getByRole('button', { name: 'Accept' }).click();
    await Promise.all([ann.inState('active'), cleo.inState('active')]);
    await Promise.all([ann.receives(), cleo.receives()]);
    assert.equal((await ann.events()).filter((type) => type === 'call-incoming').length, 1, 'told once');
    await ann.button('End call').click();
    await isOver(ann, ben, cleo);
  });
});

describe('a second call that nobody answers', () => {
  const place = useDemo({ signaling: { ringTimeoutSeconds: 3 } });

  it('is missed by the one and unanswered to the other, and the first call goes on', async () => {
    const { ann, ben, cleo } = await interrupt(place);
    await cleo.text('No answer').waitFor();
    await ben.text('Missed call from Cleo').waitFor();
    assert.equal(await card(ben).count(), 0);
    const { reason, entry } = await ben.event<{ reason: string; entry: { outcome: string } }>('call-ended');
    assert.deepEqual([reason, entry.outcome], ['unanswered', 'missed']);
    await isOver(cleo);
    await talkGoesOn(ann, ben);
    await ann.button('End call').click();
    await isOver(ann, ben);
  });
});
