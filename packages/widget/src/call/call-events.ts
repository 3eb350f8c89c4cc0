/** What can happen to a call: what the local user wants (`Intent`) and what the world reports (`Fact`). */
import type {
  CallGrant,
  CallView,
  CallClaim,
  IceServer,
  LeaveReason,
  LinkSignal,
  PeerMessage,
} from 'call-window-signaling/protocol';

import type { CallErrorCode } from './call-error.ts';
import type { CallAttempt, CallKind } from './call-state.ts';
import type { KeptCall } from './kept-call.ts';
import type { LinkQuality } from './link-stats.ts';

export type Intent =
  | { readonly type: 'start'; readonly attempt: CallAttempt }
  | { readonly type: 'continue-with-voice' }
  /** Without a `callId` the one that rings. A call that waits ends the one that is on. `kind: 'voice'` answers a video call with the camera off. */
  | { readonly type: 'accept'; readonly kind: CallKind; readonly callId?: string | undefined }
  /** `message`: what the caller is told with it. */
  | { readonly type: 'decline'; readonly message?: string | undefined; readonly callId?: string | undefined }
  | { readonly type: 'end' }
  /** Nothing rings here any more, though it may go on elsewhere: the page closes. */
  | { readonly type: 'stop-ringing' }
  /** The page goes away; whether it is loaded again, nobody knows. */
  | { readonly type: 'leave-page' }
  /** The page was loaded again during a call. */
  | { readonly type: 'restore'; readonly kept: KeptCall }
  | { readonly type: 'set-muted'; readonly muted: boolean }
  | { readonly type: 'set-camera'; readonly enabled: boolean }
  | { readonly type: 'share-screen' }
  | { readonly type: 'stop-sharing' }
  /** Puts the others on hold. */
  | { readonly type: 'hold' }
  | { readonly type: 'resume' }
  /** Other devices, or other settings for them, are chosen now. */
  | { readonly type: 'choose-devices'; readonly kinds: readonly TrackKind[] }
  /** From the front of a phone to its back, or the other way. */
  | { readonly type: 'flip-camera' };

/** Something that went wrong: the code for the host, the browser's own error, and the device where it is one. */
export interface Problem {
  readonly code: CallErrorCode;
  readonly cause?: unknown;
  readonly device?: 'camera' | 'microphone' | 'both' | 'screen' | undefined;
}

export type TrackKind = 'audio' | 'video';

/** What became of a device in use, for the person to know. `gone` and `now` are names of devices, empty where they have none. */
export type DeviceNotice =
  /** Another one took over; `gone` is null where there was none for a while. */
  | {
      readonly what: 'replaced';
      readonly device: 'camera' | 'microphone';
      readonly gone: string | null;
      readonly now: string;
    }
  | { readonly what: 'interrupted'; readonly device: 'camera' | 'microphone' }
  /** The picker was closed. `sharing-ended`: by the browser's own bar, or what was shared is gone. */
  | { readonly what: 'nothing-shared' }
  | { readonly what: 'sharing-ended' }
  /** The chosen one was plugged in, and took over. */
  | { readonly what: 'returned'; readonly device: 'camera' | 'microphone'; readonly now: string };

/** Why another device takes over from one that works. */
export type AdoptionCause = 'chosen' | 'returned' | 'flipped';

export type MediaFact =
  /** The microphone is open, if there is one; so is the camera, if it was asked for and has no problem. */
  | {
      readonly type: 'media-opened';
      readonly camera: boolean;
      readonly cameraProblem: Problem | null;
      readonly microphoneProblem: Problem | null;
    }
  | { readonly type: 'media-failed'; readonly problem: Problem }
  | { readonly type: 'camera-opened' }
  | { readonly type: 'camera-failed'; readonly problem: Problem }
  /** The device stopped by itself: unplugged, or taken away by the browser. `label`: its name, or empty. */
  | { readonly type: 'capture-ended'; readonly kind: TrackKind; readonly label: string }
  /** Nothing comes from the device although it is open; `capture-resumed`: something does again. */
  | { readonly type: 'capture-paused'; readonly kind: TrackKind }
  | { readonly type: 'capture-resumed'; readonly kind: TrackKind }
  /** Another device, `label`, is open in place of the one that is gone. */
  | { readonly type: 'device-replaced'; readonly kind: TrackKind; readonly gone: string | null; readonly label: string }
  | { readonly type: 'device-unavailable'; readonly kind: TrackKind; readonly problem: Problem }
  /** Something was plugged in or out. */
  | { readonly type: 'devices-changed' }
  /** `sound`: that of what is shared comes with it. */
  | { readonly type: 'screen-opened'; readonly sound: boolean }
  | { readonly type: 'screen-failed'; readonly problem: Problem }
  /** Not by this page: by the browser's own bar, or what was shared is gone. */
  | { readonly type: 'screen-ended' }
  /** What was chosen was not there, and is again. */
  | { readonly type: 'chosen-returned'; readonly kind: TrackKind }
  | {
      readonly type: 'device-adopted';
      readonly kind: TrackKind;
      readonly because: AdoptionCause;
      readonly label: string;
    }
  | {
      readonly type: 'adoption-failed';
      readonly kind: TrackKind;
      readonly because: AdoptionCause;
      readonly problem: Problem;
    };

/** Why an answer came to nothing: another device was first, the call is over, or the server is out of reach. */
export type AcceptRefusal = 'elsewhere' | 'gone' | 'unreachable';

export type SignalingFact =
  | { readonly type: 'invite-granted'; readonly requestId: string; readonly grant: CallGrant }
  | { readonly type: 'invite-refused'; readonly requestId: string; readonly problem: Problem }
  | { readonly type: 'rang'; readonly grant: CallGrant }
  /** `resumed`: this device has its place in the call again after an outage. */
  | { readonly type: 'call-changed'; readonly call: CallView; readonly resumed?: boolean }
  | {
      readonly type: 'accept-refused';
      readonly callId: string;
      readonly reason: AcceptRefusal;
      readonly cause: unknown;
    }
  | { readonly type: 'resume-refused'; readonly callId: string; readonly reason: Exclude<AcceptRefusal, 'unreachable'> }
  /** The server knows that this device is out of the call. */
  | { readonly type: 'farewell-answered'; readonly callId: string }
  /** The passwords of the ICE servers hold for so long. */
  | { readonly type: 'ice-servers-granted'; readonly milliseconds: number }
  /** The connection to the signaling server is there again after it was lost. */
  | { readonly type: 'signaling-returned' };

export type LinkFact =
  | {
      readonly type: 'signal-received';
      readonly callId: string;
      readonly from: string;
      readonly attempt: number;
      readonly sequence: number;
      readonly signal: LinkSignal;
    }
  | {
      readonly type: 'link-changed';
      readonly userId: string;
      readonly attempt: number;
      readonly link: 'connected' | 'interrupted' | 'failed';
    }
  /** Nothing has come over it for a moment: too early to tell what is lost, and time to ask whether signaling is. */
  | { readonly type: 'link-quiet'; readonly userId: string; readonly attempt: number }
  | {
      readonly type: 'media-arrived';
      readonly userId: string;
      readonly attempt: number;
      readonly kind: 'audio' | 'video';
    }
  | {
      readonly type: 'link-rated';
      readonly userId: string;
      readonly attempt: number;
      readonly quality: LinkQuality;
    }
  /** `paused`: the line is too narrow for one's own picture, which is not sent for the moment. */
  | {
      readonly type: 'picture-changed';
      readonly userId: string;
      readonly attempt: number;
      readonly picture: 'paused' | 'sent';
    }
  | { readonly type: 'peer-said'; readonly userId: string; readonly attempt: number; readonly message: PeerMessage };

/**
 * Timers of the links of the one call that is on. `grace`: no link for too long. `connect`: an attempt took too long. `retry`: time
 * for the next. `restart`: new routes have brought nothing. `away`: whoever went away is not back. `begun`: attempts of the other side's are
 * counted from nought again.
 */
export type LinkTimer =
  'grace' | `connect ${string}` | `retry ${string}` | `restart ${string}` | `away ${string}` | `begun ${string}`;

/** Timers of one call, whichever is on. `ring-over`: nobody may ring later. `last-word`: how it ended is told without the server. */
export type CallTimer = `ring-over ${string}` | `last-word ${string}`;

/** Timers of the devices in the one call that is on. `pause`: nothing came for too long. `camera-return`: it stays off from now on. */
export type DeviceTimer = `pause ${TrackKind}` | 'camera-return';

/** `ice-servers`: other passwords for them are due, before those at hand have ended. */
export type TimerName = 'ice-servers' | LinkTimer | CallTimer | DeviceTimer;

export type Fact = MediaFact | SignalingFact | LinkFact | { readonly type: 'time-out'; readonly timer: TimerName };

/** What the machine lets follow at once: the call that waited is the one that rings now, or is answered with `answer`. */
export interface TakeUp {
  readonly type: 'take-up';
  readonly callId: string;
  readonly answer: CallKind | null;
}

export type CallEvent = Intent | Fact | TakeUp;

/** What the machine wants done. The session carries it out through the ports. */
export type Effect =
  | { readonly type: 'open-media'; readonly camera: boolean }
  | { readonly type: 'release-media' }
  | { readonly type: 'open-camera' }
  | { readonly type: 'close-camera' }
  | { readonly type: 'open-screen' }
  | { readonly type: 'close-screen' }
  /** `gone`: the name of the one before. */
  | { readonly type: 'replace-device'; readonly kind: TrackKind; readonly gone: string | null }
  /** Opens what is chosen in place of what works. */
  | { readonly type: 'adopt-device'; readonly kind: TrackKind; readonly because: AdoptionCause }
  | { readonly type: 'notice-device'; readonly notice: DeviceNotice }
  | { readonly type: 'set-microphone-enabled'; readonly enabled: boolean }
  /** From now on nothing is sent and nobody is heard, until `end-hold` or the end of the call. */
  | { readonly type: 'begin-hold' }
  | { readonly type: 'end-hold' }
  | { readonly type: 'invite'; readonly attempt: CallAttempt }
  | { readonly type: 'withdraw'; readonly requestId: string }
  | { readonly type: 'report-ringing'; readonly callId: string }
  | { readonly type: 'accept'; readonly callId: string }
  | { readonly type: 'decline'; readonly callId: string; readonly message?: string | undefined }
  | { readonly type: 'cancel'; readonly callId: string }
  | { readonly type: 'leave'; readonly callId: string; readonly reason: LeaveReason; readonly by?: string }
  | { readonly type: 'check-call'; readonly callId: string }
  /** The same after an outage. `claim`: what this device knows of the call, should the server have forgotten it. */
  | { readonly type: 'rejoin'; readonly callId: string; readonly claim: CallClaim | undefined }
  | { readonly type: 'tell-leaving'; readonly callId: string }
  /** The call was answered; `tell-connected`: media flows for the first time, and the server may count how long that took. */
  | { readonly type: 'time-setup' }
  | { readonly type: 'tell-connected'; readonly callId: string }
  | { readonly type: 'check-signaling' }
  | { readonly type: 'use-ice-servers'; readonly iceServers: readonly IceServer[] }
  | {
      readonly type: 'open-link';
      readonly callId: string;
      readonly userId: string;
      readonly attempt: number;
      readonly role: 'initiator' | 'responder';
      /** `closed`: the offer is parsed, nothing is revealed until `open-gate`. */
      readonly gate: 'open' | 'closed';
      /** For how many milliseconds neither STUN nor TURN may answer; otherwise as long as the attempt takes. */
      readonly iceServerTimeout?: number;
    }
  | { readonly type: 'open-gate'; readonly userId: string }
  | {
      readonly type: 'deliver-signal';
      readonly userId: string;
      readonly attempt: number;
      readonly sequence: number;
      readonly signal: LinkSignal;
    }
  /** New routes for the link that is there (ICE restart): made by the initiator, asked for by the responder. */
  | { readonly type: 'restart-link'; readonly userId: string }
  /** Asks the initiator for this attempt. */
  | { readonly type: 'ask-link'; readonly callId: string; readonly userId: string; readonly attempt: number }
  | { readonly type: 'send-message'; readonly userId: string; readonly message: PeerMessage }
  | { readonly type: 'close-link'; readonly userId: string }
  | { readonly type: 'close-links' }
  | { readonly type: 'set-timer'; readonly timer: TimerName; readonly milliseconds: number }
  | { readonly type: 'clear-timer'; readonly timer: TimerName }
  | { readonly type: 'clear-link-timers' }
  | { readonly type: 'settle-start'; readonly requestId: string; readonly outcome: StartOutcome }
  | { readonly type: 'report-error'; readonly problem: Problem };

export type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;

/** What `startCall` comes to: the call that the server granted, or why nobody was rung. */
export type StartOutcome = { readonly granted: CallView } | { readonly failed: Problem };

export interface Step<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
  /** What comes next, before anything else does: the state in between is told, too. */
  readonly then?: CallEvent;
}
