import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { type CallRecord, isRinging, participantOf, phaseOf, viewOf } from '../src/calls/call-record.ts';
import { type CallAct, decide } from '../src/calls/decide.ts';
import type { RecordedEnding, RefusalCode } from '../src/protocol/index.ts';
import {
  after,
  annCancels,
  annDrops,
  annGoesAway,
  annGraceIsOver,
  annLeaves,
  annReturns,
  benAccepts,
  benDeclines,
  benDrops,
  benGraceIsOver,
  benLeaves,
  callTo,
  cleoAccepts,
  ringIsOver,
  RINGS_UNTIL,
  START,
} from './support/people.ts';

const ENDS: readonly (readonly [string, readonly CallAct[], RecordedEnding])[] = [
  ['is declined by the only callee', [benDeclines], { reason: 'declined', by: 'ben' }],
  ['is canceled by the caller', [annCancels], { reason: 'canceled', by: 'ann' }],
  ['is canceled when the caller hangs up before the answer', [annLeaves], { reason: 'canceled', by: 'ann' }],
  ['is hung up by the caller', [benAccepts, annLeaves], { reason: 'hung-up', by: 'ann' }],
  ['is hung up by the callee', [benAccepts, benLeaves], { reason: 'hung-up', by: 'ben' }],
  ['is canceled before the caller knows of the answer', [benAccepts, annCancels], { reason: 'canceled', by: 'ann' }],
  ['is declined when an asked callee leaves', [benLeaves], { reason: 'declined', by: 'ben' }],
  ['stays unanswered', [ringIsOver], { reason: 'unanswered', by: null }],
  [
    'stays unanswered although it was heard',
    [{ type: 'ringing-shown', userId: 'ben' }, ringIsOver],
    { reason: 'unanswered', by: null },
  ],
  [
    'is canceled when the caller is gone at the ring deadline',
    [annDrops, ringIsOver],
    { reason: 'canceled', by: 'ann' },
  ],
  [
    "is canceled when the caller's grace ends before the answer",
    [annDrops, annGraceIsOver],
    { reason: 'canceled', by: 'ann' },
  ],
  [
    'is lost when the grace of the caller ends, and nobody is there',
    [benAccepts, annDrops, benDrops, annGraceIsOver],
    { reason: 'connection-lost', by: null },
  ],
  [
    'is lost when the grace of the callee ends, and nobody is there',
    [benAccepts, annDrops, benDrops, benGraceIsOver],
    { reason: 'connection-lost', by: null },
  ],
  [
    'is lost when whoever is there hears nothing of the other any more',
    [benAccepts, benDrops, { ...annLeaves, reason: 'connection-lost' } as CallAct],
    { reason: 'connection-lost', by: null },
  ],
  [
    'is hung up when a page that goes away is not back in time',
    [benAccepts, annGoesAway, annGraceIsOver],
    { reason: 'hung-up', by: 'ann' },
  ],
  [
    'is hung up when a page that goes away has lost its connection, too',
    [benAccepts, annGoesAway, annDrops, annGraceIsOver],
    { reason: 'hung-up', by: 'ann' },
  ],
  ["is canceled when the caller's page goes away", [annGoesAway, annGraceIsOver], { reason: 'canceled', by: 'ann' }],
  [
    'is declined by somebody who talks to another',
    [{ ...benDeclines, talks: true } as CallAct],
    { reason: 'busy', by: 'ben' },
  ],
  ['finds the callee unreachable', [{ type: 'found-unreachable', userId: 'ben' }], { reason: 'unreachable', by: null }],
  [
    'is not permitted by the microphone of the callee',
    [{ ...benLeaves, reason: 'not-permitted' } as CallAct],
    { reason: 'not-permitted', by: 'ben' },
  ],
  [
    'is declined by a callee who blames somebody else before the answer',
    [{ ...benLeaves, by: 'ann' } as CallAct],
    { reason: 'declined', by: 'ben' },
  ],
  [
    'fails at a callee who was never connected',
    [{ ...benLeaves, reason: 'connection-lost' } as CallAct],
    { reason: 'failed', by: 'ben' },
  ],
  [
    'is left by whoever said goodbye to the one that tells',
    [benAccepts, { ...benLeaves, by: 'ann' } as CallAct],
    { reason: 'hung-up', by: 'ann' },
  ],
  ['fails', [benAccepts, { ...annLeaves, reason: 'failed' } as CallAct], { reason: 'failed', by: 'ann' }],
];

describe('the end of a call', () => {
  for (const [sentence, acts, ending] of ENDS) {
    it(`is recorded when it ${sentence}`, () => {
      const record = after(callTo('ben'), ...acts);
      assert.deepEqual(record.ended, ending);
      assert.equal(phaseOf(record), 'ended');
      assert.equal(record.endedAt, START + 1_000);
      assert.ok(record.participants.every(({ standing }) => standing === 'left'));
    });
  }

  it('does not come when one of two callees declines', () => {
    assert.equal(phaseOf(after(callTo('ben', 'cleo'), benDeclines)), 'ringing');
  });

  it('does not come when one of three hangs up', () => {
    assert.equal(phaseOf(after(callTo('ben', 'cleo'), benAccepts, cleoAccepts, annLeaves)), 'active');
  });

  it('comes for everybody asked when the caller of a group cancels', () => {
    assert.deepEqual(after(callTo('ben', 'cleo'), annCancels).ended, { reason: 'canceled', by: 'ann' });
  });

  it('does not come at the ring deadline while two talk, but the third no longer rings', () => {
    const record = after(callTo('ben', 'cleo'), benAccepts, ringIsOver);
    assert.equal(phaseOf(record), 'active');
    assert.equal(participantOf(record, 'cleo')?.standing, 'left');
  });
});

const REFUSALS: readonly (readonly [string, readonly CallAct[], CallAct, RefusalCode])[] = [
  ['a second device that answers', [benAccepts], { ...benAccepts, deviceId: 'ben-2' } as CallAct, 'already-in-call'],
  ['an answer after the cancel', [annCancels], benAccepts, 'no-such-call'],
  ['an answer after the decline', [benDeclines], benAccepts, 'no-such-call'],
  ['an answer by a stranger', [], { ...benAccepts, userId: 'eve' } as CallAct, 'no-such-call'],
  ['a cancel by a stranger', [], { ...annCancels, userId: 'eve' } as CallAct, 'no-such-call'],
  ['a cancel by the callee', [], { ...annCancels, userId: 'ben' } as CallAct, 'not-permitted'],
  ['a cancel by another device of the caller', [], { ...annCancels, deviceId: 'ann-2' } as CallAct, 'not-permitted'],
  [
    'a hang-up by another device of the callee',
    [benAccepts],
    { ...benLeaves, deviceId: 'ben-2' } as CallAct,
    'not-permitted',
  ],
  ['a hang-up by a stranger', [benAccepts], { ...benLeaves, userId: 'eve' } as CallAct, 'no-such-call'],
  ['a decline after the answer', [benAccepts], benDeclines, 'already-in-call'],
  ['a decline by a stranger', [], { type: 'decline', userId: 'eve' }, 'no-such-call'],
  ['ringing shown by a stranger', [], { type: 'ringing-shown', userId: 'eve' }, 'no-such-call'],
  ['ringing shown after the answer', [benAccepts], { type: 'ringing-shown', userId: 'ben' }, 'already-in-call'],
  ['ringing shown after the end', [annCancels], { type: 'ringing-shown', userId: 'ben' }, 'no-such-call'],
  [
    'the return of a device that was never in it',
    [benAccepts],
    { ...annReturns, deviceId: 'ann-2' } as CallAct,
    'already-in-call',
  ],
  ['the return of a stranger', [], { ...annReturns, userId: 'eve' } as CallAct, 'no-such-call'],
];

describe('a call refuses', () => {
  for (const [sentence, acts, act, code] of REFUSALS) {
    it(sentence, () => {
      const decision = decide(after(callTo('ben'), ...acts), act, START + 2_000);
      assert.equal(decision.ok, false);
      assert.equal(!decision.ok && decision.code, code);
    });
  }

  it('an answer at the very moment when the ring ends', () => {
    assert.equal(decide(callTo('ben'), benAccepts, RINGS_UNTIL - 1).ok, true);
    assert.equal(decide(callTo('ben'), benAccepts, RINGS_UNTIL).ok, false);
  });
});

const IDLE: readonly (readonly [string, readonly CallAct[], CallAct])[] = [
  ['a repeated answer', [benAccepts], benAccepts],
  ['a repeated decline', [benDeclines], benDeclines],
  ['a repeated cancel', [annCancels], annCancels],
  ['a repeated hang-up', [benAccepts, annLeaves], annLeaves],
  ['a repeated ringing', [{ type: 'ringing-shown', userId: 'ben' }], { type: 'ringing-shown', userId: 'ben' }],
  ['the return of a device that was never away', [benAccepts], annReturns],
  ['the return of somebody who is still being rung', [], { ...annReturns, userId: 'ben' } as CallAct],
  ['the return to a call that has ended', [benAccepts, benLeaves], annReturns],
  ['the loss of a device that is not in the call', [benAccepts], { ...benDrops, deviceId: 'ben-2' } as CallAct],
  ['the loss of a device that only rings', [], benDrops],
  ['the ring deadline of an answered call', [benAccepts], ringIsOver],
  ['the grace deadline while another one is there', [benAccepts, annDrops], annGraceIsOver],
  ['the deadline of a page that went away, after its return', [benAccepts, annGoesAway, annReturns], annGraceIsOver],
  ['the grace deadline after the return', [benAccepts, annDrops, annReturns], annGraceIsOver],
  [
    'the grace deadline of an earlier absence',
    [benAccepts, annDrops],
    { ...annGraceIsOver, awaySince: START } as CallAct,
  ],
];

describe('a call stays the same record after', () => {
  for (const [sentence, acts, act] of IDLE) {
    it(sentence, () => {
      const record = after(callTo('ben'), ...acts);
      const decision = decide(record, act, START + 2_000);
      assert.equal(decision.ok && decision.record, record);
    });
  }
});

describe('a ring', () => {
  it('is over at its deadline, even if nothing has ended the call yet', () => {
    const record = callTo('ben');
    assert.equal(isRinging(record, 'ben', RINGS_UNTIL - 1), true);
    assert.equal(isRinging(record, 'ben', RINGS_UNTIL), false);
  });

  it('is heard by nobody but those who have been asked and have not answered', () => {
    const record = after(callTo('ben', 'cleo'), benAccepts);
    const heard = ['ann', 'ben', 'cleo', 'eve'].filter((userId) => isRinging(record, userId, START));
    assert.deepEqual(heard, ['cleo']);
  });
});

describe('the view of a call', () => {
  const joinedHere = (record: CallRecord, userId: string, deviceId: string) =>
    viewOf(record, userId, deviceId).joinedHere;

  it('tells the device that is in the call from its siblings', () => {
    const record = after(callTo('ben'), benAccepts);
    assert.equal(joinedHere(record, 'ben', 'ben-1'), true);
    assert.equal(joinedHere(record, 'ben', 'ben-2'), false);
    assert.equal(joinedHere(record, 'ann', 'ben-1'), false);
  });

  it('counts the order of joining and the time from the answer', () => {
    const view = viewOf(after(callTo('ben', 'cleo'), cleoAccepts, benAccepts), 'ann', 'ann-1');
    assert.deepEqual(
      view.participants.map(({ userId, joinOrder }) => [userId, joinOrder]),
      [
        ['ann', 0],
        ['ben', 2],
        ['cleo', 1],
      ],
    );
    assert.equal(view.answeredAt, START + 1_000);
  });

  it('keeps devices and request ids to the server', () => {
    const text = JSON.stringify(viewOf(after(callTo('ben'), benAccepts), 'ann', 'ann-1'));
    assert.doesNotMatch(text, /ben-1|deviceId|requestId/);
  });
});
