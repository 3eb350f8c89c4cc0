/** What the call session needs from the world. Adapters implement these; tests hand in fakes with levers. */
import type {
  CallGrant,
  CallView,
  CallClaim,
  IceServer,
  LeaveReason,
  LinkSignal,
  Notice,
  PeerMessage,
  PresenceEntry,
} from 'call-window-signaling/protocol';

import type { Problem, TrackKind } from './call-events.ts';
import type { CallAttempt } from './call-state.ts';
import type { LinkQuality, LinkStats } from './link-stats.ts';
import type { TrackSource } from './track-source.ts';

/** `refused`: the server does not want this user or this widget; nothing is retried until the host changes something. */
export type SignalingStatus = 'connecting' | 'connected' | 'disconnected' | 'refused';

/** `hurried`: at short intervals, while somebody waits for it. */
export type Pace = 'calm' | 'hurried';

export interface SignalingListener {
  statusChanged(status: SignalingStatus, problem: Problem | null): void;
  rang(grant: CallGrant): void;
  callChanged(call: CallView, serverNow: number): void;
  signalReceived(notice: Notice<'call:signal'>): void;
  presenceChanged(entry: PresenceEntry): void;
}

/** The signaling server. Every promise settles within a bounded time, or rejects with a `CallError` (`SignalingRefusal` where the server said no). */
export interface SignalingPort {
  listen(listener: SignalingListener): void;
  connect(): void;
  invite(attempt: CallAttempt): Promise<CallGrant>;
  /** Gives up an invite whose answer has not come. */
  withdraw(requestId: string): Promise<void>;
  reportRinging(callId: string): Promise<void>;
  accept(callId: string): Promise<CallGrant>;
  /** Farewells bring the call as it stands then: of several ends that cross, one is in the record. */
  decline(callId: string, message?: string): Promise<CallView>;
  cancel(callId: string): Promise<CallView>;
  /** `by`: the participant who left first and said so over the link. */
  leave(callId: string, reason: LeaveReason, by?: string): Promise<CallView>;
  /** `claim`: what is known of the call here, for a server that has lost its memory. */
  resume(callId: string, claim?: CallClaim): Promise<CallGrant>;
  /** The page goes away. */
  leaving(callId: string): Promise<void>;
  /** Media flows for the first time, so many milliseconds after the answer was given, or heard of, here. */
  connected(callId: string, setupMilliseconds: number): Promise<void>;
  /** Finds out soon whether the connection still carries anything; connects anew if it does not. */
  check(): void;
  /** How a lost connection is tried again. */
  setPace(pace: Pace): void;
  signal(envelope: OutgoingSignal): Promise<void>;
  watchPresence(users: readonly string[]): Promise<readonly PresenceEntry[]>;
  close(): void;
}

export interface OutgoingSignal {
  readonly callId: string;
  readonly to: string;
  readonly attempt: number;
  readonly sequence: number;
  readonly signal: LinkSignal;
}

/** Devices. Opened at the start of a call; replaced, closed and opened again while it lasts. Whatever a prompt grants after `release` is stopped at once. */
export interface MediaPort {
  /**
   * Opens the microphone and, if wanted, the camera. That there is no microphone at all is a problem to go on with; rejects with
   * a `CallError` when there is one that is not to be had.
   */
  open(options: { camera: boolean }): Promise<{
    camera: boolean;
    cameraProblem: Problem | null;
    microphoneProblem: Problem | null;
  }>;
  openCamera(): Promise<void>;
  /** Opens what the browser thinks best now in place of a device that is gone, muted as that was. Resolves with its name, or with ''. */
  replace(kind: TrackKind): Promise<string>;
  /**
   * Opens what is chosen now in place of what is open, as silent as that was. Where it is not to be had, what was open goes on.
   * Resolves with its name.
   */
  adopt(kind: TrackKind): Promise<string>;
  /** The same with the camera that looks the other way. */
  flipCamera(): Promise<string>;
  closeCamera(): void;
  setMicrophoneEnabled(enabled: boolean): void;
  release(): void;
  captureEnded: (kind: TrackKind, label: string) => void;
  /** Nothing comes from an open device. */
  capturePaused: (kind: TrackKind) => void;
  /** Something comes from it again. */
  captureResumed: (kind: TrackKind) => void;
  /** Something was plugged in or out. */
  devicesChanged: () => void;
  /** What was chosen was not there, and is again. */
  chosenReturned: (kind: TrackKind) => void;
}

/** Keeps the local user and the others apart while they are on hold. Devices, screen and links stay open. */
export interface HoldPort {
  /** Nothing is sent, over links that are still to be made neither, and nobody is heard. */
  begin(): void;
  /** What is on is sent again, and the others are heard. Does nothing without a hold. */
  end(): void;
}

/** The screen of the local user. */
export interface ScreenPort {
  /**
   * Lets the user choose what to share; to be called within a user's action. Rejects with a `CallError`: `canceled` when nothing was
   * chosen. What is chosen after `close` is stopped at once.
   */
  open(): Promise<{ sound: boolean }>;
  close(): void;
  /** Ended by anything but `close`. */
  screenEnded: () => void;
}

/** Where links take the tracks that they send. `null`: nothing is sent. */
export interface LocalTracks<Track> {
  current(source: TrackSource): Track | null;
  /** Bits a second that the camera's picture may take; null for as many as there are. Changes count as those of the camera. */
  readonly maxVideoBitrate: number | null;
  /** Calls back after every change until the returned function is called. */
  subscribe(changed: (source: TrackSource) => void): () => void;
}

export interface LinkListener {
  signal(signal: LinkSignal, sequence: number): void;
  changed(link: 'connected' | 'interrupted' | 'failed'): void;
  /** Nothing has come for a moment. */
  quiet(): void;
  mediaArrived(kind: 'audio' | 'video'): void;
  /** It has become better or worse. */
  rated(quality: LinkQuality): void;
  /** `paused`: the line is too narrow for one's own picture, which is not sent for the moment. */
  pictureIs(picture: 'paused' | 'sent'): void;
  said(message: PeerMessage): void;
}

export interface LinkOptions {
  readonly userId: string;
  readonly role: 'initiator' | 'responder';
  readonly gate: 'open' | 'closed';
  readonly iceServers: readonly IceServer[];
  /** Only relay candidates are gathered, sent and used. */
  readonly relayOnly: boolean;
  /** Milliseconds that STUN and TURN servers have to answer before the attempt is given up. Undefined: it is not given up for that. */
  readonly iceServerTimeout?: number | undefined;
  readonly listener: LinkListener;
}

/** One attempt at a peer connection with one participant. */
export interface Link {
  deliver(signal: LinkSignal, sequence: number): void;
  /** Lets the answer, the candidates and the media go. */
  openGate(): void;
  send(message: PeerMessage): void;
  /** New routes for it (ICE restart, W3C WebRTC §4.4.3.9): the initiator makes them, the responder asks for them. */
  restart(): void;
  /** Makes routes through these servers from now on; those that are there stay. */
  useIceServers(iceServers: readonly IceServer[]): void;
  /** How it does at the moment; null before it is made. Never rejects. */
  stats(): Promise<LinkStats | null>;
  close(): void;
}

export interface LinkPort {
  open(options: LinkOptions): Link;
}

/** Timers that a test can drive. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once; the returned function forgets it. */
  after(milliseconds: number, callback: () => void): () => void;
}
