import type { CallErrorCode } from '../call/call-error.ts';
import type { CallOutcome } from '../call/call-outcome.ts';
import type { CallKind } from '../call/call-state.ts';

/** Why a call could not be had, as `call-error` names it; what the user chose needs no words. */
export type ErrorWord = Exclude<CallErrorCode, 'canceled'>;

type ByKind = Readonly<Record<CallKind, string>>;
type ByDevice<Value> = Readonly<Record<'camera' | 'microphone', Value>>;
type WithName = (name: string) => string;

/** Every word that the widget shows or gives to a screen reader, in one language. Names go in as plain text. */
export interface Strings {
  readonly call: ByKind;
  readonly incomingCall: ByKind;
  readonly incomingCallFrom: (kind: CallKind, name: string) => string;
  readonly callButtons: string;
  readonly live: string;
  readonly offline: string;
  readonly accept: string;
  readonly decline: string;
  /** To a second caller: the call that is on ends. */
  readonly endAndAccept: string;
  readonly enableSound: string;
  /** Takes turns with the page's title while it rings in a hidden tab. */
  readonly isCalling: WithName;
  /** Beneath the answers to somebody else's call. */
  readonly isCallingToo: WithName;
  readonly declineWithMessage: string;
  /** Ready-made answers to whoever calls at the wrong time. */
  readonly declineMessages: readonly string[];
  readonly ownMessage: string;
  readonly send: string;
  readonly endCall: string;
  readonly callWith: WithName;
  readonly callControls: string;
  readonly mute: string;
  readonly unmute: string;
  /** In place of `Mute` where there is nothing to mute. */
  readonly noMicrophone: string;
  readonly turnCameraOff: string;
  readonly turnCameraOn: string;
  readonly calling: WithName;
  readonly ringing: string;
  readonly connecting: string;
  readonly connected: string;
  readonly reconnecting: string;
  readonly isMuted: WithName;
  readonly cameraIsOff: WithName;
  readonly hasNoMicrophone: WithName;
  readonly allowDevices: ByKind;
  readonly cameraUnavailable: string;
  readonly cameraUnavailableHint: string;
  readonly continueWithVoice: string;
  readonly cancel: string;
  readonly ownPicture: string;
  readonly ownCameraIsOff: string;
  readonly ownCameraGivesNothing: string;
  readonly moveOwnPicture: string;
  readonly soundHeldBack: string;
  readonly dismiss: string;
  readonly callAgain: string;
  readonly nameList: (names: readonly string[]) => string;
  /** What a toast says when a call has ended, or was never had. */
  readonly ended: {
    readonly hungUp: string;
    readonly remoteHungUp: WithName;
    readonly missed: WithName;
    readonly declined: (message?: string) => string;
    readonly busy: (name: string, message?: string) => string;
    readonly unanswered: string;
    readonly unreachable: WithName;
    readonly connectionLost: string;
    readonly notPermitted: WithName;
    readonly failed: string;
  };
  /** A call in a chat: `call` is `Video call` or `Voice call`, `time` how long it took. */
  readonly entries: Readonly<Record<CallOutcome, (call: string, time: string) => string>>;
  /** Another device took over from `gone`, which is empty where it has no name; so is `now`. */
  readonly deviceReplaced: ByDevice<(gone: string, now: string) => string>;
  /** There was none for a while. */
  readonly deviceReturned: ByDevice<(now: string) => string>;
  /** It is open, and nothing comes from it. */
  readonly deviceInterrupted: ByDevice<string>;
  /** What happened and what the person can do, by error code. */
  readonly errors: Readonly<Record<ErrorWord, string>>;
  /** The same where it is known which device it is about. */
  readonly deviceErrors: ByDevice<Partial<Record<ErrorWord, string>>>;
}
