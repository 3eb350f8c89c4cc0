import type { Locator } from 'playwright-core';

import type { Person } from './person.ts';

/** Of three fake cameras Chromium's second one measures depth, and sends no picture. */
export const THREE_DEVICES = { browser: { fakeDevices: 'device-count=3,fps=30' } } as const;

export function panel({ page }: Person): Locator {
  return page.getByRole('dialog', { name: 'Settings' });
}

export function field(person: Person, name: string): Locator {
  return panel(person).getByLabel(name, { exact: true });
}

export async function openSettingsInCall(person: Person): Promise<void> {
  await person.button('Settings').click();
  await panel(person).waitFor();
}

export async function openSettingsBefore(person: Person): Promise<void> {
  await person.button('Camera and sound').click();
  await panel(person).waitFor();
}

export async function closeSettings(person: Person): Promise<void> {
  await panel(person).getByRole('button', { name: 'Close' }).click();
  await panel(person).waitFor({ state: 'detached' });
}

/** Names of the devices to be chosen, without those that stand for no choice. */
export async function offered(person: Person, name: string): Promise<string[]> {
  const options = field(person, name).locator('option');
  // The one that stands for no choice, and `System default` beside it in one case, are there from the start.
  await options.nth(2).waitFor({ state: 'attached' });
  const names = await options.allTextContents();
  return names.map((text) => text.trim()).filter((text) => !['System default', 'Same as speaker'].includes(text));
}

export function selected(person: Person, name: string): Promise<string> {
  return field(person, name).evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text ?? '');
}

/** Names of what is being captured. */
export function captured({ page }: Person, kind: 'audio' | 'video'): Promise<string[]> {
  return page.evaluate(
    (wanted) =>
      window.probe.tracks
        .filter((track) => track.kind === wanted && track.readyState === 'live')
        .map(({ label }) => label),
    kind,
  );
}

export async function captures(person: Person, kind: 'audio' | 'video', label: string): Promise<void> {
  await person.page.waitForFunction(
    ([wanted, name]) => {
      const live = window.probe.tracks.filter((track) => track.kind === wanted && track.readyState === 'live');
      return live.length === 1 && live[0]?.label === name;
    },
    [kind, label],
  );
}

/** What the page knows the device of that name by. */
export function idOf({ page }: Person, label: string): Promise<string> {
  return page.evaluate(async (wanted) => {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.find((device) => device.label === wanted)?.deviceId ?? '';
  }, label);
}

/** Calls `setDevices` as a host does; resolves with the code of the refusal, or null. */
export function setDevices({ page }: Person, devices: Readonly<Record<string, string>>): Promise<string | null> {
  return page.evaluate(
    (chosen) =>
      document
        .querySelector('call-window')!
        .setDevices(chosen)
        .then(
          () => null,
          ({ code }: { code: string }) => code,
        ),
    devices,
  );
}
