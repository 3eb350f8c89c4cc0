import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CallEvent } from '../../src/call/call-events.ts';
import type { Context } from '../../src/call/transition.ts';
import {
  answered,
  asAnn,
  asBen,
  CALL_ID,
  effectsOf,
  flowing,
  mediaOpened,
  offer,
  rang,
  tell,
  toActive,
} from './fixtures.ts';

const benActive: readonly CallEvent[] = [
  rang,
  offer,
  { type: 'accept', kind: 'video' },
  { type: 'call-changed', call: answered },
  mediaOpened,
  ...flowing('ann'),
];

const offers = (attempt: number): CallEvent => ({ ...offer, attempt }) as CallEvent;
const asks = (attempt: number): CallEvent => ({
  ...{ type: 'signal-received', callId: CALL_ID, from: 'ben', attempt, sequence: 0 },
  signal: { type: 'restart', restart: 'link' },
});

/** Attempts 2 to 41, one right after the other. */
const forty = (one: (attempt: number) => CallEvent): readonly CallEvent[] =>
  Array.from({ length: 40 }, (_, index) => one(index + 2));

const cases: readonly [string, Context, readonly CallEvent[], string, (attempt: number) => CallEvent][] = [
  ['that the initiator begins', asBen, benActive, 'ann', offers],
  ['that the responder asks for', asAnn, toActive, 'ben', asks],
];

describe('links', () => {
  for (const [whose, context, toTalking, other, one] of cases) {
    it(`follows no more than eight attempts at once ${whose}, and more after a while`, () => {
      const { state } = tell(context, [...toTalking, { type: 'time-out', timer: `begun ${other}` }]);
      const stormed = tell(context, forty(one), state);
      assert.deepEqual(
        effectsOf(stormed, 'open-link').map(({ attempt }) => attempt),
        [2, 3, 4, 5, 6, 7, 8, 9],
      );
      assert.equal(effectsOf(stormed, 'set-timer').filter(({ timer }) => timer === `begun ${other}`).length, 1);
      const later = tell(context, [{ type: 'time-out', timer: `begun ${other}` }, one(42)], stormed.state);
      assert.deepEqual(
        effectsOf(later, 'open-link').map(({ attempt }) => attempt),
        [42],
      );
    });
  }

  it('follows no more than eight attempts while it rings, and those of the call once it is answered', () => {
    const ringing = tell(asBen, [rang, offer, ...forty(offers)]);
    assert.equal(effectsOf(ringing, 'open-link').length, 8);
    const answering: readonly CallEvent[] = [
      { type: 'time-out', timer: 'begun ann' },
      { type: 'accept', kind: 'video' },
      offers(42),
    ];
    assert.equal(effectsOf(tell(asBen, answering, ringing.state), 'open-link')[0]?.attempt, 42);
  });
});
