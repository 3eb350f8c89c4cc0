import type { ChosenDevice, Preferences } from '../call/preferences.ts';
import { findDevice, listDevices } from '../capture/device-list.ts';

const DEFAULT = '';

/** Which audio outputs are to be used: the chosen ones, and while they are unplugged what comes closest. */
export class AudioOutputs {
  #present: readonly ChosenDevice[] = [];
  #told = { speaker: DEFAULT, ringer: DEFAULT };
  readonly #preferences: () => Pick<Preferences, 'speaker' | 'ringer'>;
  readonly #changed: () => void;
  readonly #closed = new AbortController();

  /** @param changed other outputs are to be used */
  constructor(preferences: () => Pick<Preferences, 'speaker' | 'ringer'>, changed: () => void) {
    this.#preferences = preferences;
    this.#changed = changed;
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.refresh(), {
      signal: this.#closed.signal,
    });
    // Nobody needs the list as long as nothing was chosen from it.
    const { speaker, ringer } = preferences();
    if (speaker ?? ringer) void this.refresh();
  }

  /** The output to use now, as `setSinkId` takes it (W3C Audio Output Devices). */
  get speaker(): string {
    return this.#find(this.#preferences().speaker) ?? DEFAULT;
  }

  /** The output to use now. */
  get ringer(): string {
    return this.#find(this.#preferences().ringer) ?? this.speaker;
  }

  /** To be called when others were chosen, and when the browser may name more than before. */
  async refresh(): Promise<void> {
    const { audiooutput } = await listDevices();
    if (this.#closed.signal.aborted) return;
    this.#present = audiooutput;
    const { speaker, ringer } = this;
    if (speaker === this.#told.speaker && ringer === this.#told.ringer) return;
    this.#told = { speaker, ringer };
    this.#changed();
  }

  close(): void {
    this.#closed.abort();
  }

  /** Null for what was not chosen, or is not there. */
  #find(chosen: ChosenDevice | null): string | null {
    if (!chosen || chosen.id === DEFAULT) return chosen && DEFAULT;
    return findDevice(this.#present, chosen)?.id ?? null;
  }
}
