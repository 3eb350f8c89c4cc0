import type { RecordedEnd } from './call-view.ts';

/** Why a call ended, as one side hears it in `call-ended`. */
export type EndReason = RecordedEnd | 'remote-hung-up' | 'answered-elsewhere' | 'declined-elsewhere';

/** The end in the server's record. */
export interface RecordedEnding {
  readonly reason: RecordedEnd;
  /** The participant whose act ended the call; `null` when nobody's did (a deadline, a lost connection). */
  readonly by: string | null;
  /** What whoever declined said. */
  readonly message?: string | undefined;
}

/** Each side's word, derived from the one record: `own` for whoever ended the call, `other` for everybody else. */
const WORDS: Readonly<Record<RecordedEnd, { readonly own: EndReason; readonly other: EndReason }>> = {
  'hung-up': { own: 'hung-up', other: 'remote-hung-up' },
  canceled: { own: 'canceled', other: 'canceled' },
  declined: { own: 'declined', other: 'declined' },
  // Declining one call for the sake of another.
  busy: { own: 'declined', other: 'busy' },
  unanswered: { own: 'unanswered', other: 'unanswered' },
  unreachable: { own: 'unreachable', other: 'unreachable' },
  'connection-lost': { own: 'connection-lost', other: 'connection-lost' },
  'not-permitted': { own: 'not-permitted', other: 'not-permitted' },
  failed: { own: 'failed', other: 'failed' },
};

/** The end reason that `userId` is told. */
export function endReasonFor(userId: string, ending: RecordedEnding): EndReason {
  const words = WORDS[ending.reason];
  return ending.by === userId ? words.own : words.other;
}
