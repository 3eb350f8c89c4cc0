import { CallError, type CallErrorCode } from '../call/call-error.ts';
import type { TrackKind as Kind } from '../call/call-events.ts';
import type { LocalTracks, MediaPort } from '../call/ports.ts';

const AUDIO: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
  facingMode: 'user',
};

const DEVICES = { audio: 'microphone', video: 'camera' } as const;

/** What `getUserMedia` rejects with (W3C Media Capture and Streams §10.2), in the words of this product. */
const ERROR_CODES: Readonly<Record<string, CallErrorCode>> = {
  NotAllowedError: 'permission-denied',
  SecurityError: 'permission-denied',
  NotFoundError: 'device-not-found',
  OverconstrainedError: 'device-not-found',
  NotReadableError: 'device-in-use',
  AbortError: 'device-in-use',
};

type Opened = Awaited<ReturnType<MediaPort['open']>>;

/** Local microphone and camera: the only place that opens devices, and the one that stops every track it opened. */
export class LocalMedia implements MediaPort, LocalTracks<MediaStreamTrack> {
  captureEnded: (kind: Kind, label: string) => void = () => undefined;
  capturePaused: (kind: Kind) => void = () => undefined;
  captureResumed: (kind: Kind) => void = () => undefined;
  devicesChanged: () => void = () => undefined;
  /** Shows the local camera; replaced whenever it changes. */
  preview: MediaStream | null = null;

  readonly #tracks = new Map<Kind, MediaStreamTrack>();
  readonly #listeners = new Set<(kind: Kind) => void>();
  /** Goes up with every release: what was asked for before is stopped when it comes. */
  #generation = 0;
  #isMicrophoneEnabled = true;
  #isCameraWanted = false;
  /** Aborted when nobody needs devices any more. */
  #inUse = new AbortController();

  async open({ camera }: { camera: boolean }): Promise<Opened> {
    const devices = mediaDevices();
    const generation = this.#generation;
    this.#isCameraWanted = camera;
    this.#inUse.abort();
    this.#inUse = new AbortController();
    devices.addEventListener('devicechange', () => this.devicesChanged(), { signal: this.#inUse.signal });
    if (!camera) {
      const microphoneProblem = unlessMissing(await this.#try({ audio: AUDIO }, generation, 'microphone'));
      return { camera, cameraProblem: null, microphoneProblem };
    }
    const problem = await this.#try({ audio: AUDIO, video: VIDEO }, generation, 'camera');
    if (!problem) return { camera, cameraProblem: null, microphoneProblem: null };
    // One of the two is at fault: if the microphone opens alone, it was the camera.
    const microphone = unlessMissing(await this.#try({ audio: AUDIO }, generation, 'both'));
    if (!microphone) return { camera: false, cameraProblem: problem, microphoneProblem: null };
    const cameraProblem = await this.#try({ video: VIDEO }, generation, 'camera');
    return {
      camera: !cameraProblem,
      cameraProblem,
      microphoneProblem: { code: microphone.code, cause: microphone.cause, device: 'microphone' },
    };
  }

  async openCamera(): Promise<void> {
    this.#isCameraWanted = true;
    this.#keep(await this.#ask(mediaDevices(), { video: VIDEO }, this.#generation, 'camera'));
  }

  async replace(kind: Kind): Promise<string> {
    const constraints = kind === 'audio' ? { audio: AUDIO } : { video: VIDEO };
    this.#keep(await this.#ask(mediaDevices(), constraints, this.#generation, DEVICES[kind]));
    const track = this.#tracks.get(kind);
    // The camera was turned off meanwhile.
    if (!track) throw new CallError('canceled');
    return nameOf(track);
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
    if (!microphone) return;
    microphone.enabled = enabled;
    if (enabled && microphone.muted) this.capturePaused('audio');
  }

  release(): void {
    this.#generation += 1;
    this.#inUse.abort();
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

  /** Null, or why it came to nothing. */
  async #try(
    constraints: MediaStreamConstraints,
    generation: number,
    device: CallError['device'],
  ): Promise<CallError | null> {
    try {
      this.#keep(await this.#ask(mediaDevices(), constraints, generation, device));
      return null;
    } catch (error) {
      if (!(error instanceof CallError) || error.code === 'canceled') throw error;
      return error;
    }
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
      track.onended = () => this.#ended(kind, nameOf(track));
      track.onmute = () => this.capturePaused(kind);
      track.onunmute = () => this.captureResumed(kind);
      this.#changed(kind);
      if (track.muted) this.capturePaused(kind);
    }
  }

  /** `ended` fires only for tracks that this page did not stop itself. */
  #ended(kind: Kind, name: string): void {
    this.#drop(kind);
    this.captureEnded(kind, name);
  }

  #drop(kind: Kind): void {
    const track = this.#tracks.get(kind);
    if (!track) return;
    track.onended = track.onmute = track.onunmute = null;
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

/** A microphone that does not exist is one to go without; every other obstacle is in the way of the call. */
function unlessMissing(problem: CallError | null): CallError | null {
  if (problem && problem.code !== 'device-not-found') throw problem;
  return problem;
}

/** The device's own name: Chromium puts a word before that of the default device, and USB numbers behind those of some. */
function nameOf(track: MediaStreamTrack): string {
  const isAlias = ['default', 'communications'].includes(track.getSettings().deviceId ?? '');
  const label = isAlias ? track.label.replace(/^[^-]* - /u, '') : track.label;
  return label.replace(/ \([\da-f]{4}:[\da-f]{4}\)$/iu, '');
}
