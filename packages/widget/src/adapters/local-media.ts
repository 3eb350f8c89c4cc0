import { CallError, type CallErrorCode } from '../call/call-error.ts';
import type { Problem } from '../call/call-events.ts';
import type { LocalTracks, MediaPort } from '../call/ports.ts';

type Kind = 'audio' | 'video';

const AUDIO: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
  facingMode: 'user',
};

/** What `getUserMedia` rejects with (W3C Media Capture and Streams §10.2), in the words of this product. */
const ERROR_CODES: Readonly<Record<string, CallErrorCode>> = {
  NotAllowedError: 'permission-denied',
  SecurityError: 'permission-denied',
  NotFoundError: 'device-not-found',
  OverconstrainedError: 'device-not-found',
  NotReadableError: 'device-in-use',
  AbortError: 'device-in-use',
};

/** Local microphone and camera: the only place that opens devices, and the one that stops every track it opened. */
export class LocalMedia implements MediaPort, LocalTracks<MediaStreamTrack> {
  captureEnded: (kind: Kind) => void = () => undefined;
  /** Shows the local camera; replaced whenever it changes. */
  preview: MediaStream | null = null;

  readonly #tracks = new Map<Kind, MediaStreamTrack>();
  readonly #listeners = new Set<(kind: Kind) => void>();
  /** Goes up with every release: what was asked for before is stopped when it comes. */
  #generation = 0;
  #isMicrophoneEnabled = true;
  #isCameraWanted = false;

  async open({ camera }: { camera: boolean }): Promise<{ camera: boolean; cameraProblem: Problem | null }> {
    const devices = mediaDevices();
    const generation = this.#generation;
    this.#isCameraWanted = camera;
    if (!camera) {
      this.#keep(await this.#ask(devices, { audio: AUDIO }, generation, 'microphone'));
      return { camera: false, cameraProblem: null };
    }
    try {
      this.#keep(await this.#ask(devices, { audio: AUDIO, video: VIDEO }, generation, 'camera'));
      return { camera: true, cameraProblem: null };
    } catch (error) {
      if (!(error instanceof CallError) || error.code === 'canceled') throw error;
      // One of the two is at fault: if the microphone opens alone, it was the camera.
      this.#keep(await this.#ask(devices, { audio: AUDIO }, generation, 'both'));
      return { camera: false, cameraProblem: error };
    }
  }

  async openCamera(): Promise<void> {
    this.#isCameraWanted = true;
    this.#keep(await this.#ask(mediaDevices(), { video: VIDEO }, this.#generation, 'camera'));
  }

  /** While the camera is still being opened: it is stopped as soon as it is. */
  closeCamera(): void {
    this.#isCameraWanted = false;
    this.#drop('video');
  }

  /** While the microphone is still being opened: it begins like that. */
  setMicrophoneEnabled(enabled: boolean): void {
    this.#isMicrophoneEnabled = enabled;
    const microphone = this.#tracks.get('audio');
    if (microphone) microphone.enabled = enabled;
  }

  release(): void {
    this.#generation += 1;
    this.#isMicrophoneEnabled = true;
    this.#drop('audio');
    this.#drop('video');
  }

  current(kind: Kind): MediaStreamTrack | null {
    return this.#tracks.get(kind) ?? null;
  }

  subscribe(changed: (kind: Kind) => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  async #ask(
    devices: MediaDevices,
    constraints: MediaStreamConstraints,
    generation: number,
    device: CallError['device'],
  ): Promise<MediaStream> {
    let stream: MediaStream;
    try {
      stream = await devices.getUserMedia(constraints);
    } catch (error) {
      throw generation === this.#generation ? mediaError(error, device) : new CallError('canceled');
    }
    if (generation === this.#generation) return stream;
    stream.getTracks().forEach((track) => track.stop());
    throw new CallError('canceled');
  }

  #keep(stream: MediaStream): void {
    for (const track of stream.getTracks()) {
      const kind = track.kind as Kind;
      if (kind === 'audio') track.enabled = this.#isMicrophoneEnabled;
      if (kind === 'video' && !this.#isCameraWanted) {
        track.stop();
        continue;
      }
      this.#drop(kind);
      this.#tracks.set(kind, track);
      track.onended = () => this.#ended(kind);
      this.#changed(kind);
    }
  }

  /** `ended` fires only for tracks that this page did not stop itself. */
  #ended(kind: Kind): void {
    this.#drop(kind);
    this.captureEnded(kind);
  }

  #drop(kind: Kind): void {
    const track = this.#tracks.get(kind);
    if (!track) return;
    track.onended = null;
    track.stop();
    this.#tracks.delete(kind);
    this.#changed(kind);
  }

  #changed(kind: Kind): void {
    if (kind === 'video') {
      const camera = this.#tracks.get('video');
      this.preview = camera ? new MediaStream([camera]) : null;
    }
    for (const listener of [...this.#listeners]) listener(kind);
  }
}

/** @throws {CallError} `insecure-context` or `unsupported-browser` where there is nothing to ask. */
function mediaDevices(): MediaDevices {
  if (!window.isSecureContext) throw new CallError('insecure-context');
  if (!navigator.mediaDevices?.getUserMedia || typeof RTCPeerConnection === 'undefined') {
    throw new CallError('unsupported-browser');
  }
  return navigator.mediaDevices;
}

function mediaError(cause: unknown, device: CallError['device']): CallError {
  const name = cause instanceof Error ? cause.name : '';
  return new CallError(ERROR_CODES[name] ?? 'device-in-use', { cause, device });
}
