import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { atOnce } from './support/at-once.ts';
import {
  enterDemo,
  isOver,
  type Meeting,
  meet,
  type Place,
  type RecordedEnd,
  talk,
  useDemo,
} from './support/meeting.ts';
import type { Person } from './support/person.ts';

/** What one person reads and their host is told: the end reason, the outcome, and the words on the screen. */
type Told = readonly [reason: string, outcome: string, words: string | null];

async function isTold(person: Person, [reason, outcome, words]: Told): Promise<void> {
  const detail = await person.event<{ reason: string; entry: { outcome: string } }>('call-ended');
  assert.deepEqual([detail.reason, detail.entry.outcome], [reason, outcome]);
  if (words !== null) await person.text(words).waitFor();
}

/** Each end once: on both screens, in both events, and in the record. */
async function ends(
  { records }: Place,
  { ann, ben }: Meeting,
  expected: { readonly ann: Told; readonly ben: Told; readonly record: RecordedEnd },
): Promise<void> {
  await Promise.all([isTold(ann, expected.ann), isTold(ben, expected.ben)]);
  assert.deepEqual(records, [expected.record]);
}

async function ring(meeting: Meeting): Promise<void> {
  await meeting.ann.button('Video call').click();
  await meeting.ben.incoming.waitFor();
}

describe('a call of Ann to Ben ends for both, and in the record, as', () => {
  const place = useDemo({ browser: { permissions: 'asked' } });

  it('hung up by the caller', async () => {
    const meeting = await meet(place);
    await talk(meeting, 'Voice call');
    await meeting.ann.button('End call').click();
    await ends(place, meeting, {
      ann: ['hung-up', 'completed', 'Call ended'],
      ben: ['remote-hung-up', 'completed', 'Ann ended the call'],
      record: { reason: 'hung-up', by: 'caller' },
    });
    const [one, other] = await Promise.all(
      [meeting.ann, meeting.ben].map((person) => person.event<{ durationSeconds: number }>('call-ended')),
    );
    assert.equal(one!.durationSeconds, other!.durationSeconds);
    await isOver(meeting.ann, meeting.ben);
  });

  it('hung up by the callee', async () => {
    const meeting = await meet(place);
    await talk(meeting, 'Voice call');
    await meeting.ben.button('End call').click();
    await ends(place, meeting, {
      ann: ['remote-hung-up', 'completed', 'Ben ended the call'],
      ben: ['hung-up', 'completed', 'Call ended'],
      record: { reason: 'hung-up', by: 'callee' },
    });
    await isOver(meeting.ann, meeting.ben);
  });

  it('hung up by one of them, when both do in the same moment', async () => {
    const meeting = await meet(place);
    await talk(meeting, 'Voice call');
    await atOnce([meeting.ann, 'endCall'], [meeting.ben, 'endCall']);
    const reasons = await Promise.all(
      [meeting.ann, meeting.ben].map(async (person) => (await person.event('call-ended'))['reason']),
    );
    assert.deepEqual(reasons.toSorted(), ['hung-up', 'remote-hung-up']);
    assert.deepEqual(place.records, [{ reason: 'hung-up', by: reasons[0] === 'hung-up' ? 'caller' : 'callee' }]);
    await isOver(meeting.ann, meeting.ben);
  });

  it('canceled', async () => {
    const meeting = await meet(place);
    await ring(meeting);
    await meeting.ann.button('End call').click();
    await ends(place, meeting, {
      ann: ['canceled', 'canceled', 'Call ended'],
      ben: ['canceled', 'missed', 'Missed call from Ann'],
      record: { reason: 'canceled', by: 'caller' },
    });
    await isOver(meeting.ann, meeting.ben);
  });

  it('declined', async () => {
    const meeting = await meet(place);
    await ring(meeting);
    await meeting.ben.button('Decline').click();
    await ends(place, meeting, {
      ann: ['declined', 'declined', 'Call declined'],
      ben: ['declined', 'declined', null],
      record: { reason: 'declined', by: 'callee' },
    });
    await isOver(meeting.ann, meeting.ben);
  });

  it('unreachable', async () => {
    const ann = await enterDemo(place, 'ann', 'ben');
    await ann.text('Offline').waitFor();
    await ann.button('Video call').click();
    await isTold(ann, ['unreachable', 'unreachable', "Ben can't be reached right now"]);
    assert.deepEqual(place.records, [{ reason: 'unreachable', by: 'nobody' }]);
    await isOver(ann);
  });

  it('not permitted by the microphone of the callee', async () => {
    const meeting = await meet(place, { ben: { permissions: [] } });
    await ring(meeting);
    await meeting.ben.incoming.getByRole('button', { name: 'Accept' }).click();
    await ends(place, meeting, {
      ann: ['not-permitted', 'failed', "Ben couldn't join: their microphone can't be used"],
      ben: ['not-permitted', 'failed', null],
      record: { reason: 'not-permitted', by: 'callee' },
    });
    await isOver(meeting.ann, meeting.ben);
  });

  it('busy, when Ben is in another call and declines', async () => {
    const { ann: cleo, ben } = await meetAs(place, 'cleo');
    const ann = await enterDemo(place, 'ann', 'ben');
    await ann.seesPeerLive();
    await talk({ ann: cleo, ben }, 'Voice call');
    await ben.forgetEvents();
    await ann.button('Voice call').click();
    await ben.page
      .getByRole('group', { name: 'Incoming voice call from Ann' })
      .getByRole('button', { name: 'Decline' })
      .click();
    await ends(
      place,
      { ann, ben },
      {
        ann: ['busy', 'busy', 'Ben is busy'],
        ben: ['declined', 'declined', null],
        record: { reason: 'busy', by: 'callee' },
      },
    );
    await cleo.button('End call').click();
    await isOver(ann, ben, cleo);
  });

  it('answered, and declined, on another device', async () => {
    const meeting = await meet(place);
    const laptop = await enterDemo(place, 'ben', 'ann');
    await laptop.seesPeerLive();
    await ring(meeting);
    await laptop.incoming.getByRole('button', { name: 'Accept' }).click();
    await isTold(meeting.ben, ['answered-elsewhere', 'answered-elsewhere', null]);
    await laptop.inState('active');
    await laptop.button('End call').click();
    await meeting.ann.inState('idle');
    await Promise.all([meeting.ann, meeting.ben, laptop].map((person) => person.forgetEvents()));
    await ring(meeting);
    await laptop.incoming.getByRole('button', { name: 'Decline' }).click();
    await isTold(meeting.ben, ['declined-elsewhere', 'declined-elsewhere', null]);
    await isTold(meeting.ann, ['declined', 'declined', 'Call declined']);
    assert.deepEqual(place.records, [
      { reason: 'hung-up', by: 'callee' },
      { reason: 'declined', by: 'callee' },
    ]);
    await isOver(meeting.ann, meeting.ben, laptop);
  });
});

/** `user` and Ben have each other's conversation open. */
async function meetAs(place: Place, user: string): Promise<Meeting> {
  const [ann, ben] = await Promise.all([enterDemo(place, user, 'ben'), enterDemo(place, 'ben', user)]);
  await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
  return { ann, ben };
}

describe('a call that nobody answers, or that breaks off, ends for both, and in the record, as', () => {
  const place = useDemo({ signaling: { ringTimeoutSeconds: 3, graceSeconds: 4 } });

  it('unanswered', async () => {
    const meeting = await meet(place);
    await ring(meeting);
    await ends(place, meeting, {
      ann: ['unanswered', 'unanswered', 'No answer'],
      ben: ['unanswered', 'missed', 'Missed call from Ann'],
      record: { reason: 'unanswered', by: 'nobody' },
    });
    await isOver(meeting.ann, meeting.ben);
  });

  it('connection lost, when the browser of one dies', async () => {
    const meeting = await meet(place);
    await talk(meeting, 'Voice call');
    const crash = await meeting.ben.context.newCDPSession(meeting.ben.page);
    crash.send('Page.crash').catch(() => undefined);
    await isTold(meeting.ann, ['connection-lost', 'completed', 'Connection lost']);
    assert.deepEqual(place.records, [{ reason: 'connection-lost', by: 'nobody' }]);
    await isOver(meeting.ann);
  });

  it('failed, when no way leads from one to the other', async () => {
    const meeting = await meet(place);
    // Relayed only, and there is no relay.
    await Promise.all(
      [meeting.ann, meeting.ben].map(({ page }) =>
        page.evaluate(() => document.querySelector('call-window')?.toggleAttribute('relay-only', true)),
      ),
    );
    await ring(meeting);
    await meeting.ben.incoming.getByRole('button', { name: 'Accept' }).click();
    const words = 'The call could not be connected';
    await Promise.all([
      isTold(meeting.ann, ['failed', 'failed', words]),
      isTold(meeting.ben, ['failed', 'failed', words]),
    ]);
    assert.equal(place.records[0]?.reason, 'failed');
    await isOver(meeting.ann, meeting.ben);
  });
});
