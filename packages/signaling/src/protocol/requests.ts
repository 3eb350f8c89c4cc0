import * as v from 'valibot';

import { CallView, Person } from './call-view.ts';
import { CallId, CallKind, ClientMadeId, Instant, MAX_DECLINE_MESSAGE_LENGTH, UserId } from './identifiers.ts';
import { LinkSignal } from './peer-signal.ts';

/** The highest number of people whose presence one device may ask for: a page can show a whole contact list. */
export const MAX_WATCHED = 200;

/** The highest number of people one invite may name. */
export const MAX_INVITED = 7;

/** `RTCIceServer` as W3C WebRTC §4.2.1 has it, with URLs always a list. */
export const IceServer = v.object({
  urls: v.array(v.string()),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});
export type IceServer = v.InferOutput<typeof IceServer>;

/** A call, the ICE servers to reach its people through, how long a lost participant may take to return, and the server's clock. */
export const CallGrant = v.object({
  call: CallView,
  iceServers: v.array(IceServer),
  /** For how many seconds the ICE servers take the passwords that came with them; null: they have none. */
  iceSeconds: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0))), null),
  graceSeconds: v.pipe(v.number(), v.minValue(0)),
  now: Instant,
});
export type CallGrant = v.InferOutput<typeof CallGrant>;

export const SignalEnvelope = v.object({
  callId: CallId,
  /** The participant at the other end of the link. */
  to: UserId,
  /** Which attempt at this link the signal belongs to, from 1. Of the side that does not initiate, only a `restart` may begin one. */
  attempt: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  /** Counts the sender's signals within the attempt from 0, so that late and duplicate ones can be dropped; requests for a link that is still to be made count from 90,000. */
  sequence: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
  signal: LinkSignal,
});
export type SignalEnvelope = v.InferOutput<typeof SignalEnvelope>;

export const PresenceEntry = v.object({ ...Person.entries, reachable: v.boolean() });
export type PresenceEntry = v.InferOutput<typeof PresenceEntry>;

const Nothing = v.object({});
/** The longest grace period: whoever has not connected by then has no call any more. */
const MAX_SETUP_MS = 600_000;
/** As long as HTTP servers take a header to be, in which tokens travel elsewhere. */
const Token = v.pipe(v.string(), v.minLength(1), v.maxLength(8192));
/** The call as it stands then: of several farewells that cross, one is in the record. */
const CallAnswer = v.object({ call: CallView });
const OfCall = v.object({ callId: CallId });

/** An answered call as one of its devices knows it, for a server that has lost its memory. */
export const CallClaim = v.object({
  ...v.pick(CallView, ['version', 'kind', 'callerId', 'createdAt']).entries,
  answeredAt: Instant,
  participants: v.pipe(
    v.array(v.object({ userId: UserId, joinOrder: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(15)) })),
    v.minLength(2),
    v.maxLength(MAX_INVITED + 1),
  ),
});
export type CallClaim = v.InferOutput<typeof CallClaim>;

/** How a participant goes: of their own will, or because their side of the call could not work. */
export const LeaveReason = v.picklist(['hung-up', 'not-permitted', 'connection-lost', 'failed']);
export type LeaveReason = v.InferOutput<typeof LeaveReason>;

/** Every request: what the client sends (`payload`) and what it gets when the server agrees (`grant`). */
export const REQUESTS = {
  /** Rings the named users. Repeating it with the same `requestId` returns the call it made. */
  'call:invite': {
    payload: v.object({
      requestId: ClientMadeId,
      to: v.pipe(v.array(UserId), v.minLength(1), v.maxLength(MAX_INVITED)),
      kind: CallKind,
    }),
    grant: CallGrant,
  },
  /** The caller gives up an invite before they know what came of it. */
  'call:withdraw': { payload: v.object({ requestId: ClientMadeId }), grant: Nothing },
  /** A device says that it really rings now. */
  'call:ringing': { payload: OfCall, grant: Nothing },
  /** Answers a ring. Another call that the user is in, on whichever device, is hung up. */
  'call:accept': { payload: OfCall, grant: CallGrant },
  /** The caller is told `busy` when the user is in another call. */
  'call:decline': {
    payload: v.object({
      callId: CallId,
      message: v.optional(v.pipe(v.string(), v.maxLength(MAX_DECLINE_MESSAGE_LENGTH))),
    }),
    grant: CallAnswer,
  },
  /** The caller gives up before they know of an answer. */
  'call:cancel': { payload: OfCall, grant: CallAnswer },
  /** `by`: the participant who said goodbye over the link, when that is why the sender leaves: the server may not know it yet. */
  'call:leave': {
    payload: v.object({ callId: CallId, reason: LeaveReason, by: v.optional(UserId) }),
    grant: CallAnswer,
  },
  /**
   * How the call stands, after the connection was gone: the device that was in it takes its place again, and hears what was signaled
   * to it meanwhile. `claim`: what it knows of the call.
   */
  'call:resume': {
    payload: v.object({
      ...OfCall.entries,
      claim: v.optional(CallClaim),
    }),
    grant: CallGrant,
  },
  /** This device's page goes away. If it does not resume the call in a few seconds, it has hung up. */
  'call:leaving': { payload: OfCall, grant: Nothing },
  /** Media flows for the first time. `setupMs`: for how long the device waited, from its user's answer or from hearing of the other's. */
  'call:connected': {
    payload: v.object({
      callId: CallId,
      setupMs: v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_SETUP_MS)),
    }),
    grant: Nothing,
  },
  /** Whether the connection still carries anything. */
  'connection:check': { payload: v.object({ check: v.literal(true) }), grant: Nothing },
  'call:signal': { payload: SignalEnvelope, grant: Nothing },
  /** Another token of the same user, in place of the one that the device connected with. */
  'identity:refresh': { payload: v.object({ token: Token }), grant: Nothing },
  /** Names the users whose presence this device wants; each request replaces the one before. */
  'presence:watch': {
    payload: v.object({ users: v.pipe(v.array(UserId), v.maxLength(MAX_WATCHED)) }),
    grant: v.object({ presence: v.array(PresenceEntry) }),
  },
} as const;

export type RequestName = keyof typeof REQUESTS;
export type RequestPayload<Name extends RequestName> = v.InferOutput<(typeof REQUESTS)[Name]['payload']>;
export type RequestGrant<Name extends RequestName> = v.InferOutput<(typeof REQUESTS)[Name]['grant']>;
