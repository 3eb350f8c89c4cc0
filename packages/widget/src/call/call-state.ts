/**
 * What a call can be, seen from one device. A state is one value; everything else (labels, buttons, events) is derived from it.
 * No DOM, no socket, no WebRTC in this folder: streams and peer connections live behind the ports.
 */
import type {
  CallGrant,
  CallKind,
  CallView,
  EndReason,
  Notice,
  Person,
  SentCamera,
  SentMedia,
  Standing,
} from 'call-window-signaling/protocol';

import type { LinkQuality } from './link-stats.ts';

export type { CallKind, EndReason, SentCamera, SentMedia } from 'call-window-signaling/protocol';

export type CallDirection = 'outgoing' | 'incoming';

/**
 * `none`: not in use in this call (or not to be had). `opening`: the permission prompt is open or the device starts.
 * `interrupted`: it is on, and nothing comes from it, as when another program has taken it. `missing`: there is none; it is
 * taken up by itself when one is plugged in, a camera only shortly after it was lost.
 */
export type MicrophoneState = 'none' | 'opening' | 'live' | 'muted' | 'interrupted' | 'missing';
export type CameraState = 'none' | 'opening' | 'live' | 'off' | 'interrupted' | 'missing';

/** The local user's devices, as they really are. */
export interface LocalMedia {
  readonly microphone: MicrophoneState;
  readonly camera: CameraState;
  /** Muted while the microphone was still being opened, or gone: it will be silent from its first sample on. */
  readonly mutedFromStart?: boolean;
  /** Absent: no screen is shared. `opening`: the user chooses which. */
  readonly screen?: 'opening' | 'live' | undefined;
  /** Whether the sound of what is shared goes with it. */
  readonly screenSound?: boolean | undefined;
}

/** `none`: there is none, not yet or not any more. `interrupted`: it was connected and carries nothing at the moment. */
export type LinkState = 'none' | 'connecting' | 'connected' | 'interrupted';

/** A remote participant: what the server says of them, what they announce, what arrives. */
export interface Peer {
  readonly userId: string;
  /** To be shown; the user's id where nobody gave a name. Untrusted text. */
  readonly name: string;
  /** Untrusted URL of a picture, or null: checked where it is shown. */
  readonly picture: string | null;
  readonly standing: Standing;
  readonly link: LinkState;
  /** Number of the current link attempt, from 1; 0 before the first. */
  readonly attempt: number;
  /** How many attempts there were since a link to them was up. */
  readonly tries: number;
  /** How many attempts they have begun or asked for lately. */
  readonly begun: number;
  /** What they say they send; null until they said it on the current link. */
  readonly sends: {
    readonly microphone: SentMedia;
    readonly camera: SentCamera;
    readonly screen?: SentMedia | undefined;
  } | null;
  /** Whether they have put the local user on hold, as they said last: it outlives a link. */
  readonly onHold?: boolean | undefined;
  /** How good the current link is; undefined before it was measured. */
  readonly quality?: LinkQuality | undefined;
  /** Whether one's own picture is not sent to them for the moment: the line is too narrow for it. */
  readonly isPicturePaused?: boolean | undefined;
  /** Which of their tracks have delivered media on the current link. */
  readonly receives: { readonly audio: boolean; readonly video: boolean };
}

/** A call as it was when it ended. */
export interface EndedCall {
  readonly call: CallView;
  readonly reason: EndReason;
  /** The participants other than the local user. */
  readonly peers: readonly Peer[];
  /** Whether the local user was in the call (or placed it), and not merely rung. */
  readonly tookPart: boolean;
  /** Whether this is the end as the server has it; otherwise its word is still to come, and may be another one. */
  readonly final: boolean;
}

export interface Idle {
  readonly phase: 'idle';
  /** The call that was on, as it looked from here; how its end is told, `Line` says. */
  readonly ended: EndedCall | null;
}

/** What the local user asked for with `startCall`. */
export interface CallAttempt {
  readonly requestId: string;
  readonly to: readonly string[];
  readonly kind: CallKind;
  /** Begins by sharing the screen. */
  readonly share?: boolean;
}

export interface Outgoing {
  readonly phase: 'outgoing';
  /**
   * `choosing-screen`: of what to share, before anything else. `opening-media`: devices are being asked for, nobody is rung yet. `camera-unavailable`: the caller chooses between
   * voice and giving up. `inviting`: the server was asked. `ringing`: the server granted the invite.
   */
  readonly step: 'choosing-screen' | 'opening-media' | 'camera-unavailable' | 'inviting' | 'ringing';
  readonly attempt: CallAttempt;
  /** Null until the server granted the invite. */
  readonly call: CallView | null;
  readonly peers: readonly Peer[];
  readonly media: LocalMedia;
}

export interface Incoming {
  readonly phase: 'incoming';
  readonly call: CallView;
  readonly peers: readonly Peer[];
}

export interface InCall {
  /**
   * `connecting`: answered, media does not flow both ways yet. `active`: links are up and every announced track was received.
   * `reconnecting`: it was active and media stopped, or its page was loaded again.
   */
  readonly phase: 'connecting' | 'active' | 'reconnecting';
  /** Whether it has been active in this page. */
  readonly wasActive?: boolean;
  /**
   * Taken up after a reload. `asked`: the server has not said yet whether the call goes on. `alone`: it does, and nobody else is there.
   * No device is opened before.
   */
  readonly restoring?: 'asked' | 'alone';
  /** The local user has put the others on hold: devices are as `media` says, and nothing of them is sent. */
  readonly onHold?: boolean;
  readonly direction: CallDirection;
  readonly call: CallView;
  readonly peers: readonly Peer[];
  readonly media: LocalMedia;
}

export type CallState = Idle | Outgoing | Incoming | InCall;
export type CallPhase = CallState['phase'];

/** A call that rings beside another one, with what its caller has signaled so far. */
export interface WaitingRing {
  readonly ring: Incoming;
  readonly grant: CallGrant;
  readonly signals: readonly Notice<'call:signal'>[];
}

/** All the calls of one device. */
export interface Line {
  /** The one that is on. */
  readonly call: CallState;
  /** Those that ring beside it, in the order they came. */
  readonly waiting: readonly WaitingRing[];
  /** Those that are over here and not yet told of: how they ended is the server's to say. */
  readonly closing: readonly EndedCall[];
  /** The one that ended last, as it is told. */
  readonly ended: EndedCall | null;
  /** Those that ended before it, the latest of them: none rings again because a message was late. */
  readonly past: readonly EndedCall[];
}

/** The states in which there can be links. */
export type Linked = Outgoing | Incoming | InCall;

/** The states that fill the stage. */
export type OnStage = Outgoing | InCall;

/** The local user as shown to themselves. */
export type Self = Person;
