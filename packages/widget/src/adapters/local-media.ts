import { CallError } from '../call/call-error.ts';
import type { TrackKind as Kind } from '../call/call-events.ts';
import type { MediaPort } from '../call/ports.ts';
import type { Preferences } from '../call/preferences.ts';
import { type CaptureWish, constraintsFor, namesDevice, pictureConstraints } from '../capture/capture-constraints.ts';
import { captureError, isCanceled, isMissing, unlessMissing } from '../capture/capture-error.ts';
import { CaptureWishes } from '../capture/capture-wishes.ts';
import { findDevice, isFrom, KIND_OF, listDevices, nameOf, withPresent } from '../capture/device-list.ts';
import { pageAwakes } from '../capture/page-awake.ts';

const DEVICES = { audio: 'microphone', video: 'camera' } as const;

type Opened = Awaited<ReturnType<MediaPort['open']>>;

/** What came of one request, and which it was: of two for the same device the later one counts. */
interface Captured {
  readonly stream: MediaStream;
  readonly number: number;
  readonly wish: CaptureWish;
}

/** Local microphone and camera: the only place that opens devices, and the one that stops every track it opened. */
export class LocalMedia implements MediaPort {
  captureEnded: (kind: Kind, label: string) => void = () => undefined;
  capturePaused: (kind: Kind) => void = () => undefined;
  captureResumed: (kind: Kind) => void = () => undefined;
  devicesChanged: () => void = () => undefined;
  chosenReturned: (kind: Kind) => void = () => undefined;
  /** Shows the local camera; replaced whenever it changes. */
  preview: MediaStream | null = null;
  /** Carries the microphone; replaced whenever it changes. */
  voice: MediaStream | null = null;

  readonly #wishes: CaptureWishes;
  readonly #tracks = new Map<Kind, MediaStreamTrack>();
  readonly #captured = new WeakMap<MediaStreamTrack, Captured>();
  readonly #adopting = new Map<Kind, Promise<string>>();
  readonly #listeners = new Set<(kind: Kind) => void>();
  /** Goes up with every release: what was asked for before is stopped when it comes. */
  #generation = 0;
  #requests = 0;
  #isMicrophoneEnabled = true;
  #isCameraWanted = false;
  /** Aborted when nobody needs devices any more. */
  #inUse = new AbortController();

  /** @param preferences what is chosen at the moment */
  constructor(preferences: () => Preferences) {
    this.#wishes = new CaptureWishes(preferences);
  }

  async open({ camera }: { camera: boolean }): Promise<Opened> {
    const devices = mediaDevices();
    this.#isCameraWanted = camera;
    this.#inUse.abort();
    this.#inUse = new AbortController();
    devices.addEventListener('devicechange', this.#onDeviceChange, { signal: this.#inUse.signal });
    if (!camera) {
      const microphoneProblem = unlessMissing(await this.#try(['audio'], 'microphone'));
      return { camera, cameraProblem: null, microphoneProblem };
    }
    const problem = await this.#try(['audio', 'video'], 'camera');
    if (!problem) return { camera, cameraProblem: null, microphoneProblem: null };
    // One of the two is at fault: if the microphone opens alone, it was the camera.
    const microphone = unlessMissing(await this.#try(['audio'], 'both'));
    if (!microphone) return { camera: false, cameraProblem: problem, microphoneProblem: null };
    const cameraProblem = await this.#try(['video'], 'camera');
    return {
      camera: !cameraProblem,
      cameraProblem,
      microphoneProblem: { code: microphone.code, cause: microphone.cause, device: 'microphone' },
    };
  }

  async openCamera(): Promise<void> {
    this.#isCameraWanted = true;
    this.#keep(await this.#ask(['video'], 'camera'));
  }

  async replace(kind: Kind): Promise<string> {
    try {
      return await this.#exchange(kind);
    } catch (error) {
      // A phone keeps its devices from a page that nobody sees, during a phone call first of all.
      if (!document.hidden || isCanceled(error) || isMissing(error)) throw error;
      await pageAwakes(this.#inUse.signal);
      return this.#exchange(kind);
    }
  }

  async adopt(kind: Kind): Promise<string> {
    const adopting = this.#adopt(kind);
    this.#adopting.set(kind, adopting);
    try {
      return await adopting;
    } finally {
      if (this.#adopting.get(kind) === adopting) this.#adopting.delete(kind);
    }
  }

  async flipCamera(): Promise<string> {
    const flipBack = this.#wishes.flip(this.#tracks.get('video'));
    try {
      return await this.adopt('video');
    } catch (error) {
      flipBack();
      throw error;
    }
  }

  /** Settled when the choice that is being taken up is in use, or is not to be had. */
  async adopted(kind: Kind): Promise<void> {
    await this.#adopting.get(kind);
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
    this.#wishes.forgetFacing();
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

  async #adopt(kind: Kind): Promise<string> {
    const track = this.#tracks.get(kind);
    if (kind === 'audio' || !track || !this.#isWanted(track)) return this.#exchange(kind);
    // The camera goes on; one that won't change in its course stays as it is.
    await track.applyConstraints(pictureConstraints(this.#wishes.current.preferences)).catch(() => undefined);
    return nameOf(track);
  }

  #isWanted(camera: MediaStreamTrack): boolean {
    const { preferences, facing } = this.#wishes.current;
    const before = this.#captured.get(camera)?.wish;
    return before?.facing === facing && before.preferences.camera === preferences.camera;
  }

  /** The new one is opened while the old one goes on, where the system allows that. */
  async #exchange(kind: Kind): Promise<string> {
    try {
      this.#keep(await this.#ask([kind], DEVICES[kind]));
    } catch (error) {
      const before = this.#tracks.get(kind);
      if (!before || !(error instanceof CallError) || error.code !== 'device-in-use') throw error;
      this.#drop(kind);
      await this.#openAfter(before, kind);
    }
    const track = this.#tracks.get(kind);
    // The camera was turned off meanwhile.
    if (!track) throw new CallError('canceled');
    return nameOf(track);
  }

  /** One device at a time is all that this system allows; where the new one is not to be had after all, the old one is again. */
  async #openAfter(before: MediaStreamTrack, kind: Kind): Promise<void> {
    try {
      this.#keep(await this.#ask([kind], DEVICES[kind]));
    } catch (error) {
      if (!isCanceled(error)) await this.#goBackTo(before, kind);
      throw error;
    }
  }

  async #goBackTo(before: MediaStreamTrack, kind: Kind): Promise<void> {
    const device = { id: before.getSettings().deviceId ?? '', label: before.label };
    const preferences = { ...this.#wishes.current.preferences, [DEVICES[kind]]: device };
    try {
      this.#keep(await this.#ask([kind], DEVICES[kind], { preferences, facing: null }));
    } catch (error) {
      if (!isCanceled(error)) this.captureEnded(kind, nameOf(before));
    }
  }

  /** Null, or why it came to nothing. */
  async #try(kinds: readonly Kind[], device: CallError['device']): Promise<CallError | null> {
    try {
      this.#keep(await this.#ask(kinds, device));
      return null;
    } catch (error) {
      if (!(error instanceof CallError) || isCanceled(error)) throw error;
      return error;
    }
  }

  async #ask(kinds: readonly Kind[], device: CallError['device'], wish = this.#wishes.current): Promise<Captured> {
    const generation = this.#generation;
    const number = (this.#requests += 1);
    let stream: MediaStream;
    try {
      stream = await capture(kinds, wish);
    } catch (error) {
      throw generation === this.#generation ? captureError(error, device) : new CallError('canceled');
    }
    if (generation === this.#generation) return { stream, number, wish };
    stream.getTracks().forEach((track) => track.stop());
    throw new CallError('canceled');
  }

  #keep(captured: Captured): void {
    for (const track of captured.stream.getTracks()) {
      const kind = track.kind as Kind;
      if (this.#isWelcome(kind, captured.number)) this.#take(track, kind, captured);
      else track.stop();
    }
  }

  /** Unless it was turned off while it was opened, or another was asked for later and came sooner. */
  #isWelcome(kind: Kind, number: number): boolean {
    const current = this.#tracks.get(kind);
    const isLate = current !== undefined && (this.#captured.get(current)?.number ?? 0) > number;
    return !isLate && (kind === 'audio' || this.#isCameraWanted);
  }

  #take(track: MediaStreamTrack, kind: Kind, captured: Captured): void {
    if (kind === 'audio') track.enabled = this.#isMicrophoneEnabled;
    const before = this.#tracks.get(kind);
    this.#captured.set(track, captured);
    this.#tracks.set(kind, track);
    track.onended = () => this.#ended(kind, nameOf(track));
    track.onmute = () => this.capturePaused(kind);
    track.onunmute = () => this.captureResumed(kind);
    this.#changed(kind);
    if (before) silence(before);
    if (track.muted) this.capturePaused(kind);
  }

  /** `ended` fires only for tracks that this page did not stop itself. */
  #ended(kind: Kind, name: string): void {
    this.#drop(kind);
    this.captureEnded(kind, name);
  }

  #drop(kind: Kind): void {
    const track = this.#tracks.get(kind);
    if (!track) return;
    silence(track);
    this.#tracks.delete(kind);
    this.#changed(kind);
  }

  #changed(kind: Kind): void {
    const track = this.#tracks.get(kind);
    const stream = track ? new MediaStream([track]) : null;
    if (kind === 'video') this.preview = stream;
    else this.voice = stream;
    for (const listener of [...this.#listeners]) listener(kind);
  }

  readonly #onDeviceChange = (): void => {
    this.devicesChanged();
    void this.#lookForChosen(this.#inUse.signal);
  };

  /** Whoever plugs in what they chose once wants to use it; what was never chosen may lie there. */
  async #lookForChosen(over: AbortSignal): Promise<void> {
    const there = await listDevices();
    if (over.aborted) return;
    const { preferences, facing } = this.#wishes.current;
    for (const [kind, track] of [...this.#tracks]) {
      const chosen = preferences[DEVICES[kind]];
      const device = chosen && findDevice(there[KIND_OF[DEVICES[kind]]], chosen);
      const isFlipped = kind === 'video' && facing !== null;
      if (device && !isFlipped && !isFrom(track, device)) this.chosenReturned(kind);
    }
  }
}

/** What was chosen, or the best there is where that is gone. */
async function capture(kinds: readonly Kind[], wish: CaptureWish): Promise<MediaStream> {
  const devices = mediaDevices();
  try {
    return await devices.getUserMedia(constraintsFor(kinds, wish));
  } catch (error) {
    if (!isMissing(captureError(error, undefined)) || !namesDevice(kinds, wish)) throw error;
    const preferences = withPresent(wish.preferences, await listDevices());
    return devices.getUserMedia(constraintsFor(kinds, { ...wish, preferences }));
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

/** Stopped, and nothing that still happens to it matters. */
function silence(track: MediaStreamTrack): void {
  track.onended = track.onmute = track.onunmute = null;
  track.stop();
}
