import * as v from 'valibot';

import { CallId, CallKind, Instant, MAX_DECLINE_MESSAGE_LENGTH, UserId } from './identifiers.ts';

/** Why a call ended, as the server's record says it: one value for everybody, read together with `endedBy`. */
export const RecordedEnd = v.picklist([
  'hung-up',
  'canceled',
  'declined',
  'busy',
  'unanswered',
  'unreachable',
  'connection-lost',
  'not-permitted',
  'failed',
]);
export type RecordedEnd = v.InferOutput<typeof RecordedEnd>;

/** How far a participant is: asked, being rung, in the call, dropped for the moment (within the grace period), or out of it. */
export const Standing = v.picklist(['invited', 'ringing', 'joined', 'away', 'left']);
export type Standing = v.InferOutput<typeof Standing>;

const Name = v.pipe(v.string(), v.maxLength(200));
const Picture = v.pipe(v.string(), v.maxLength(2048));

/** What others may know of a person. Both texts are untrusted: names are shown as text, pictures only from safe URLs. */
export const Person = v.object({
  userId: UserId,
  name: v.nullable(Name),
  picture: v.nullable(Picture),
});
export type Person = v.InferOutput<typeof Person>;

export const ParticipantView = v.object({
  ...Person.entries,
  standing: Standing,
  /** 0 for the caller, then in the order of joining; `null` until joined. Of two, the lower one initiates their link. */
  joinOrder: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type ParticipantView = v.InferOutput<typeof ParticipantView>;

/** One call as one device of one participant sees it. */
export const CallView = v.object({
  id: CallId,
  /** Grows with every change; a view with a lower version than the one at hand is old news. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  kind: CallKind,
  phase: v.picklist(['ringing', 'active', 'ended']),
  callerId: UserId,
  participants: v.pipe(v.array(ParticipantView), v.maxLength(16)),
  /** Whether the receiving device is the one that is in this call for its user, or was in it when it ended. */
  joinedHere: v.boolean(),
  createdAt: Instant,
  ringsUntil: Instant,
  answeredAt: v.nullable(Instant),
  endedAt: v.nullable(Instant),
  ended: v.nullable(
    v.object({
      reason: RecordedEnd,
      by: v.nullable(UserId),
      /** What whoever declined said. Untrusted text. */
      message: v.optional(v.pipe(v.string(), v.maxLength(MAX_DECLINE_MESSAGE_LENGTH))),
    }),
  ),
});
export type CallView = v.InferOutput<typeof CallView>;
