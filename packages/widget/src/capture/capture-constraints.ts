import type { TrackKind } from '../call/call-events.ts';
import type { ChosenDevice, Preferences, VideoQuality } from '../call/preferences.ts';

/** Which way a phone's camera looks (W3C Media Capture and Streams §4.3.3, `VideoFacingModeEnum`). */
export type Facing = 'user' | 'environment';

/** What is to be opened, and how. */
export interface CaptureWish {
  readonly preferences: Preferences;
  /** The camera that looks this way, whichever was chosen; null for the chosen one. */
  readonly facing: Facing | null;
}

/** W3C Media Capture Extensions §6; not in TypeScript's library yet, nor in every browser. */
interface CameraConstraints extends MediaTrackConstraints {
  readonly backgroundBlur?: { readonly ideal: boolean };
}

const SIZES: Readonly<Record<VideoQuality, readonly [width: number, height: number]>> = {
  auto: [1280, 720],
  '360p': [640, 360],
  '720p': [1280, 720],
  '1080p': [1920, 1080],
};

export function constraintsFor(kinds: readonly TrackKind[], wish: CaptureWish): MediaStreamConstraints {
  return {
    ...(kinds.includes('audio') && { audio: soundConstraints(wish.preferences) }),
    ...(kinds.includes('video') && { video: { ...pictureConstraints(wish.preferences), ...whichCamera(wish) } }),
  };
}

/** Whether a device is asked for that may be gone. */
export function namesDevice(kinds: readonly TrackKind[], { preferences, facing }: CaptureWish): boolean {
  const { microphone, camera } = preferences;
  return (kinds.includes('audio') && microphone !== null) || (kinds.includes('video') && !facing && camera !== null);
}

/** Wishes and no demands: a camera that can't do what is asked does what it can. */
export function pictureConstraints({ videoQuality, dataSaver, backgroundBlur }: Preferences): MediaTrackConstraints {
  const [width, height] = SIZES[dataSaver ? '360p' : videoQuality];
  const constraints: CameraConstraints = {
    width: { ideal: width },
    height: { ideal: height },
    frameRate: { ideal: dataSaver ? 15 : 30 },
    ...(backgroundBlur !== null && { backgroundBlur: { ideal: backgroundBlur } }),
  };
  return constraints;
}

function whichCamera({ preferences, facing }: CaptureWish): MediaTrackConstraints {
  return facing === null && preferences.camera ? exactly(preferences.camera) : { facingMode: facing ?? 'user' };
}

function soundConstraints(preferences: Preferences): MediaTrackConstraints {
  const { echoCancellation, noiseSuppression, automaticGain, microphone } = preferences;
  const device = microphone ? exactly(microphone) : {};
  return { echoCancellation, noiseSuppression, autoGainControl: automaticGain, ...device };
}

function exactly({ id }: ChosenDevice): MediaTrackConstraints {
  return { deviceId: { exact: id } };
}
