import { html, type TemplateResult } from 'lit';

import { words } from '../strings/words.ts';
import { SHORTCUT_KEYS } from './shortcut-keys.ts';

/** Which key does what. */
export function renderShortcutList(): TemplateResult {
  const { does, space } = words.shortcuts;
  const keys = { ...SHORTCUT_KEYS, talk: space };
  const names = Object.keys(does) as (keyof typeof does)[];
  return html`<dl class="keys">
    ${names.map(
      (name) =>
        html`<div>
          <dt>${does[name]}</dt>
          <dd><kbd>${keys[name]}</kbd></dd>
        </div>`,
    )}
  </dl>`;
}
