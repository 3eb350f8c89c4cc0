import type { CallKind, CallView, ParticipantView, Person, RecordedEnding, Standing } from '../protocol/index.ts';

/** One participant as the server knows them. */
export interface Participant {
  readonly person: Person;
  readonly standing: Standing;
  /** The device that is in the call for this user; `null` until one joined, or claims it again. */
  readonly deviceId: string | null;
  /** 0 for the caller, then in the order of joining; `null` until joined. */
  readonly joinOrder: number | null;
  /** When the joined device's connection was lost; `null` while it is connected. */
  readonly awaySince: number | null;
  /** Whether its page said that it goes away: it has a few seconds to be back, and not the grace period. */
  readonly leaving: boolean;
  /** The invite that brought this participant in, so that a repeated one is recognised. */
  readonly requestId: string | null;
}

/** The server's truth about one call. Records are never changed, only replaced by the next version. */
export interface CallRecord {
  readonly id: string;
  readonly version: number;
  readonly kind: CallKind;
  readonly callerId: string;
  readonly participants: readonly Participant[];
  readonly createdAt: number;
  readonly ringsUntil: number;
  /** When the first device of somebody called said that it rings. */
  readonly rangAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly ended: RecordedEnding | null;
  /** Whether the server has lost its memory of this call and knows of it only by what its devices claim. */
  readonly claimed?: boolean;
}

/** What a new call is made of. */
export interface NewCall {
  readonly callId: string;
  readonly requestId: string;
  readonly kind: CallKind;
  readonly caller: Person;
  readonly deviceId: string;
  readonly callees: readonly Person[];
  readonly now: number;
  readonly ringsUntil: number;
}

/** The first version of a call: the caller is in it, everybody else is invited. */
export function newCall(call: NewCall): CallRecord {
  const caller = { ...invited(call.caller), standing: 'joined', joinOrder: 0 } as const;
  return {
    id: call.callId,
    version: 1,
    kind: call.kind,
    callerId: call.caller.userId,
    participants: [{ ...caller, deviceId: call.deviceId, requestId: call.requestId }, ...call.callees.map(invited)],
    createdAt: call.now,
    ringsUntil: call.ringsUntil,
    rangAt: null,
    answeredAt: null,
    endedAt: null,
    ended: null,
  };
}

/** Of somebody whose connection is not lost. */
export const HERE = { awaySince: null, leaving: false } as const;

function invited(person: Person): Participant {
  return { person, standing: 'invited', deviceId: null, joinOrder: null, requestId: null, ...HERE };
}

/** How far the call is. */
export function phaseOf(record: CallRecord): CallView['phase'] {
  if (record.ended !== null) return 'ended';
  return record.answeredAt === null ? 'ringing' : 'active';
}

/** Whether the call goes on, ringing or active. */
export function isLive(record: CallRecord): boolean {
  return record.ended === null;
}

/** The user's participant in this call, if there is one. */
export function participantOf(record: CallRecord, userId: string): Participant | undefined {
  return record.participants.find(({ person }) => person.userId === userId);
}

/** Whether the participant has been asked and hasn't answered. */
export function isAsked(participant: Participant): boolean {
  return participant.standing === 'invited' || participant.standing === 'ringing';
}

/** Whether the participant is in the call, even if their connection is lost for the moment. */
export function isPresent(participant: Participant): boolean {
  return participant.standing === 'joined' || participant.standing === 'away';
}

/** Whether the user is being rung by this call at the moment `now`. */
export function isRinging(record: CallRecord, userId: string, now: number): boolean {
  const participant = participantOf(record, userId);
  return isLive(record) && participant !== undefined && isAsked(participant) && now < record.ringsUntil;
}

/** Whether `deviceId` is the one that is in this call for its user. */
export function isJoinedDevice(participant: Participant, deviceId: string): boolean {
  return isPresent(participant) && participant.deviceId === deviceId;
}

/** The call as one device of one participant sees it. */
export function viewOf(record: CallRecord, userId: string, deviceId: string): CallView {
  const own = participantOf(record, userId);
  const { id, version, kind, callerId, createdAt, ringsUntil, answeredAt, endedAt, ended } = record;
  return {
    ...{ id, version, kind, callerId, createdAt, ringsUntil, answeredAt, endedAt, ended },
    phase: phaseOf(record),
    participants: record.participants.map(participantView),
    joinedHere: own !== undefined && isOn(record, own, deviceId) && (isPresent(own) || ended !== null),
  };
}

/** In a call that ended before its user claimed it nobody knows which device it was: whichever asks. */
function isOn({ claimed, ended }: CallRecord, own: Participant, deviceId: string): boolean {
  return own.deviceId === deviceId || (claimed === true && ended !== null && own.deviceId === null);
}

function participantView({ person, standing, joinOrder }: Participant): ParticipantView {
  return { ...person, standing, joinOrder };
}
