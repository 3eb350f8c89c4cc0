import * as v from 'valibot';

import { DEFAULT_PREFERENCES, type Preferences } from '../call/preferences.ts';

const KEY = 'call-window preferences';

/** Bits per second of the picture that is sent at most with the data saver on. */
const SAVED_BITRATE = 250_000;

const Text = v.pipe(v.string(), v.maxLength(512));
const Device = v.nullable(v.object({ id: Text, label: Text }));
const or = DEFAULT_PREFERENCES;

/** Anybody with a script on this origin may have written it: what makes no sense counts as not said. */
const Stored = v.object({
  microphone: v.fallback(Device, or.microphone),
  camera: v.fallback(Device, or.camera),
  speaker: v.fallback(Device, or.speaker),
  ringer: v.fallback(Device, or.ringer),
  echoCancellation: v.fallback(v.boolean(), or.echoCancellation),
  noiseSuppression: v.fallback(v.boolean(), or.noiseSuppression),
  automaticGain: v.fallback(v.boolean(), or.automaticGain),
  backgroundBlur: v.fallback(v.nullable(v.boolean()), or.backgroundBlur),
  videoQuality: v.fallback(v.picklist(['auto', '360p', '720p', '1080p']), or.videoQuality),
  dataSaver: v.fallback(v.boolean(), or.dataSaver),
});

const Entry = v.fallback(v.pipe(v.string(), v.parseJson(), Stored), DEFAULT_PREFERENCES);

/** What was chosen in this browser, for all its pages of this origin. Where nothing may be stored it holds until the page goes. */
export class PreferenceStore {
  #current: Preferences = read() ?? DEFAULT_PREFERENCES;
  readonly #changed: () => void;

  /** @param changed something else was chosen */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get current(): Preferences {
    return this.#current;
  }

  /** Bits per second that the picture may take at most; null for as much as there is. */
  get maxVideoBitrate(): number | null {
    return this.#current.dataSaver ? SAVED_BITRATE : null;
  }

  change(change: Partial<Preferences>): void {
    this.#current = { ...this.#current, ...change };
    // On top of what another page has stored since.
    write({ ...(read() ?? this.#current), ...change });
    this.#changed();
  }
}

/** Null where there is nothing, or the browser keeps pages from storing anything. */
function read(): Preferences | null {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? null : v.parse(Entry, text);
  } catch {
    return null;
  }
}

function write(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Blocked or full: chosen anew in the next page.
  }
}
