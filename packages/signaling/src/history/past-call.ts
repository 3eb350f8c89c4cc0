import type { CallRecord } from '../calls/call-record.ts';
import type { CallKind, RecordedEnding } from '../protocol/index.ts';

/** One call as its participants may read of it later. Times in milliseconds since 1970. */
export interface PastCall {
  readonly id: string;
  readonly kind: CallKind;
  readonly callerId: string;
  readonly createdAt: number;
  /** When the first device of somebody called said that it rings. */
  readonly rangAt: number | null;
  readonly answeredAt: number | null;
  /** Null while the call is on. */
  readonly endedAt: number | null;
  readonly ended: Omit<RecordedEnding, 'message'> | null;
  readonly participants: readonly PastParticipant[];
}

export interface PastParticipant {
  readonly userId: string;
  readonly name: string | null;
  readonly joined: boolean;
}

/** What stays of the record when the call is past: nothing of what was said. */
export function pastCallOf(record: CallRecord): PastCall {
  const { id, kind, callerId, createdAt, rangAt, answeredAt, endedAt, ended, participants } = record;
  return {
    ...{ id, kind, callerId, createdAt, rangAt, answeredAt, endedAt },
    ended: ended && { reason: ended.reason, by: ended.by },
    participants: participants.map(({ person: { userId, name }, joinOrder }) => ({
      ...{ userId, name },
      joined: joinOrder !== null,
    })),
  };
}

/** From the answer to the end; 0 for a call that nobody answered. */
export function durationSeconds({ answeredAt, endedAt }: PastCall): number {
  return answeredAt === null || endedAt === null ? 0 : Math.round((endedAt - answeredAt) / 1000);
}
