import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { ChosenDevice, DeviceRole } from '../call/preferences.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import type { DeviceField } from './settings-view.ts';

/** What a `<select>` says for no choice; no browser has a device of that id. */
const NONE = '';
/** The same for the system's own output, where to ring is a choice of its own. */
const SYSTEM = 'default';

type Choose = (role: DeviceRole, id: string | null) => void;

/** One device to be chosen: what is used without a choice, what is there, and what was chosen although it is not there now. */
export function renderDeviceSelect(role: DeviceRole, field: DeviceField, choose: Choose): TemplateResult {
  const pick = (value: string): void => choose(role, value === NONE ? null : value);
  return renderSelect(role, words.settings[role], optionsOf(role, field), valueOf(field.chosen), pick);
}

/** One of several, by their ids. */
export function renderSelect(
  id: string,
  name: string,
  options: readonly ChosenDevice[],
  selected: string,
  pick: (id: string) => void,
): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${name}</label>
    <span class="select">
      <select
        id=${id}
        .value=${live(selected)}
        @change=${({ target }: Event) => pick((target as HTMLSelectElement).value)}
      >
        ${options.map(({ id, label }) => html`<option value=${id} ?selected=${id === selected}>${label}</option>`)}
      </select>
      ${icon(icons.chevronDown)}
    </span>
  </div>`;
}

function valueOf(chosen: ChosenDevice | null): string {
  if (!chosen) return NONE;
  return chosen.id || SYSTEM;
}

function optionsOf(role: DeviceRole, { devices, chosen }: DeviceField): readonly ChosenDevice[] {
  const { settings } = words;
  const there = devices.map(({ id, label }, at) => ({ id, label: label || settings.unnamed[role](at + 1) }));
  const isGone = chosen !== null && chosen.id !== '' && devices.every(({ id }) => id !== chosen.id);
  return [
    { id: NONE, label: role === 'ringer' ? settings.sameAsSpeaker : settings.systemDefault },
    ...(role === 'ringer' ? [{ id: SYSTEM, label: settings.systemDefault }] : []),
    ...there,
    ...(isGone ? [{ id: chosen.id, label: settings.notConnected(chosen.label) }] : []),
  ];
}

/** Something that is on or off, with a word on what it does where its name does not say it. */
export function renderSwitch(
  label: string,
  isOn: boolean,
  turn: (isOn: boolean) => void,
  hint: string | null = null,
): TemplateResult {
  return html`<label class="switch">
    <span>${label}${hint === null ? nothing : html`<span class="hint">${hint}</span>`}</span>
    <input
      type="checkbox"
      aria-label=${label}
      .checked=${live(isOn)}
      @change=${({ target }: Event) => turn((target as HTMLInputElement).checked)}
    />
  </label>`;
}
