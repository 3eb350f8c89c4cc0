import { type CallRecord, newCall } from '../../src/calls/call-record.ts';
import { type CallAct, decide } from '../../src/calls/decide.ts';
import type { Person } from '../../src/protocol/index.ts';

export const START = 1_000_000;
export const RINGS_UNTIL = START + 45_000;

export function person(userId: string): Person {
  return { userId, name: null, picture: null };
}

/** A call of Ann's, from her device `ann-1`. */
export function callTo(...callees: string[]): CallRecord {
  return newCall({
    ...{ callId: crypto.randomUUID(), requestId: crypto.randomUUID(), kind: 'video', deviceId: 'ann-1' },
    ...{ caller: person('ann'), callees: callees.map(person), now: START, ringsUntil: RINGS_UNTIL },
  });
}

/** The record after the acts, each of which must be allowed. */
export function after(record: CallRecord, ...acts: CallAct[]): CallRecord {
  return acts.reduce((current, act) => {
    const decision = decide(current, act, START + 1_000);
    if (!decision.ok) throw new Error(`${act.type}: ${decision.code}`);
    return decision.record;
  }, record);
}

export const benAccepts: CallAct = { type: 'accept', userId: 'ben', deviceId: 'ben-1' };
export const cleoAccepts: CallAct = { type: 'accept', userId: 'cleo', deviceId: 'cleo-1' };
export const benDeclines: CallAct = { type: 'decline', userId: 'ben' };
export const annCancels: CallAct = { type: 'cancel', userId: 'ann', deviceId: 'ann-1' };
export const annLeaves: CallAct = { type: 'leave', userId: 'ann', deviceId: 'ann-1', reason: 'hung-up' };
export const benLeaves: CallAct = { type: 'leave', userId: 'ben', deviceId: 'ben-1', reason: 'hung-up' };
export const annDrops: CallAct = { type: 'device-dropped', userId: 'ann', deviceId: 'ann-1' };
export const benDrops: CallAct = { type: 'device-dropped', userId: 'ben', deviceId: 'ben-1' };
export const annGoesAway: CallAct = { type: 'device-leaving', userId: 'ann', deviceId: 'ann-1' };
export const annReturns: CallAct = { type: 'device-returned', userId: 'ann', deviceId: 'ann-1' };
export const ringIsOver: CallAct = { type: 'ring-deadline' };
/** Ann's grace period ends; her absence began with the acts that `after` plays. */
export const annGraceIsOver: CallAct = { type: 'grace-deadline', userId: 'ann', awaySince: START + 1_000 };
export const benGraceIsOver: CallAct = { type: 'grace-deadline', userId: 'ben', awaySince: START + 1_000 };
