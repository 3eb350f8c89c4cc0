import { type CallRecord, participantOf } from '../calls/call-record.ts';

/** A line for the log. */
export interface TransitionLine {
  readonly text: string;
  readonly details: Readonly<Record<string, string | number | null>>;
}

/** What changed in a call's life, a line each. Holds no names, addresses or descriptions. */
export function describeTransition(before: CallRecord | undefined, after: CallRecord): readonly TransitionLine[] {
  return [
    ...describeStart(before, after),
    ...describeAnswer(before, after),
    ...describeAbsences(before, after),
    ...describeEnd(after),
  ];
}

function describeStart(before: CallRecord | undefined, { kind, participants }: CallRecord): readonly TransitionLine[] {
  if (before !== undefined) return [];
  return [{ text: 'call created', details: { kind, participants: participants.length } }];
}

function describeAnswer(
  before: CallRecord | undefined,
  { answeredAt, createdAt }: CallRecord,
): readonly TransitionLine[] {
  if (answeredAt === null || before?.answeredAt !== null) return [];
  return [{ text: 'call answered', details: { afterMs: answeredAt - createdAt } }];
}

function describeAbsences(before: CallRecord | undefined, after: CallRecord): readonly TransitionLine[] {
  if (before === undefined) return [];
  return after.participants.flatMap(({ person: { userId }, standing, joinOrder }) => {
    const previous = participantOf(before, userId)?.standing;
    if (standing === 'away' && previous === 'joined') return [{ text: 'participant away', details: { joinOrder } }];
    if (standing === 'joined' && previous === 'away') return [{ text: 'participant returned', details: { joinOrder } }];
    return [];
  });
}

function describeEnd({ ended, endedAt, answeredAt, callerId }: CallRecord): readonly TransitionLine[] {
  if (ended === null || endedAt === null) return [];
  const by = ended.by === null ? 'nobody' : ended.by === callerId ? 'caller' : 'callee';
  const talkedMs = answeredAt === null ? null : endedAt - answeredAt;
  return [{ text: 'call ended', details: { reason: ended.reason, by, talkedMs } }];
}
