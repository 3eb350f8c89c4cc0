import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { LocalMedia } from '../call/call-state.ts';
import { icon, type IconNode } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { callControlsStyles } from './call-controls.styles.ts';
import type { CallRequest } from './request-event.ts';
import { request } from './request.ts';
import { base, tooltip } from './shared.styles.ts';
import { SHORTCUT_KEYS, type ShortcutSetting } from './shortcut-keys.ts';

/** A device's button as it is at the moment. */
export interface Control {
  readonly word: string;
  readonly picture: IconNode;
  readonly isOff: boolean;
  readonly disabled: boolean;
  readonly wish: CallRequest;
  /** The key that presses it. */
  readonly key?: string;
}

const settingsControl: Control = {
  word: words.settings.title,
  picture: icons.settings,
  isOff: false,
  disabled: false,
  wish: { type: 'open-settings' },
};

/**
 * Microphone, camera, screen and settings in a floating bar. Each button shows how the device really is and asks for the opposite;
 * its word says what a press does. A device that opens, or that this call doesn't have, can't be pressed but keeps the focus.
 *
 * @csspart controls - The bar.
 * @fires call-window-request - `set-muted`, `set-camera`, `flip-camera`, `share-screen`, `stop-sharing`, `open-settings`
 */
export class CallControls extends LitElement {
  static override styles = [...base, tooltip, callControlsStyles];

  /** Whether the camera can be turned on: not while a voice call is placed. */
  @property({ attribute: false }) hasCamera = true;
  @property({ attribute: false }) media: LocalMedia = { microphone: 'none', camera: 'none' };
  /** Whether this browser can share a screen: phones cannot. */
  @property({ attribute: false }) canShare = false;
  /** Whether there is a camera that looks the other way. */
  @property({ attribute: false }) canFlip = false;
  /** Whether keys press the buttons, too. */
  @property({ attribute: false }) shortcuts: ShortcutSetting = 'on';

  protected override render(): TemplateResult {
    return html`<div class="bar" part="controls" role="group" aria-label=${words.callControls}>
      ${this.renderControl(microphoneControl(this.media.microphone))}
      ${this.hasCamera ? this.renderControl(cameraControl(this.media.camera)) : nothing}
      ${this.canFlip && this.media.camera !== 'none' ? this.renderControl(flipControl(this.media.camera)) : nothing}
      ${this.canShare ? this.renderControl(screenControl(this.media.screen)) : nothing}
      ${this.renderControl(settingsControl)}
    </div>`;
  }

  private renderControl({ word, picture, isOff, disabled, wish, key = '' }: Control): TemplateResult {
    return html`<button
      type="button"
      class="control"
      aria-label=${word}
      aria-disabled=${disabled}
      aria-keyshortcuts=${key !== '' && this.shortcuts === 'on' ? key : nothing}
      data-tip=${word}
      ?data-off=${isOff}
      @click=${() => this.ask(disabled, wish)}
    >
      <span class="disc">${icon(picture)}</span><span class="word">${word}</span>
    </button>`;
  }

  private ask(disabled: boolean, wish: CallRequest): void {
    if (!disabled) request(this, wish);
  }
}

export function microphoneControl(microphone: LocalMedia['microphone']): Control {
  const isMissing = microphone === 'none' || microphone === 'missing';
  const isMuted = microphone === 'muted';
  const isOff = isMuted || isMissing;
  return {
    word: isMissing ? words.noMicrophone : isMuted ? words.unmute : words.mute,
    picture: isOff ? icons.microphoneOff : icons.microphone,
    isOff,
    disabled: isMissing || microphone === 'opening',
    wish: { type: 'set-muted', muted: !isMuted },
    key: SHORTCUT_KEYS.microphone,
  };
}

export function cameraControl(camera: LocalMedia['camera']): Control {
  const isOff = camera === 'off' || camera === 'missing';
  // In a voice call nothing is switched off: there is none yet.
  const isAbsent = isOff || camera === 'none';
  return {
    word: isAbsent ? words.turnCameraOn : words.turnCameraOff,
    picture: isOff ? icons.videoOff : icons.video,
    isOff,
    disabled: camera === 'opening',
    wish: { type: 'set-camera', enabled: isAbsent },
    key: SHORTCUT_KEYS.camera,
  };
}

export function screenControl(screen: LocalMedia['screen']): Control {
  const isShared = screen === 'live';
  return {
    word: isShared ? words.stopSharing : words.shareScreen,
    picture: isShared ? icons.screenOff : icons.screen,
    isOff: isShared,
    disabled: screen === 'opening',
    wish: { type: isShared ? 'stop-sharing' : 'share-screen' },
    key: SHORTCUT_KEYS.screen,
  };
}

function flipControl(camera: LocalMedia['camera']): Control {
  return {
    word: words.flipCamera,
    picture: icons.flipCamera,
    isOff: false,
    disabled: camera !== 'live',
    wish: { type: 'flip-camera' },
  };
}
