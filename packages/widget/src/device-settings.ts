import { AudioOutputs } from './adapters/audio-outputs.ts';
import { readChoice } from './adapters/device-choice.ts';
import { LocalMedia } from './adapters/local-media.ts';
import { PreferenceStore } from './adapters/preferences.ts';
import type { Intent, TrackKind } from './call/call-events.ts';
import type { CaptureOptions, DeviceChoice, DeviceRole, Preferences } from './call/preferences.ts';
import { isCanceled } from './capture/capture-error.ts';
import { hasTwoFacings } from './capture/facings.ts';
import { Rehearsal } from './rehearsal.ts';

/** What each choice is about. */
const KINDS: Readonly<Partial<Record<keyof Preferences, TrackKind>>> = {
  microphone: 'audio',
  echoCancellation: 'audio',
  noiseSuppression: 'audio',
  automaticGain: 'audio',
  camera: 'video',
  backgroundBlur: 'video',
  videoQuality: 'video',
  dataSaver: 'video',
};

/** The devices of one user in this page: which were chosen, which are in use in a call, and how they do before one. */
export class DeviceSettings {
  readonly preferences: PreferenceStore;
  readonly outputs: AudioOutputs;
  readonly media: LocalMedia;
  /** Whether there is a camera that looks the other way. */
  canFlip = false;
  readonly #changed: () => void;
  readonly #dispatch: (intent: Intent) => void;
  #rehearsal: Rehearsal | null = null;

  /** @param changed what was chosen, what is in use, or what is seen and heard of it */
  constructor(dispatch: (intent: Intent) => void, changed: () => void) {
    this.#dispatch = dispatch;
    this.#changed = changed;
    this.preferences = new PreferenceStore(changed);
    const current = (): Preferences => this.preferences.current;
    this.outputs = new AudioOutputs(current, changed);
    this.media = new LocalMedia(current);
    this.media.subscribe((kind) => this.#mediaChanged(kind));
  }

  get rehearsal(): Rehearsal | null {
    return this.#rehearsal;
  }

  /** Opens camera and microphone for nobody but their owner. */
  async rehearse(): Promise<void> {
    if (this.#rehearsal) return;
    this.#rehearsal = new Rehearsal(() => this.preferences.current, this.#changed);
    await this.#rehearsal.open();
  }

  endRehearsal(): void {
    this.#rehearsal?.close();
    this.#rehearsal = null;
  }

  /**
   * Changes what is named and leaves the rest; resolves when it is in use, where it is. Nothing has changed when it throws.
   * @throws {CallError}
   */
  async choose(choice: DeviceChoice): Promise<void> {
    await this.#change(await readChoice(choice));
  }

  /** From now on there is no choice of this device, and the best there is counts. */
  async forget(role: DeviceRole): Promise<void> {
    await this.#change({ [role]: null });
  }

  /** @throws {CallError} when the device can't be opened like that; nothing has changed then */
  async adjust(options: Partial<CaptureOptions>): Promise<void> {
    await this.#change(options);
  }

  close(): void {
    this.endRehearsal();
    this.outputs.close();
  }

  async #change(change: Partial<Preferences>): Promise<void> {
    const names = Object.keys(change) as (keyof Preferences)[];
    const before = this.preferences.current;
    this.preferences.change(change);
    try {
      await Promise.all([this.outputs.refresh(), this.#use([...new Set(names.flatMap((name) => KINDS[name] ?? []))])]);
    } catch (error) {
      // The call has ended: it holds for the next one.
      if (isCanceled(error)) return;
      this.preferences.change(Object.fromEntries(names.map((name) => [name, before[name]])));
      throw error;
    }
  }

  async #use(kinds: readonly TrackKind[]): Promise<void> {
    const rehearsed = this.#rehearsal?.media;
    this.#dispatch({ type: 'choose-devices', kinds });
    await Promise.all([
      ...kinds.map((kind) => this.media.adopted(kind)),
      ...kinds.filter((kind) => rehearsed?.current(kind)).map((kind) => rehearsed?.adopt(kind)),
    ]);
  }

  #mediaChanged(kind: TrackKind): void {
    this.#changed();
    // Browsers name outputs to whoever may use a microphone, and cameras to whoever may use one.
    if (kind === 'audio' && this.media.current('audio')) void this.outputs.refresh();
    if (kind === 'video' && this.media.current('video')) void this.#lookAround();
  }

  async #lookAround(): Promise<void> {
    const canFlip = await hasTwoFacings();
    if (canFlip === this.canFlip) return;
    this.canFlip = canFlip;
    this.#changed();
  }
}
