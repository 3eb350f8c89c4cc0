/** The types that hosts see. They stand by themselves: nothing of the wire protocol shows through. */
import type { CallErrorCode } from './call/call-error.ts';
import type { CallOutcome } from './call/call-outcome.ts';
import type { CallHold } from './call/call-hold.ts';
import type { LinkQuality, LinkStats } from './call/link-stats.ts';

export { CallError } from './call/call-error.ts';
export type { CallErrorCode } from './call/call-error.ts';
export type { CallOutcome } from './call/call-outcome.ts';
export type { CallHold } from './call/call-hold.ts';
export type { LinkQuality, LinkStats, TrackStats } from './call/link-stats.ts';
export type { DeviceChoice } from './call/preferences.ts';

/** What a call carries from its beginning. */
export type CallKind = 'video' | 'voice';

export type CallWindowState = 'idle' | 'outgoing' | 'incoming' | 'connecting' | 'active' | 'reconnecting';

/** Why a call ended, from the local user's side. */
export type CallEndReason =
  | 'hung-up'
  | 'remote-hung-up'
  | 'canceled'
  | 'declined'
  | 'busy'
  | 'unanswered'
  | 'unreachable'
  | 'answered-elsewhere'
  | 'declined-elsewhere'
  | 'connection-lost'
  | 'not-permitted'
  | 'failed';

export interface CallParticipant {
  readonly userId: string;
  readonly name: string | null;
  readonly picture: string | null;
  /** `away`: dropped for the moment, may return within the grace period. */
  readonly standing: 'invited' | 'ringing' | 'joined' | 'away' | 'left';
}

/** A call as it was at one moment. Frozen; the next change brings a new one. Moments are milliseconds since 1970 on the server's clock. */
export interface CallSnapshot {
  readonly id: string;
  readonly kind: CallKind;
  readonly direction: 'outgoing' | 'incoming';
  /** Everybody in the call, the local user included. */
  readonly participants: readonly CallParticipant[];
  /** When it began to ring. */
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: CallEndReason | null;
}

/** How the link to one participant does. */
export interface CallStats extends LinkStats {
  readonly userId: string;
}

/** Whether the signaling server is reached. `refused`: it does not accept this user or this widget. */
export type SignalingState = 'connecting' | 'connected' | 'disconnected' | 'refused';

/**
 * What can keep a ring from being noticed. `sound`: the browser plays none before the user did something in the page.
 * `notifications`: not allowed, so that a hidden tab can only change its title. `connection`: nobody can ring this user.
 */
export type RingObstacle = 'sound' | 'notifications' | 'connection';

/** Whether a ring would be noticed at the moment it was asked for. Frozen. */
export interface RingReadiness {
  readonly ready: boolean;
  readonly missing: readonly RingObstacle[];
}

/** A call as a chat or a list of calls shows it, from the local user's side. */
export interface CallEntry {
  readonly kind: CallKind;
  readonly direction: 'outgoing' | 'incoming';
  readonly outcome: CallOutcome;
  readonly durationSeconds: number;
  /** Ready to be shown, in the widget's language: `Video call · 3:12`. */
  readonly text: string;
}

export interface CallWindowEventMap {
  /** Somebody calls. Cancel it to show an own dialog and answer through `acceptCall` or `declineCall`. */
  'call-incoming': CustomEvent<{ call: CallSnapshot }>;
  /** The invite was granted, or the ring is shown. */
  'call-started': CustomEvent<{ call: CallSnapshot }>;
  /** Media flows both ways. */
  'call-connected': CustomEvent<{ call: CallSnapshot }>;
  /** `durationSeconds` counts from the server's answer time; 0 for a call that nobody answered. */
  'call-ended': CustomEvent<{
    call: CallSnapshot;
    reason: CallEndReason;
    durationSeconds: number;
    /** What whoever declined said with it, or null. Untrusted text. */
    message: string | null;
    entry: CallEntry;
  }>;
  'call-error': CustomEvent<{ code: CallErrorCode; message: string; cause: unknown }>;
  'call-state': CustomEvent<{ state: CallWindowState; previous: CallWindowState }>;
  /** Somebody was put on hold, or resumed: `local` by this user, `remote` by another one, `both` by each other. */
  'hold-change': CustomEvent<{ held: CallHold; previous: CallHold }>;
  'presence-change': CustomEvent<{ userId: string; reachable: boolean }>;
  /** `quality` of the link with that participant: 4 nothing to complain of, 3 good, 2 one notices, 1 hardly usable. */
  'quality-change': CustomEvent<{ userId: string; quality: LinkQuality; previous: LinkQuality | null }>;
  'signaling-change': CustomEvent<{ state: SignalingState; previous: SignalingState }>;
}

/** `RTCIceServer` (W3C WebRTC §4.2.1), with URLs always a list. */
export interface IceServerConfig {
  readonly urls: readonly string[] | string;
  readonly username?: string;
  readonly credential?: string;
}
