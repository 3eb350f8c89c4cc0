import type { ChosenDevice, DeviceRole, Preferences } from '../call/preferences.ts';

export type DeviceKind = 'audioinput' | 'audiooutput' | 'videoinput';

export type DeviceList = Readonly<Record<DeviceKind, readonly ChosenDevice[]>>;

export const KIND_OF: Readonly<Record<DeviceRole, DeviceKind>> = {
  microphone: 'audioinput',
  camera: 'videoinput',
  speaker: 'audiooutput',
  ringer: 'audiooutput',
};

export const NO_DEVICES: DeviceList = { audioinput: [], audiooutput: [], videoinput: [] };

/** Chromium's second names for devices that are in the list anyway. */
const ALIASES: ReadonlySet<string> = new Set(['default', 'communications']);

/** What is plugged in, as far as the browser says: before a device was allowed it names none of that kind. */
export async function listDevices(): Promise<DeviceList> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const named = all.filter(({ deviceId }) => deviceId !== '' && !ALIASES.has(deviceId));
  const of = (wanted: DeviceKind): readonly ChosenDevice[] =>
    named.filter(({ kind }) => kind === wanted).map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { audioinput: of('audioinput'), audiooutput: of('audiooutput'), videoinput: of('videoinput') };
}

/** The chosen device as it is there now, perhaps under another id; null while it is not. */
export function findDevice(there: readonly ChosenDevice[], chosen: ChosenDevice): ChosenDevice | null {
  const same = ({ label }: ChosenDevice): boolean => label !== '' && label === chosen.label;
  return there.find(({ id }) => id === chosen.id) ?? there.find(same) ?? null;
}

/** The preferences with what is there of the cameras and microphones; the rest is left to the browser. */
export function withPresent(preferences: Preferences, there: DeviceList): Preferences {
  const { microphone, camera } = preferences;
  return {
    ...preferences,
    microphone: microphone && findDevice(there.audioinput, microphone),
    camera: camera && findDevice(there.videoinput, camera),
  };
}

/** Whether what is captured comes from this device, or from Chromium's second name for it. */
export function isFrom(track: MediaStreamTrack, { id, label }: ChosenDevice): boolean {
  const { deviceId = '' } = track.getSettings();
  return deviceId === id || (ALIASES.has(deviceId) && nameOf(track) === plainName(label));
}

/** A device's own name: Chromium puts a word before that of the default device, and USB numbers behind those of some. */
export function nameOf(track: MediaStreamTrack): string {
  const isAlias = ALIASES.has(track.getSettings().deviceId ?? '');
  return plainName(isAlias ? track.label.replace(/^[^-]* - /u, '') : track.label);
}

export function plainName(label: string): string {
  return label.replace(/ \([\da-f]{4}:[\da-f]{4}\)$/iu, '');
}
