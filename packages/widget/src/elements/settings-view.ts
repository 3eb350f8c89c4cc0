import type { CallKind } from '../call/call-state.ts';
import type { CaptureOptions, ChosenDevice, DeviceRole } from '../call/preferences.ts';

/** What can be chosen for one purpose. */
export interface DeviceField {
  /** What is there. Names are the systems’ own, and empty where the browser tells none. */
  readonly devices: readonly ChosenDevice[];
  /** What was chosen; null for what is used without a choice. */
  readonly chosen: ChosenDevice | null;
}

/** Everything that the settings show. */
export interface SettingsView {
  readonly microphone: DeviceField;
  readonly camera: DeviceField;
  /** Null where the browser has one output only. */
  readonly speaker: DeviceField | null;
  readonly ringer: DeviceField | null;
  readonly options: CaptureOptions;
  /** Whether the camera can blur what is behind a person. */
  readonly canBlur: boolean;
  readonly picture: MediaStream | null;
  /** Why there is no picture; null while there is one. */
  readonly withoutPicture: 'opening' | 'off' | null;
  readonly voice: MediaStream | null;
  /** The call in which they are open; null before one. */
  readonly during: CallKind | null;
  readonly isMuted: boolean;
  /** Whether that call can be put on hold from here. */
  readonly canHold: boolean;
  /** What went wrong and what can be done about it. */
  readonly problem: string | null;
}

export type SettingsRequest =
  | { readonly type: 'open-settings' }
  | { readonly type: 'close-settings' }
  /** `id`: null for what is used without a choice. */
  | { readonly type: 'choose-device'; readonly role: DeviceRole; readonly id: string | null }
  | { readonly type: 'adjust-capture'; readonly options: Partial<CaptureOptions> }
  | { readonly type: 'test-speaker' };
