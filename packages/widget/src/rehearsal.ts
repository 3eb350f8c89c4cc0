import { LocalMedia } from './adapters/local-media.ts';
import { asCallError } from './call/call-error.ts';
import type { Problem, TrackKind } from './call/call-events.ts';
import type { Preferences } from './call/preferences.ts';
import { isCanceled } from './capture/capture-error.ts';

const KINDS = ['audio', 'video'] as const;

/** Camera and microphone as they would be in a call, for their owner only. Nobody is rung, and nothing is sent. */
export class Rehearsal {
  readonly media: LocalMedia;
  /** Why there is no picture, or no sound; null where both are there, or being opened. */
  problem: Problem | null = null;
  readonly #changed: () => void;

  /** @param changed picture, sound or the problem with them */
  constructor(preferences: () => Preferences, changed: () => void) {
    this.#changed = changed;
    this.media = new LocalMedia(preferences);
    this.media.subscribe(changed);
    this.media.captureEnded = (kind) => void this.#find(kind);
    this.media.devicesChanged = () => this.#findMissing();
    this.media.chosenReturned = (kind) => void this.media.adopt(kind).catch(() => undefined);
  }

  async open(): Promise<void> {
    try {
      const { cameraProblem, microphoneProblem } = await this.media.open({ camera: true });
      this.#tell(microphoneProblem ?? cameraProblem);
    } catch (error) {
      if (!isCanceled(error)) this.#tell(asCallError(error, 'device-not-found'));
    }
  }

  close(): void {
    this.media.release();
  }

  #findMissing(): void {
    for (const kind of KINDS) if (!this.media.current(kind)) void this.#find(kind);
  }

  async #find(kind: TrackKind): Promise<void> {
    try {
      await this.media.replace(kind);
      this.#tell(null);
    } catch (error) {
      if (!isCanceled(error)) this.#tell(asCallError(error, 'device-not-found'));
    }
  }

  #tell(problem: Problem | null): void {
    this.problem = problem;
    this.#changed();
  }
}
