/** What a person has chosen for their devices and their picture. */

/** A device as the browser names it (W3C Media Capture and Streams §9.2); an empty `id` is the system's default. */
export interface ChosenDevice {
  readonly id: string;
  /** Finds the device again where the browser has given it another id since. */
  readonly label: string;
}

export type DeviceRole = 'microphone' | 'camera' | 'speaker' | 'ringer';

/** Lines of the picture that is sent at most. */
export type VideoQuality = 'auto' | '360p' | '720p' | '1080p';

export interface Preferences {
  /** Null for the best there is. */
  readonly microphone: ChosenDevice | null;
  readonly camera: ChosenDevice | null;
  readonly speaker: ChosenDevice | null;
  /** Null for the speaker. */
  readonly ringer: ChosenDevice | null;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly automaticGain: boolean;
  /** Null for what the system does by itself. */
  readonly backgroundBlur: boolean | null;
  readonly videoQuality: VideoQuality;
  /** Whether a small picture is sent, whatever else was chosen. */
  readonly dataSaver: boolean;
}

export const DEFAULT_PREFERENCES: Preferences = {
  microphone: null,
  camera: null,
  speaker: null,
  ringer: null,
  echoCancellation: true,
  noiseSuppression: true,
  automaticGain: true,
  backgroundBlur: null,
  videoQuality: 'auto',
  dataSaver: false,
};

/** What can be switched without choosing another device. */
export type CaptureOptions = Omit<Preferences, DeviceRole>;

/** `deviceId`s (W3C Media Capture and Streams §9.2); `''` and `default`: the system's default. What is not named stays. */
export interface DeviceChoice {
  readonly microphone?: string | undefined;
  readonly camera?: string | undefined;
  /** Where the others are heard. */
  readonly speaker?: string | undefined;
  /** Where it rings; like the speaker until it is chosen. */
  readonly ringer?: string | undefined;
}
