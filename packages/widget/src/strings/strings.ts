import type { CallErrorCode } from '../call/call-error.ts';
import type { CallOutcome } from '../call/call-outcome.ts';
import type { CallKind } from '../call/call-state.ts';
import type { LinkQuality, LinkStats } from '../call/link-stats.ts';
import type { TrackSource } from '../call/track-source.ts';
import type { DeviceRole, VideoQuality } from '../call/preferences.ts';

/** Why a call could not be had, as `call-error` names it; what the user chose needs no words. */
export type ErrorWord = Exclude<CallErrorCode, 'canceled'>;

type ByKind = Readonly<Record<CallKind, string>>;
type Device = 'camera' | 'microphone';
type ByDevice<Value> = Readonly<Record<Device, Value>>;
type WithName = (name: string) => string;

interface LinkDetailWords {
  readonly title: string;
  readonly quality: string;
  readonly roundTrip: string;
  readonly jitter: string;
  readonly lostSent: string;
  readonly lostReceived: string;
  readonly route: string;
  readonly bytesSent: string;
  readonly bytesReceived: string;
  readonly unknown: string;
  readonly sending: string;
  readonly receiving: WithName;
}

type Numbered = (number: number) => string;

/** The words of the settings. */
export interface SettingsWords extends Readonly<Record<DeviceRole, string>> {
  readonly title: string;
  readonly close: string;
  readonly picture: string;
  readonly sound: string;
  readonly microphoneLevel: string;
  readonly mutedInCall: string;
  readonly playTestSound: string;
  readonly systemDefault: string;
  readonly sameAsSpeaker: string;
  /** Of a device that was chosen and is not there. */
  readonly notConnected: (label: string) => string;
  /** For devices whose names the browser does not tell. */
  readonly unnamed: Readonly<Record<DeviceRole, Numbered>>;
  readonly echoCancellation: string;
  readonly noiseSuppression: string;
  readonly automaticGain: string;
  readonly backgroundBlur: string;
  readonly videoQuality: string;
  readonly qualities: Readonly<Record<VideoQuality, string>>;
  readonly dataSaver: string;
  readonly dataSaverHint: string;
  /** While the prompt is open, or the camera starts. */
  readonly opening: string;
  readonly blocked: Readonly<Record<'camera' | 'microphone' | 'both', string>>;
}

/** The keys in a call, and what each of them does, in the order in which they are listed. */
export interface ShortcutWords {
  readonly title: string;
  /** The name of the key. */
  readonly space: string;
  readonly does: Readonly<
    Record<
      'microphone' | 'talk' | 'camera' | 'screen' | 'hold' | 'full-screen' | 'picture-in-picture' | 'minimise' | 'list',
      string
    >
  >;
}

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
  /** Names the buttons that change how much of the screen the call takes. */
  readonly callViews: string;
  readonly minimise: string;
  readonly restore: string;
  readonly fullScreen: string;
  readonly exitFullScreen: string;
  readonly pictureInPicture: string;
  readonly exitPictureInPicture: string;
  /** In the window of its own: closes it, and leads to the page. */
  readonly backToPage: string;
  readonly mute: string;
  readonly unmute: string;
  /** To whoever talks while they are. */
  readonly youAreMuted: string;
  /** In place of `Mute` where there is nothing to mute. */
  readonly noMicrophone: string;
  readonly hold: string;
  readonly resume: string;
  /** How a call stands in which somebody is. */
  readonly onHold: string;
  /** To whoever has put the others on hold. */
  readonly cannotHearYou: Readonly<Record<CallKind, WithName>>;
  /** To whoever is on hold. */
  readonly putYouOnHold: WithName;
  readonly turnCameraOff: string;
  readonly turnCameraOn: string;
  readonly flipCamera: string;
  readonly settings: SettingsWords;
  readonly shortcuts: ShortcutWords;
  readonly calling: WithName;
  readonly ringing: string;
  readonly connecting: string;
  readonly connected: string;
  readonly reconnecting: string;
  readonly isMuted: WithName;
  readonly cameraIsOff: WithName;
  /** The line is too narrow for it; they are heard. */
  readonly pictureIsPaused: WithName;
  readonly ownPictureIsPaused: string;
  readonly hasNoMicrophone: WithName;
  readonly allowDevices: ByKind;
  readonly cameraUnavailable: string;
  readonly cameraUnavailableHint: string;
  readonly continueWithVoice: string;
  readonly cancel: string;
  readonly ownPicture: string;
  readonly swapPictures: string;
  readonly ownCameraIsOff: string;
  readonly ownCameraGivesNothing: string;
  readonly moveWithArrows: string;
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
  /** What was chosen once was plugged in, and took over. */
  readonly deviceAdopted: (now: string) => string;
  /** It is open, and nothing comes from it. */
  readonly deviceInterrupted: ByDevice<string>;
  /** What happened and what the person can do, by error code. */
  readonly errors: Readonly<Record<ErrorWord, string>>;
  /** The same where it is known which device it is about. */
  readonly deviceErrors: Readonly<Record<Device | 'screen', Partial<Record<ErrorWord, string>>>>;
  readonly shareScreen: string;
  readonly stopSharing: string;
  /** While the caller chooses. */
  readonly chooseScreen: string;
  readonly sharing: Readonly<Record<'silent' | 'withSound', string>>;
  readonly sharesScreen: WithName;
  readonly screenOf: WithName;
  readonly moveScreen: string;
  readonly zoom: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly actualSize: string;
  readonly quality: Readonly<Record<LinkQuality, string>>;
  readonly connectionIs: (quality: LinkQuality) => string;
  /** A link in numbers: what each of them is. */
  readonly details: LinkDetailWords;
  readonly sources: Readonly<Record<TrackSource, string>>;
  readonly route: (route: NonNullable<LinkStats['route']>) => string;
  /** Numbers with their units; null for none. */
  readonly milliseconds: (value: number | null) => string | null;
  readonly percent: (fraction: number | null) => string | null;
  readonly bytes: (value: number) => string;
  readonly bitRate: (bitsPerSecond: number) => string;
  readonly framesPerSecond: (value: number) => string;
  readonly screenNotices: Readonly<Record<'nothing-shared' | 'sharing-ended', string>>;
}
