import * as v from 'valibot';

import { CallView } from './call-view.ts';
import { CallId, Instant, UserId } from './identifiers.ts';
import { CallGrant, PresenceEntry, SignalEnvelope } from './requests.ts';

const { to: _receiver, ...signalEntries } = SignalEnvelope.entries;

/** Everything the server says unasked. */
export const NOTICES = {
  /** Somebody calls: sent to every device of the user that is connected before `call.ringsUntil`. */
  'call:ring': CallGrant,
  /** A call of this user changed: ended, answered, somebody came or went. */
  'call:changed': v.object({ call: CallView, now: Instant }),
  'call:signal': v.object({ ...signalEntries, callId: CallId, from: UserId }),
  /** The token ends soon: another one is asked for, by `identity:refresh`. */
  'identity:expiring': v.object({}),
  'presence:changed': v.object({ presence: PresenceEntry }),
} as const;

export type NoticeName = keyof typeof NOTICES;
export type Notice<Name extends NoticeName> = v.InferOutput<(typeof NOTICES)[Name]>;
