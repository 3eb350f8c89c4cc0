import type { CallOutcome } from './call/call-outcome.ts';
import { clockTime } from './elements/elapsed-time.ts';
import type { CallSnapshot, CallEndReason, CallEntry } from './public-api.ts';
import { words } from './strings/words.ts';

/** The line that a chat shows for a call that has ended. Pure. */
export function entryOf(
  call: CallSnapshot,
  reason: CallEndReason,
  durationSeconds: number,
  tookPart: boolean,
): CallEntry {
  const { kind, direction } = call;
  const outcome = outcomeOf(call, reason, tookPart);
  const text = words.entries[outcome](words.call[kind], clockTime(durationSeconds));
  return Object.freeze({ kind, direction, outcome, durationSeconds, text });
}

function outcomeOf({ answeredAt, direction }: CallSnapshot, reason: CallEndReason, tookPart: boolean): CallOutcome {
  if (reason === 'answered-elsewhere' || reason === 'declined-elsewhere' || reason === 'declined') return reason;
  if (!tookPart) return 'missed';
  if (reason === 'canceled') return direction === 'incoming' && answeredAt === null ? 'missed' : 'canceled';
  if (reason === 'not-permitted' || reason === 'failed') return 'failed';
  if (answeredAt !== null || reason === 'hung-up' || reason === 'remote-hung-up') return 'completed';
  return reason === 'connection-lost' ? 'failed' : reason;
}
