import { CallError } from '../call/call-error.ts';
import type { ScreenPort } from '../call/ports.ts';

/** W3C Screen Capture §5.4, with what TypeScript's library does not know yet. */
interface ScreenCaptureOptions extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include' | 'exclude';
  readonly surfaceSwitching: 'include' | 'exclude';
  readonly selfBrowserSurface: 'include' | 'exclude';
}

/** Screen, window or tab as it is, with its sound where the browser and the user give that. */
const WANTED: ScreenCaptureOptions = {
  video: { frameRate: { ideal: 30 } },
  // What is shared is to be heard as it is; the call's own voices, played in the same tab, are not.
  audio: {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    ...{ suppressLocalAudioPlayback: false },
  },
  systemAudio: 'include',
  surfaceSwitching: 'include',
  selfBrowserSurface: 'exclude',
};

/** The shared screen: the only place that captures one, and the one that stops it. */
export class ScreenCapture implements ScreenPort {
  screenEnded: () => void = () => undefined;
  changed: () => void = () => undefined;
  #video: MediaStreamTrack | null = null;
  #audio: MediaStreamTrack | null = null;
  /** Goes up with every close: what was asked for before is stopped when it comes. */
  #generation = 0;

  get video(): MediaStreamTrack | null {
    return this.#video;
  }

  get audio(): MediaStreamTrack | null {
    return this.#audio;
  }

  async open(): Promise<{ sound: boolean }> {
    const generation = this.#generation;
    const stream = await ask();
    if (generation !== this.#generation) {
      for (const track of stream.getTracks()) track.stop();
      throw new CallError('canceled');
    }
    this.#keep(stream);
    return { sound: this.#audio !== null };
  }

  close(): void {
    this.#generation += 1;
    if (!this.#video && !this.#audio) return;
    for (const track of [this.#video, this.#audio]) {
      if (track) track.onended = null;
      track?.stop();
    }
    this.#video = this.#audio = null;
    this.changed();
  }

  #keep(stream: MediaStream): void {
    [this.#video = null] = stream.getVideoTracks();
    [this.#audio = null] = stream.getAudioTracks();
    if (this.#video) {
      // Encoders trade sharpness for movement otherwise.
      this.#video.contentHint = 'detail';
      // By the browser's own bar, or by closing what is shared.
      this.#video.onended = () => this.#ended();
    }
    if (this.#audio) this.#audio.contentHint = 'music';
    this.changed();
  }

  #ended(): void {
    this.close();
    this.screenEnded();
  }
}

/** @throws {CallError} `canceled` when nothing was chosen */
async function ask(): Promise<MediaStream> {
  if (!window.isSecureContext) throw new CallError('insecure-context', { device: 'screen' });
  if (!canCapture()) throw new CallError('unsupported-browser', { device: 'screen' });
  try {
    return await navigator.mediaDevices.getDisplayMedia(WANTED);
  } catch (cause) {
    throw captureError(cause);
  }
}

/** Phones cannot. */
export function canCapture(): boolean {
  return typeof globalThis.navigator?.mediaDevices?.getDisplayMedia === 'function';
}

/** What `getDisplayMedia` rejects with (W3C Screen Capture §5.1), in the words of this product. */
function captureError(cause: unknown): CallError {
  const { name = '', message = '' } = cause instanceof Error ? cause : {};
  if (name === 'NotAllowedError' && !isBlocked(message)) return new CallError('canceled', { cause, device: 'screen' });
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return new CallError('permission-denied', { cause, device: 'screen' });
  return new CallError(name === 'NotFoundError' ? 'device-not-found' : 'device-in-use', { cause, device: 'screen' });
}

/** A picker that was closed and one that was never shown reject alike; the words tell them apart, where there are any. */
function isBlocked(message: string): boolean {
  return !isAllowedByPolicy() || /policy|by system/iu.test(message);
}

/** Permissions Policy §9; true where the browser does not say. */
function isAllowedByPolicy(): boolean {
  const { featurePolicy } = document as { readonly featurePolicy?: { allowsFeature(feature: string): boolean } };
  return featurePolicy?.allowsFeature('display-capture') ?? true;
}
