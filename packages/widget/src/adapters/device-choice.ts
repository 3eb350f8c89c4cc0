import { optional, pipe, safeParse, strictObject, string, transform } from 'valibot';

import { CallError } from '../call/call-error.ts';
import type { ChosenDevice, DeviceChoice, DeviceRole, Preferences } from '../call/preferences.ts';
import { type DeviceList, KIND_OF, listDevices } from '../capture/device-list.ts';

const DEFAULT: ChosenDevice = { id: '', label: '' };
const Id = optional(
  pipe(
    string(),
    transform((id) => (id === 'default' ? DEFAULT.id : id)),
  ),
);
const Choice = strictObject({ microphone: Id, camera: Id, speaker: Id, ringer: Id });

type Chosen = Partial<Pick<Preferences, DeviceRole>>;

/**
 * What a choice comes to, as it is to be remembered.
 * @throws {CallError} `invalid-request`, `device-not-found` or `unsupported-browser`
 */
export async function readChoice(choice: DeviceChoice): Promise<Chosen> {
  const parsed = safeParse(Choice, choice);
  if (!parsed.success)
    throw new CallError('invalid-request', { message: 'setDevices: devices are named by their ids' });
  if (parsed.output.speaker) demand('HTMLMediaElement');
  if (parsed.output.ringer) demand('AudioContext');
  const there = await listDevices();
  const named = Object.entries(parsed.output).flatMap(([role, id]) => (id === undefined ? [] : [[role, id] as const]));
  return Object.fromEntries(named.map(([role, id]) => [role, chosen(role as DeviceRole, id, there)]));
}

/** A ringer that is the system's default is a choice, too: otherwise it rings where the others are heard. */
function chosen(role: DeviceRole, id: string, there: DeviceList): ChosenDevice | null {
  if (id === DEFAULT.id) return role === 'ringer' ? DEFAULT : null;
  const device = there[KIND_OF[role]].find((one) => one.id === id);
  if (device) return device;
  throw new CallError('device-not-found', { message: `setDevices: there is no such ${role}` });
}

/** Whether what sounds can be sent to another output than the default. */
function demand(player: 'HTMLMediaElement' | 'AudioContext'): void {
  if (outputsCanBeChosen(player)) return;
  throw new CallError('unsupported-browser', { message: 'setDevices: this browser has one audio output' });
}

export function outputsCanBeChosen(player: 'HTMLMediaElement' | 'AudioContext'): boolean {
  return 'setSinkId' in (globalThis[player]?.prototype ?? {});
}
