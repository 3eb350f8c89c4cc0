import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { type CallRecord, isAsked, isLive, isPresent, participantOf } from '../src/calls/call-record.ts';
import { type CallAct, decide } from '../src/calls/decide.ts';
import { decideInvite } from '../src/calls/decide-among.ts';
import { callTo, person, RINGS_UNTIL, START } from './support/people.ts';

const USERS = ['ann', 'ben', 'cleo', 'eve'];
const userId = fc.constantFrom(...USERS);
const actor = fc.record({ userId, deviceNumber: fc.integer({ min: 1, max: 2 }) });
const reason = fc.constantFrom('hung-up', 'not-permitted', 'connection-lost', 'failed');
const actorType = fc.constantFrom('accept', 'cancel', 'device-dropped', 'device-returned');
const userType = fc.constantFrom('ringing-shown', 'decline', 'found-unreachable');

const act: fc.Arbitrary<CallAct> = fc.oneof(
  fc
    .tuple(actorType, actor)
    .map(([type, { userId, deviceNumber }]) => ({ type, userId, deviceId: `${userId}-${deviceNumber}` })),
  fc.tuple(actor, reason).map(([{ userId, deviceNumber }, why]) => ({
    type: 'leave',
    userId,
    deviceId: `${userId}-${deviceNumber}`,
    reason: why,
  })),
  fc.record({ type: userType, userId }),
  fc.constant({ type: 'ring-deadline' }),
  fc
    .tuple(userId, fc.integer({ min: 0, max: 60 }))
    .map(([who, at]) => ({ type: 'grace-deadline', userId: who, awaySince: START + at * 1_000 })),
) as fc.Arbitrary<CallAct>;

const callees = fc.constantFrom(['ben'], ['ben', 'cleo']);
const acts = fc.array(act, { maxLength: 25 });

/** Plays the acts a second apart and hands every step to `check`. */
function play(
  record: CallRecord,
  played: readonly CallAct[],
  check: (before: CallRecord, next: CallRecord, act: CallAct) => void,
): CallRecord {
  return played.reduce((before, current, index) => {
    const decision = decide(before, current, START + index * 1_000);
    const next = decision.ok ? decision.record : before;
    check(before, next, current);
    return next;
  }, record);
}

function assertProperty(check: (before: CallRecord, next: CallRecord, act: CallAct) => void): void {
  fc.assert(
    fc.property(callees, acts, (called, played) => void play(callTo(...called), played, check)),
    { numRuns: 2_000 },
  );
}

describe('whatever happens to a call', () => {
  it('its version goes up by one with every change and never otherwise', () => {
    assertProperty((before, next) => assert.equal(next.version, before.version + (next === before ? 0 : 1)));
  });

  it('its end is final', () => {
    assertProperty((before, next) => void (isLive(before) || assert.equal(next, before)));
  });

  it('it lives exactly while somebody is in it and somebody else may come', () => {
    assertProperty((_before, { participants, ended, endedAt }) => {
      const remaining = participants.filter(({ standing }) => standing !== 'left');
      assert.equal(ended === null, remaining.length >= 2 && remaining.some(isPresent));
      assert.equal(ended === null, endedAt === null);
      if (ended !== null) assert.equal(remaining.length, 0);
    });
  });

  it('a user is in it with the device that joined first and with no other', () => {
    assertProperty((before, next) => {
      for (const { person, deviceId } of before.participants) {
        if (deviceId !== null) assert.equal(participantOf(next, person.userId)?.deviceId, deviceId);
      }
    });
  });

  it('everybody who joined has a place of their own in the order, the caller the first', () => {
    assertProperty((_before, { participants, answeredAt }) => {
      const orders = participants.flatMap(({ joinOrder }) => joinOrder ?? []);
      assert.deepEqual(
        [...orders].sort(),
        orders.map((_order, index) => index),
      );
      assert.equal(participants[0]?.joinOrder, 0);
      assert.equal(answeredAt !== null, orders.length > 1);
    });
  });

  it('a stranger changes nothing', () => {
    assertProperty((before, next, played) => {
      if ('userId' in played && participantOf(before, played.userId) === undefined) assert.equal(next, before);
    });
  });

  it('nobody rings after the deadline', () => {
    assertProperty(
      (_before, next, { type }) => void (type === 'ring-deadline' && assert.ok(!next.participants.some(isAsked))),
    );
  });

  it('it ends once the deadlines have passed and everybody is gone', () => {
    fc.assert(
      fc.property(callees, acts, (called, played) => {
        const record = play(callTo(...called), played, () => undefined);
        const drops = record.participants.flatMap(({ person: { userId }, deviceId }): CallAct[] =>
          deviceId === null ? [] : [{ type: 'device-dropped', userId, deviceId }],
        );
        const alone = play(record, [...drops, { type: 'ring-deadline' }], () => undefined);
        const graces = alone.participants.map(({ person: { userId }, awaySince }): CallAct => ({
          type: 'grace-deadline',
          userId,
          awaySince: awaySince ?? 0,
        }));
        assert.notEqual(play(alone, graces, () => undefined).ended, null);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('however people invite each other', () => {
  it('two who call each other end up in one call, and nobody is in two', () => {
    const invites = fc.array(fc.tuple(fc.constantFrom('ann', 'ben', 'cleo'), fc.constantFrom('ann', 'ben', 'cleo')), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(invites, (pairs) => {
        let known: readonly CallRecord[] = [];
        for (const [from, to] of pairs) if (from !== to) known = invite(known, from, to);
        for (const user of USERS) {
          const joined = known.filter((record) => isLive(record) && participantOf(record, user)?.standing === 'joined');
          assert.ok(joined.length <= 1, `${user} is in ${joined.length} calls`);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

function invite(known: readonly CallRecord[], from: string, to: string): readonly CallRecord[] {
  const decision = decideInvite(known, {
    ...{
      callId: crypto.randomUUID(),
      requestId: crypto.randomUUID(),
      kind: 'voice',
      deviceId: `${from}-1`,
      now: START,
    },
    ...{ caller: person(from), callees: [{ person: person(to), reachable: true }], ringsUntil: RINGS_UNTIL },
  });
  return decision.ok ? [...known.filter(({ id }) => id !== decision.record.id), decision.record] : known;
}
