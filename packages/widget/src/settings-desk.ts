import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { outputsCanBeChosen } from './adapters/device-choice.ts';
import { playTestSound } from './adapters/test-sound.ts';
import { asCallError, CallError } from './call/call-error.ts';
import type { Problem } from './call/call-events.ts';
import type { CallState } from './call/call-state.ts';
import type { CaptureOptions, ChosenDevice, DeviceChoice, DeviceRole } from './call/preferences.ts';
import { type DeviceList, findDevice, KIND_OF, listDevices, NO_DEVICES, plainName } from './capture/device-list.ts';
import type { DeviceSettings } from './device-settings.ts';
import type { DeviceField, SettingsRequest, SettingsView } from './elements/settings-view.ts';
import type { SessionBinding } from './session-binding.ts';
import { words } from './strings/words.ts';
import { errorWords } from './toast-words.ts';

type SettingsState = Pick<SettingsView, 'during' | 'isMuted' | 'canHold' | 'withoutPicture' | 'problem'>;

/** The settings of one element: whether they are open, what they show, and what is done with what is chosen there. */
export class SettingsDesk implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #binding: SessionBinding;
  /** Where they were opened, and whose devices they are about; null while they are closed. */
  #opened: { readonly place: 'page' | 'call'; readonly devices: DeviceSettings } | null = null;
  #there = NO_DEVICES;
  #problem: Problem | null = null;
  #closed = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, binding: SessionBinding) {
    this.#host = host;
    this.#binding = binding;
    host.addController(this);
  }

  get view(): SettingsView | null {
    return this.#opened && this.#viewOf(this.#opened.devices);
  }

  /** A call that begins or ends closes them, and so does another user: they are about other devices then. */
  hostUpdate(): void {
    const { devices, state } = this.#binding;
    const isAbout = this.#opened?.devices === devices && this.#opened?.place === placeOf(state.call);
    if (this.#opened && !isAbout) this.close();
  }

  /** A move puts the element back within one task. */
  hostDisconnected(): void {
    setTimeout(() => {
      if (!this.#host.isConnected) this.close();
    });
  }

  /**
   * Resolves when the devices to be seen and heard in them are open, or are not to be had.
   * @throws {CallError} `unauthenticated` where the element has no user
   */
  async open(): Promise<void> {
    const { devices, state } = this.#binding;
    if (!devices) throw new CallError('unauthenticated', { message: 'openSettings: the element has no user yet' });
    if (this.#opened) return;
    const place = placeOf(state.call);
    this.#opened = { place, devices };
    this.#closed = new AbortController();
    const listening = { signal: this.#closed.signal };
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.#lookAround(), listening);
    this.#host.requestUpdate();
    if (place === 'page') await devices.rehearse();
    await this.#lookAround();
  }

  /** @throws {CallError} when it is not to be had; nothing has changed then */
  async choose(choice: DeviceChoice): Promise<void> {
    const { devices } = this.#binding;
    if (!devices) throw new CallError('unauthenticated', { message: 'setDevices: the element has no user yet' });
    await devices.choose(choice);
  }

  close(): void {
    if (!this.#opened) return;
    this.#opened.devices.endRehearsal();
    this.#opened = null;
    this.#problem = null;
    this.#closed.abort();
    this.#host.requestUpdate();
  }

  act(request: SettingsRequest): void {
    switch (request.type) {
      case 'open-settings':
        return void this.open().catch(() => undefined);
      case 'close-settings':
        return this.close();
      case 'choose-device':
        return void this.#try((devices) => choose(devices, request.role, request.id));
      case 'adjust-capture':
        return void this.#try((devices) => devices.adjust(request.options));
      case 'test-speaker':
        return void playTestSound(this.#binding.speaker).catch(() => undefined);
    }
  }

  async #try(change: (devices: DeviceSettings) => Promise<void>): Promise<void> {
    const { devices } = this.#binding;
    if (!devices) return;
    try {
      await change(devices);
      this.#problem = null;
    } catch (error) {
      const { code, device } = asCallError(error, 'device-not-found');
      this.#problem = { code, device };
    }
    await this.#lookAround();
  }

  async #lookAround(): Promise<void> {
    this.#there = await listDevices();
    this.#host.requestUpdate();
  }

  #viewOf(devices: DeviceSettings): SettingsView {
    const { microphone, camera, speaker, ringer, ...options } = devices.preferences.current;
    const media = devices.rehearsal?.media ?? devices.media;
    const there = this.#there;
    return {
      microphone: fieldOf('microphone', there, microphone),
      camera: fieldOf('camera', there, camera),
      speaker: outputsCanBeChosen('HTMLMediaElement') ? fieldOf('speaker', there, speaker) : null,
      ringer: outputsCanBeChosen('AudioContext') ? fieldOf('ringer', there, ringer) : null,
      ...this.#stateOf(devices),
      ...blurOf(media.current('video'), options),
      picture: media.preview,
      voice: media.voice,
    };
  }

  #stateOf({ rehearsal }: DeviceSettings): SettingsState {
    const { call } = this.#binding.state;
    const problem = this.#problem ?? rehearsal?.problem ?? null;
    const told = { problem: problem && problemWords(problem) };
    if (call.phase === 'idle' || call.phase === 'incoming')
      return {
        ...told,
        during: null,
        isMuted: false,
        canHold: false,
        withoutPicture: rehearsal?.media.preview ? null : 'opening',
      };
    const { microphone, camera } = call.media;
    const began = call.phase === 'outgoing' ? call.attempt.kind : call.call.kind;
    const kind = camera === 'none' ? began : 'video';
    const withoutPicture = camera === 'live' ? null : camera === 'opening' ? 'opening' : 'off';
    const canHold = call.phase === 'active' || call.phase === 'reconnecting';
    return { ...told, during: kind, isMuted: microphone === 'muted', canHold, withoutPicture };
  }
}

function placeOf({ phase }: CallState): 'page' | 'call' {
  return phase === 'idle' || phase === 'incoming' ? 'page' : 'call';
}

/** What is used without a choice has no id, and is chosen like any other option. */
function choose(devices: DeviceSettings, role: DeviceRole, id: string | null): Promise<void> {
  return id === null ? devices.forget(role) : devices.choose({ [role]: id });
}

function fieldOf(role: DeviceRole, there: DeviceList, chosen: ChosenDevice | null): DeviceField {
  const devices = there[KIND_OF[role]];
  return {
    devices: devices.map(({ id, label }) => ({ id, label: plainName(label) })),
    chosen: chosen && (findDevice(devices, chosen) ?? { id: chosen.id, label: plainName(chosen.label) }),
  };
}

/** W3C Media Capture Extensions §6; not in TypeScript's library yet. */
interface Blurring {
  readonly backgroundBlur?: readonly boolean[] | boolean;
}

/** A camera that can do it both ways can be told to; how it is, the camera knows best. */
function blurOf(camera: MediaStreamTrack | null, options: CaptureOptions): Pick<SettingsView, 'canBlur' | 'options'> {
  const { backgroundBlur: ways }: Blurring = camera?.getCapabilities?.() ?? {};
  const { backgroundBlur: isBlurred }: Blurring = camera?.getSettings() ?? {};
  const canBlur = Array.isArray(ways) && ways.includes(true) && ways.includes(false);
  return { canBlur, options: typeof isBlurred === 'boolean' ? { ...options, backgroundBlur: isBlurred } : options };
}

function problemWords(problem: Problem): string | null {
  const { code, device = 'both' } = problem;
  return code === 'permission-denied' && device !== 'screen' ? words.settings.blocked[device] : errorWords(problem);
}
