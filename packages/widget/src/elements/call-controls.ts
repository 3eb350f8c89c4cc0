import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { CallKind, LocalMedia } from '../call/call-state.ts';
import { icon, type IconNode } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { callControlsStyles } from './call-controls.styles.ts';
import type { CallRequest } from './request-event.ts';
import { request } from './request.ts';
import { base, tooltip } from './shared.styles.ts';

interface Control {
  readonly word: string;
  readonly picture: IconNode;
  readonly isOff: boolean;
  readonly disabled: boolean;
  readonly wish: CallRequest;
}

/**
 * Microphone and camera in a floating bar. Each button shows how the device really is and asks for the opposite; its word says
 * what a press does. A device that opens, or that this call doesn't have, can't be pressed but keeps the focus.
 *
 * @csspart controls - The bar.
 * @fires call-window-request - `set-muted`, `set-camera`
 */
export class CallControls extends LitElement {
  static override styles = [...base, tooltip, callControlsStyles];

  @property({ attribute: false }) kind: CallKind = 'video';
  @property({ attribute: false }) media: LocalMedia = { microphone: 'none', camera: 'none' };

  protected override render(): TemplateResult {
    return html`<div class="bar" part="controls" role="group" aria-label=${words.callControls}>
      ${this.renderControl(microphoneControl(this.media.microphone))}
      ${this.kind === 'video' ? this.renderControl(cameraControl(this.media.camera)) : nothing}
    </div>`;
  }

  private renderControl({ word, picture, isOff, disabled, wish }: Control): TemplateResult {
    return html`<button
      type="button"
      class="control"
      aria-label=${word}
      aria-disabled=${disabled}
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

function microphoneControl(microphone: LocalMedia['microphone']): Control {
  const isMissing = microphone === 'none' || microphone === 'missing';
  const isMuted = microphone === 'muted';
  const isOff = isMuted || isMissing;
  return {
    word: isMissing ? words.noMicrophone : isMuted ? words.unmute : words.mute,
    picture: isOff ? icons.microphoneOff : icons.microphone,
    isOff,
    disabled: isMissing || microphone === 'opening',
    wish: { type: 'set-muted', muted: !isMuted },
  };
}

function cameraControl(camera: LocalMedia['camera']): Control {
  const isOff = camera === 'off' || camera === 'none' || camera === 'missing';
  return {
    word: isOff ? words.turnCameraOn : words.turnCameraOff,
    picture: isOff ? icons.videoOff : icons.video,
    isOff,
    disabled: camera === 'none' || camera === 'opening',
    wish: { type: 'set-camera', enabled: isOff },
  };
}
