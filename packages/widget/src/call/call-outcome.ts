/** What a call came to, as a chat or a list of calls tells it. `missed`: it rang here and was not answered, whatever the caller did. */
export type CallOutcome =
  | 'completed'
  | 'missed'
  | 'declined'
  | 'canceled'
  | 'busy'
  | 'unanswered'
  | 'unreachable'
  | 'failed'
  | 'answered-elsewhere'
  | 'declined-elsewhere';
