import type { LocalMedia } from './adapters/local-media.ts';
import type { PreferenceStore } from './adapters/preferences.ts';
import type { ScreenCapture } from './adapters/screen-capture.ts';
import type { LocalTracks } from './call/ports.ts';
import type { TrackSource } from './call/track-source.ts';
import { TRACK_SOURCES } from './peer-connection/track-sources.ts';

/** What the local user sends, of devices and screen. */
export class OutgoingTracks implements LocalTracks<MediaStreamTrack> {
  readonly #devices: LocalMedia;
  readonly #screen: ScreenCapture;
  readonly #preferences: Pick<PreferenceStore, 'maxVideoBitrate'>;
  readonly #listeners = new Set<(source: TrackSource) => void>();
  #limit: number | null;
  #isPaused = false;

  constructor(devices: LocalMedia, screen: ScreenCapture, preferences: Pick<PreferenceStore, 'maxVideoBitrate'>) {
    this.#devices = devices;
    this.#screen = screen;
    this.#preferences = preferences;
    this.#limit = preferences.maxVideoBitrate;
    screen.changed = () => {
      this.#tell('screen');
      this.#tell('screen-audio');
    };
    devices.subscribe((kind) => this.#tell(kind === 'audio' ? 'microphone' : 'camera'));
  }

  current(source: TrackSource): MediaStreamTrack | null {
    return this.#isPaused ? null : this.#open(source);
  }

  /** Nothing is sent from now on, whatever is open; that stays as it is. */
  pause(): void {
    this.#isPaused = true;
    TRACK_SOURCES.forEach((source) => this.#tell(source));
  }

  resume(): void {
    this.#isPaused = false;
    TRACK_SOURCES.forEach((source) => this.#tell(source));
  }

  #open(source: TrackSource): MediaStreamTrack | null {
    switch (source) {
      case 'microphone':
        return this.#devices.current('audio');
      case 'camera':
        return this.#devices.current('video');
      case 'screen':
        return this.#screen.video;
      case 'screen-audio':
        return this.#screen.audio;
    }
  }

  get maxVideoBitrate(): number | null {
    return this.#preferences.maxVideoBitrate;
  }

  /** Something else may have been chosen: in a call that is on it counts at once. */
  preferencesChanged(): void {
    if (this.#limit === this.maxVideoBitrate) return;
    this.#limit = this.maxVideoBitrate;
    this.#tell('camera');
  }

  subscribe(changed: (source: TrackSource) => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  #tell(source: TrackSource): void {
    for (const listener of [...this.#listeners]) listener(source);
  }
}
