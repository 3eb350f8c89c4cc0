import { asCallError, CallError } from './call-error.ts';
import type { EffectOf, Fact, Problem, TrackKind } from './call-events.ts';
import type { MediaPort, ScreenPort } from './ports.ts';

interface DevicePorts {
  readonly media: MediaPort;
  readonly screen: ScreenPort;
}

/** Opens devices and the screen as the machine wants it, and tells what became of them. */
export class DeviceEffects {
  readonly #media: MediaPort;
  readonly #screen: ScreenPort;
  readonly #dispatch: (fact: Fact) => void;
  /** Kinds of devices that are being looked for, and what was asked for meanwhile. */
  readonly #searches = new Map<TrackKind, EffectOf<'replace-device'> | null>();

  constructor({ media, screen }: DevicePorts, dispatch: (fact: Fact) => void) {
    this.#media = media;
    this.#screen = screen;
    this.#dispatch = dispatch;
    media.captureEnded = (kind, label) => dispatch({ type: 'capture-ended', kind, label });
    media.capturePaused = (kind) => dispatch({ type: 'capture-paused', kind });
    media.captureResumed = (kind) => dispatch({ type: 'capture-resumed', kind });
    media.devicesChanged = () => dispatch({ type: 'devices-changed' });
    media.chosenReturned = (kind) => dispatch({ type: 'chosen-returned', kind });
    screen.screenEnded = () => dispatch({ type: 'screen-ended' });
  }

  // Within the task of the click: browsers ask for a screen only then (W3C Screen Capture §5.1, transient activation).
  async openScreen(): Promise<void> {
    try {
      const { sound } = await this.#screen.open();
      this.#dispatch({ type: 'screen-opened', sound });
    } catch (error) {
      this.#dispatch({ type: 'screen-failed', problem: problemOf(error, 'device-in-use') });
    }
  }

  async open(camera: boolean): Promise<void> {
    try {
      const opened = await this.#media.open({ camera });
      this.#dispatch({ type: 'media-opened', ...opened });
    } catch (error) {
      if (isAbort(error)) return;
      this.#dispatch({ type: 'media-failed', problem: deviceProblem(error) });
    }
  }

  async openCamera(): Promise<void> {
    try {
      await this.#media.openCamera();
      this.#dispatch({ type: 'camera-opened' });
    } catch (error) {
      if (isAbort(error)) return;
      this.#dispatch({ type: 'camera-failed', problem: deviceProblem(error) });
    }
  }

  /** One search at a time: several devices are plugged in at once, and one search finds any of them. */
  async replace(effect: EffectOf<'replace-device'>): Promise<void> {
    const { kind } = effect;
    if (this.#searches.has(kind)) return void this.#searches.set(kind, effect);
    this.#searches.set(kind, null);
    const fact = await this.#search(effect);
    const next = this.#searches.get(kind);
    this.#searches.delete(kind);
    // It may have been plugged in just after this one looked.
    if (next && fact?.type !== 'device-replaced') return this.replace(next);
    if (fact) this.#dispatch(fact);
  }

  async adopt({ kind, because }: EffectOf<'adopt-device'>): Promise<void> {
    try {
      const label = await (because === 'flipped' ? this.#media.flipCamera() : this.#media.adopt(kind));
      this.#dispatch({ type: 'device-adopted', kind, because, label });
    } catch (error) {
      if (isAbort(error)) return;
      this.#dispatch({ type: 'adoption-failed', kind, because, problem: deviceProblem(error) });
    }
  }

  async #search({ kind, gone }: EffectOf<'replace-device'>): Promise<Fact | null> {
    try {
      return { type: 'device-replaced', kind, gone, label: await this.#media.replace(kind) };
    } catch (error) {
      if (isAbort(error)) return null;
      return { type: 'device-unavailable', kind, problem: deviceProblem(error) };
    }
  }
}

function deviceProblem(error: unknown): Problem {
  return problemOf(error, 'device-not-found');
}

export function problemOf(error: unknown, otherwise: CallError['code']): Problem {
  const { code, cause, device } = asCallError(error, otherwise);
  return { code, cause, device };
}

/** Released while the prompt was open: nobody waits for the answer any more. */
function isAbort(error: unknown): boolean {
  return error instanceof CallError && error.code === 'canceled';
}
