import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { OnStage } from '../call/call-state.ts';
import { icon, type IconNode } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import type { FullScreen } from './full-screen.ts';
import { holdButton } from './hold-layer.ts';
import type { PictureInPicture } from './picture-in-picture.ts';
import type { CallRequest } from './request-event.ts';
import { isSecondClick } from './second-click.ts';
import { SHORTCUT_KEYS, type ShortcutSetting } from './shortcut-keys.ts';
import { kindOf } from './stage-call.ts';

/** A button that changes how much of the screen the call takes, or that puts it aside. */
export interface ViewButton {
  readonly name: 'hold' | 'picture-in-picture' | 'full-screen' | 'minimise';
  readonly word: string;
  readonly picture: IconNode;
  readonly press: () => unknown;
}

interface Views {
  readonly pictureInPicture: PictureInPicture;
  readonly fullScreen: FullScreen;
  readonly minimise: () => unknown;
  readonly ask: (wish: CallRequest) => void;
}

/** Those that make sense in this call and this browser. A call that nobody has answered stays where it is. */
export function viewButtons(
  call: OnStage,
  { pictureInPicture, fullScreen, minimise, ask }: Views,
): readonly ViewButton[] {
  if (call.phase === 'outgoing') return [];
  const kind = kindOf(call);
  return [
    ...(call.phase === 'connecting' ? [] : [holdButton(call, ask)]),
    ...(pictureInPicture.isPossibleFor(kind) ? [pictureInPictureButton(pictureInPicture)] : []),
    ...(kind === 'video' && fullScreen.isPossible ? [fullScreenButton(fullScreen)] : []),
    { name: 'minimise', word: words.minimise, picture: icons.minimise, press: minimise },
  ];
}

function fullScreenButton(fullScreen: FullScreen): ViewButton {
  return fullScreen.isOn
    ? { name: 'full-screen', word: words.exitFullScreen, picture: icons.fullScreenOff, press: () => fullScreen.leave() }
    : { name: 'full-screen', word: words.fullScreen, picture: icons.fullScreen, press: () => fullScreen.enter() };
}

function pictureInPictureButton(window: PictureInPicture): ViewButton {
  const common = { name: 'picture-in-picture', picture: icons.pictureInPicture } as const;
  return window.isOn
    ? { ...common, word: words.exitPictureInPicture, press: () => window.leave() }
    : { ...common, word: words.pictureInPicture, press: () => window.enter() };
}

export function renderViewButtons(buttons: readonly ViewButton[], shortcuts: ShortcutSetting): TemplateResult {
  return html`<div class="views" role="group" aria-label=${words.callViews}>
    ${repeat(
      buttons,
      ({ name }) => name,
      (button) => renderViewButton(button, shortcuts),
    )}
  </div>`;
}

// Another button lies under the pointer afterwards: a double click is one.
function renderViewButton({ name, word, picture, press }: ViewButton, shortcuts: ShortcutSetting): TemplateResult {
  return html`<button
    type="button"
    class="view ${name}"
    aria-label=${word}
    aria-keyshortcuts=${shortcuts === 'on' ? SHORTCUT_KEYS[name] : nothing}
    data-tip=${word}
    @click=${(event: Event) => isSecondClick(event) || press()}
  >
    ${icon(picture)}
  </button>`;
}
