import type { CallKind, Person } from '../protocol/index.ts';
import { refuse, refuseUnknownCall } from '../refuse.ts';
import { type CallRecord, isLive, isPresent, isRinging, newCall, participantOf } from './call-record.ts';
import { claimedCall } from './claimed-call.ts';
import { type CallAct, type Decision, decide } from './decide.ts';

/** Somebody who is to be rung, and whether a device of theirs can hear it. */
export interface Callee {
  readonly person: Person;
  readonly reachable: boolean;
  /** The caller may see them, and not ring them. */
  readonly forbidden?: boolean;
}

/** An invite with all that is needed to decide it. */
export interface Invite {
  readonly callId: string;
  readonly requestId: string;
  readonly kind: CallKind;
  readonly caller: Person;
  readonly deviceId: string;
  readonly callees: readonly Callee[];
  readonly now: number;
  readonly ringsUntil: number;
}

/** Decides an invite among the calls that its people are or were in. Pure. */
export function decideInvite(known: readonly CallRecord[], invite: Invite): Decision {
  const { caller, requestId } = invite;
  const repeated = madeBy(known, caller.userId, requestId);
  if (repeated !== undefined) return decideRepeated(repeated, invite);
  if (isTalking(known, caller.userId)) return refuse('already-in-call', 'The caller is in another call.');
  const crossing = known.find((record) => crosses(record, invite));
  if (crossing !== undefined) return acceptCrossing(crossing, invite);
  if (invite.callees.some(({ forbidden }) => forbidden))
    return refuse('not-permitted', 'The caller may not call this user.');
  return decideRing(invite);
}

/** The call that this invite made, or joined. */
function madeBy(known: readonly CallRecord[], userId: string, requestId: string): CallRecord | undefined {
  return known.find((record) => participantOf(record, userId)?.requestId === requestId);
}

/** Whoever was cut off while they invited is back with the repeated invite. */
function decideRepeated(record: CallRecord, { caller: { userId }, deviceId, now }: Invite): Decision {
  const isBack = participantOf(record, userId)?.standing === 'away';
  return isBack ? decide(record, { type: 'device-returned', userId, deviceId }, now) : { ok: true, record };
}

/** Decides what becomes of the call that an invite made whose caller gave up before they heard of it. Pure. */
export function decideWithdrawal(
  known: readonly CallRecord[],
  { userId, deviceId, requestId }: { userId: string; deviceId: string; requestId: string },
  now: number,
): Decision {
  const record = madeBy(known, userId, requestId);
  if (record === undefined) return refuseUnknownCall();
  return decide(record, { type: 'leave', userId, deviceId, reason: 'hung-up' }, now);
}

/** Decides an answer, for which the user leaves any other call, or a return, which is refused to whoever has a place in another one. Pure. */
export function decideJoin(
  known: readonly CallRecord[],
  callId: string,
  act: CallAct & { type: 'accept' | 'device-returned' },
  now: number,
): Decision {
  const record = known.find(({ id }) => id === callId);
  if (record === undefined) return refuseUnknownCall();
  const others = known.filter(({ id }) => id !== callId);
  const decision = decide(record, act, now);
  const returns = act.type === 'device-returned' && decision.ok && isLive(decision.record);
  if (!returns || !holds(decision.record, act.userId) || !isTaken(others, act.userId)) return decision;
  return refuse('already-in-call', 'The user is in another call.');
}

/** Decides a return; a call that nobody knows any more is taken to be as the device claims it is. Pure. */
export function decideReturn(
  known: readonly CallRecord[],
  callId: string,
  act: CallAct & { type: 'device-returned' },
  now: number,
): Decision {
  const { claim, person, deviceId } = act;
  if (known.some(({ id }) => id === callId) || !claim || !person) return decideJoin(known, callId, act, now);
  const record = claimedCall(callId, { claim, person, deviceId }, now);
  if (record === undefined) return refuseUnknownCall();
  return isTaken(known, act.userId) ? refuse('already-in-call', 'The user is in another call.') : { ok: true, record };
}

/** Decides a decline: whoever is in another call meanwhile is busy. Pure. */
export function decideDecline(
  known: readonly CallRecord[],
  callId: string,
  act: CallAct & { type: 'decline' },
  now: number,
): Decision {
  const record = known.find(({ id }) => id === callId);
  if (record === undefined) return refuseUnknownCall();
  const others = known.filter(({ id }) => id !== callId);
  return decide(record, { ...act, talks: isTalking(others, act.userId) }, now);
}

/** The calls that the user leaves by being in this one. Pure. */
export function displacedBy(known: readonly CallRecord[], userId: string, decision: Decision): readonly CallRecord[] {
  if (!decision.ok || !isLive(decision.record) || known.includes(decision.record)) return [];
  const { id } = decision.record;
  return known.filter((other) => other.id !== id && isLive(other) && holds(other, userId));
}

/** Call glare: whoever calls the person that is ringing them accepts that call. */
function crosses(record: CallRecord, { caller, callees, now }: Invite): boolean {
  const [callee] = callees;
  return callees.length === 1 && record.callerId === callee?.person.userId && isRinging(record, caller.userId, now);
}

function acceptCrossing(record: CallRecord, { caller, deviceId, requestId, kind, now }: Invite): Decision {
  return decide(record, { type: 'accept', userId: caller.userId, deviceId, requestId, kind }, now);
}

/** Makes the call; whoever can't be rung is out of it at once, and with the last of them the call has ended. */
function decideRing(invite: Invite): Decision {
  const callees = invite.callees.map(({ person }) => person);
  let decision: Decision = { ok: true, record: newCall({ ...invite, callees }) };
  for (const { person, reachable } of invite.callees)
    if (!reachable && decision.ok)
      decision = decide(decision.record, { type: 'found-unreachable', userId: person.userId }, invite.now);
  return decision;
}

function isTalking(known: readonly CallRecord[], userId: string): boolean {
  return known.some((record) => isLive(record) && participantOf(record, userId)?.standing === 'joined');
}

/** Whether a device of the user is in one of the calls, or may come back to it. What only others claim takes nobody's place. */
function isTaken(known: readonly CallRecord[], userId: string): boolean {
  return known.some((record) => isLive(record) && holds(record, userId) && participantOf(record, userId)?.deviceId);
}

/** Whether the user is in the call, or keeps a place in it for the grace period. */
function holds(record: CallRecord, userId: string): boolean {
  const participant = participantOf(record, userId);
  return participant !== undefined && isPresent(participant);
}
