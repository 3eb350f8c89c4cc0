import type { CallClaim, CallKind, LeaveReason, Person, RecordedEnding, Refusal } from '../protocol/index.ts';
import { refuse, refuseUnknownCall } from '../refuse.ts';
import { isClaimedBy, MAX_VERSION } from './claimed-call.ts';
import {
  type CallRecord,
  type Participant,
  HERE,
  isAsked,
  isJoinedDevice,
  isLive,
  isPresent,
  participantOf,
  phaseOf,
} from './call-record.ts';

interface Actor {
  readonly userId: string;
  readonly deviceId: string;
}

/** Everything that can happen to a call once it exists. */
export type CallAct =
  | { readonly type: 'ringing-shown'; readonly userId: string }
  /** `requestId` and `kind`: of the invite that turned out to be an answer (both called each other). */
  | ({ readonly type: 'accept'; readonly requestId?: string; readonly kind?: CallKind } & Actor)
  /** `talks`: the user declines because of another call that they are in. */
  | {
      readonly type: 'decline';
      readonly userId: string;
      readonly message?: string | undefined;
      readonly talks?: boolean;
    }
  /** The caller gives up before they know of an answer. */
  | ({ readonly type: 'cancel' } & Actor)
  /** `by`: whoever said goodbye first; the actor, unless they only follow. */
  | ({ readonly type: 'leave'; readonly reason: LeaveReason; readonly by?: string | undefined } & Actor)
  | ({ readonly type: 'device-dropped' } & Actor)
  /** The page of the device goes away; whether it comes back, nobody knows. */
  | ({ readonly type: 'device-leaving' } & Actor)
  /** `claim`: what the device knows of the call. */
  | ({
      readonly type: 'device-returned';
      readonly claim?: CallClaim | undefined;
      /** Who the user is, where nobody but the claims of others has said so. */
      readonly person?: Person | undefined;
    } & Actor)
  | { readonly type: 'found-unreachable'; readonly userId: string }
  | { readonly type: 'ring-deadline' }
  /** `awaySince` names the absence, so that the deadline of an earlier one does nothing. */
  | { readonly type: 'grace-deadline'; readonly userId: string; readonly awaySince: number };

/** The next record (the same object when nothing changes), or why the act isn't allowed. */
export type Decision = { readonly ok: true; readonly record: CallRecord } | Refusal;

type ActOf<Type extends CallAct['type']> = Extract<CallAct, { type: Type }>;
type Rules = { [Type in CallAct['type']]: (record: CallRecord, act: ActOf<Type>, now: number) => Decision };

const RULES: Rules = {
  'ringing-shown': showRinging,
  accept,
  decline,
  cancel,
  leave,
  'device-dropped': dropDevice,
  'device-leaving': leavePage,
  'device-returned': returnDevice,
  'found-unreachable': giveUpOn,
  'ring-deadline': endRing,
  'grace-deadline': endGrace,
};

/** Decides one act at the moment `now` (milliseconds on the server's clock). Pure. */
export function decide(record: CallRecord, act: CallAct, now: number): Decision {
  const rule = RULES[act.type] as (record: CallRecord, act: CallAct, now: number) => Decision;
  return rule(record, act, now);
}

function showRinging(record: CallRecord, { userId }: ActOf<'ringing-shown'>, now: number): Decision {
  const participant = participantOf(record, userId);
  if (participant === undefined || !isLive(record) || participant.standing === 'left') return refuseUnknownCall();
  // A ring that came late, or was overtaken by the answer, is over where it rings.
  if (isPresent(participant)) return refuse('already-in-call', 'The call has been answered.');
  if (participant.standing !== 'invited') return unchanged(record);
  return changed(record, {
    participants: replace(record, { ...participant, standing: 'ringing' }),
    rangAt: record.rangAt ?? now,
  });
}

function accept(record: CallRecord, act: ActOf<'accept'>, now: number): Decision {
  const participant = participantOf(record, act.userId);
  if (participant === undefined || !isLive(record)) return refuseUnknownCall();
  if (isPresent(participant)) return returnDevice(record, { ...act, type: 'device-returned' });
  if (!isAsked(participant) || now >= record.ringsUntil) return refuseUnknownCall();
  return changed(record, {
    participants: replace(record, joined(record, participant, act)),
    answeredAt: record.answeredAt ?? now,
    // Of two who called each other, video if either asked for it; the other joins with the camera off.
    kind: act.kind === 'video' ? 'video' : record.kind,
  });
}

function joined(record: CallRecord, participant: Participant, act: ActOf<'accept'>): Participant {
  const joinOrder = record.participants.filter((other) => other.joinOrder !== null).length;
  return { ...participant, standing: 'joined', deviceId: act.deviceId, joinOrder, requestId: act.requestId ?? null };
}

function decline(record: CallRecord, { userId, message, talks }: ActOf<'decline'>, now: number): Decision {
  const participant = participantOf(record, userId);
  if (participant === undefined || isOut(record, participant)) return refuseUnknownCall();
  if (!isLive(record)) return unchanged(record);
  if (isPresent(participant)) return refuse('already-in-call', 'The call has been answered; leave it instead.');
  const reason = talks ? 'busy' : 'declined';
  return depart(record, [userId], { reason, by: userId, ...(message && { message }) }, now);
}

/** Of a cancel and an answer that cross on their way, the cancel is what both hear: the caller never knew of the answer. */
function cancel(record: CallRecord, act: ActOf<'cancel'>, now: number): Decision {
  const participant = participantOf(record, act.userId);
  if (participant === undefined || isOut(record, participant)) return refuseUnknownCall();
  if (record.callerId !== act.userId)
    return refuse('not-permitted', 'Only the caller can cancel a call; decline or leave it instead.');
  if (!isLive(record)) return unchanged(record);
  if (participant.deviceId !== act.deviceId) return refuseOtherDevice();
  return depart(record, [act.userId], canceledBy(act.userId), now);
}

function leave(record: CallRecord, act: ActOf<'leave'>, now: number): Decision {
  const participant = participantOf(record, act.userId);
  if (participant === undefined || isOut(record, participant)) return refuseUnknownCall();
  if (!isLive(record)) return unchanged(record);
  // A place in a claimed call that nobody has taken is given up by whichever device of its user.
  const isOthers = participant.deviceId !== null && !isJoinedDevice(participant, act.deviceId);
  if (isPresent(participant) && isOthers) return refuseOtherDevice();
  const reason = departure(record, participant, act.reason);
  // A lost connection is nobody's act.
  const by = reason === 'connection-lost' ? null : whoLeft(record, participant, act);
  return depart(record, [act.userId], { reason, by }, now);
}

/** Whoever has left a call that goes on is told no more of it than a stranger. */
function isOut(record: CallRecord, { standing }: Participant): boolean {
  return isLive(record) && standing === 'left';
}

/**
 * Hanging up before the answer is canceling for the caller, and declining for somebody who was only asked. A connection can be
 * lost only by somebody who had one.
 */
function departure(record: CallRecord, participant: Participant, reason: LeaveReason): RecordedEnding['reason'] {
  if (isAsked(participant)) return reason === 'hung-up' ? 'declined' : reason === 'connection-lost' ? 'failed' : reason;
  return phaseOf(record) === 'ringing' ? 'canceled' : reason;
}

/** Somebody else only where both were in the call: who was merely rung has heard no goodbye. */
function whoLeft(record: CallRecord, participant: Participant, { userId, by }: ActOf<'leave'>): string {
  const other = by === undefined ? undefined : participantOf(record, by);
  return other !== undefined && isPresent(other) && isPresent(participant) ? other.person.userId : userId;
}

function dropDevice(record: CallRecord, { userId, deviceId }: ActOf<'device-dropped'>, now: number): Decision {
  const participant = participantOf(record, userId);
  if (!isLive(record) || participant?.standing !== 'joined' || participant.deviceId !== deviceId)
    return unchanged(record);
  return changed(record, { participants: replace(record, { ...participant, standing: 'away', awaySince: now }) });
}

/** It may go on sending for a moment, and is away already: what it does not resume in time is over. */
function leavePage(record: CallRecord, { userId, deviceId }: ActOf<'device-leaving'>, now: number): Decision {
  const participant = participantOf(record, userId);
  if (participant === undefined || !isLive(record) || !isJoinedDevice(participant, deviceId))
    return refuseUnknownCall();
  if (participant.leaving) return unchanged(record);
  const away = { ...participant, standing: 'away', awaySince: now, leaving: true } as const;
  return changed(record, { participants: replace(record, away) });
}

function returnDevice(record: CallRecord, act: ActOf<'device-returned'>): Decision {
  const { userId, deviceId } = act;
  const participant = participantOf(record, userId);
  if (participant === undefined) return refuseUnknownCall();
  // Whoever comes too late learns how it ended, and whoever is still being rung that it rings.
  if (!isLive(record) || isAsked(participant)) return unchanged(record);
  if (!isPresent(participant)) return refuseUnknownCall();
  if (participant.deviceId === null) {
    // The server has forgotten which device it was: any that knows the call.
    if (!isClaimedBy(record, act.claim)) return refuseUnknownCall();
  } else if (participant.deviceId !== deviceId)
    return refuse('already-in-call', 'Another device of this user is in the call.');
  if (participant.standing === 'joined') return unchanged(record);
  const back = { ...participant, deviceId, standing: 'joined', ...HERE } as const;
  if (!record.claimed) return changed(record, { participants: replace(record, back) });
  // Nobody takes the claimed call's news for older than what they know.
  const version = Math.max(record.version, Math.min(act.claim?.version ?? 0, MAX_VERSION));
  const person = act.person ?? participant.person;
  return changed({ ...record, version }, { participants: replace(record, { ...back, person }) });
}

function giveUpOn(record: CallRecord, { userId }: ActOf<'found-unreachable'>, now: number): Decision {
  const participant = participantOf(record, userId);
  if (participant === undefined || !isLive(record) || !isAsked(participant)) return unchanged(record);
  return depart(record, [userId], { reason: 'unreachable', by: null }, now);
}

function endRing(record: CallRecord, _act: ActOf<'ring-deadline'>, now: number): Decision {
  const asked = record.participants.filter(isAsked);
  if (!isLive(record) || asked.length === 0) return unchanged(record);
  const caller = participantOf(record, record.callerId);
  const vanished = phaseOf(record) === 'ringing' && caller?.standing === 'away';
  const ending: RecordedEnding = vanished ? canceledBy(record.callerId) : { reason: 'unanswered', by: null };
  return depart(
    record,
    asked.map(({ person }) => person.userId),
    ending,
    now,
  );
}

function endGrace(record: CallRecord, act: ActOf<'grace-deadline'>, now: number): Decision {
  const participant = participantOf(record, act.userId);
  if (!isLive(record) || participant?.standing !== 'away' || participant.awaySince !== act.awaySince)
    return unchanged(record);
  if (phaseOf(record) === 'ringing') return depart(record, [act.userId], canceledBy(act.userId), now);
  if (participant.leaving) return depart(record, [act.userId], { reason: 'hung-up', by: act.userId }, now);
  // Media flows without the server. Whoever is here knows whether it does, and leaves when it does not.
  if (record.participants.some(({ standing }) => standing === 'joined')) return unchanged(record);
  return depart(record, [act.userId], { reason: 'connection-lost', by: null }, now);
}

function canceledBy(callerId: string): RecordedEnding {
  return { reason: 'canceled', by: callerId };
}

/** Takes the users out of the call, and ends it when nobody is left to talk to. */
function depart(record: CallRecord, userIds: readonly string[], ending: RecordedEnding, now: number): Decision {
  const participants = record.participants.map((participant) =>
    userIds.includes(participant.person.userId) ? departed(participant) : participant,
  );
  if (canGoOn(participants)) return changed(record, { participants });
  return changed(record, { participants: participants.map(departed), ended: ending, endedAt: now });
}

function departed(participant: Participant): Participant {
  return { ...participant, standing: 'left', ...HERE };
}

function canGoOn(participants: readonly Participant[]): boolean {
  const remaining = participants.filter(({ standing }) => standing !== 'left');
  return remaining.length >= 2 && remaining.some(isPresent);
}

function replace(record: CallRecord, next: Participant): readonly Participant[] {
  return record.participants.map((participant) =>
    participant.person.userId === next.person.userId ? next : participant,
  );
}

function refuseOtherDevice(): Refusal {
  return refuse('not-permitted', 'Another device of this user is in the call; only that one can leave it.');
}

function unchanged(record: CallRecord): Decision {
  return { ok: true, record };
}

function changed(record: CallRecord, change: Partial<CallRecord>): Decision {
  return { ok: true, record: { ...record, ...change, version: record.version + 1 } };
}
