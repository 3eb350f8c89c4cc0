import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { CallKind } from '../call/call-state.ts';
import { icon, type IconNode } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { callButtonsStyles } from './call-buttons.styles.ts';
import { request } from './request.ts';
import { isSecondClick } from './second-click.ts';
import { base, tooltip } from './shared.styles.ts';

/** Whether the peer can be rung at the moment; `unknown` until the server has said. */
export type Presence = 'live' | 'offline' | 'unknown';

interface Start {
  readonly kind: CallKind;
  readonly share?: boolean;
}

/**
 * The buttons in the host's chat header and the peer's presence beside them. Takes the header's text colour.
 * While a call is on the buttons keep their place in the tab order (focus returns to them) and say that they are disabled; `Share screen`
 * is to be seen only, since the call has one of its own.
 *
 * @csspart buttons - The row.
 * @fires call-window-request - `start`
 */
export class CallButtons extends LitElement {
  static override styles = [...base, tooltip, callButtonsStyles];

  @property({ attribute: false }) presence: Presence = 'unknown';
  @property({ type: Boolean }) disabled = false;
  /** Whether this browser can share a screen: phones cannot. */
  @property({ attribute: false }) canShare = false;

  protected override render(): TemplateResult {
    return html`<div class="row" part="buttons" role="group" aria-label=${words.callButtons}>
      ${this.renderStart(words.call.video, icons.video, { kind: 'video' })}
      ${this.renderStart(words.call.voice, icons.phone, { kind: 'voice' })}
      ${this.canShare ? this.renderStart(words.shareScreen, icons.screen, { kind: 'video', share: true }) : nothing}
      ${this.renderPresence()}
    </div>`;
  }

  private renderStart(word: string, picture: IconNode, call: Start): TemplateResult {
    return html`<button
      type="button"
      class=${call.share ? 'start share' : 'start'}
      aria-label=${word}
      aria-disabled=${this.disabled}
      data-tip=${word}
      @click=${(event: Event) => this.start(call, event)}
    >
      ${icon(picture)}
    </button>`;
  }

  // An unknown presence keeps its place, so that nothing moves when it is known.
  private renderPresence(): TemplateResult {
    if (this.presence === 'unknown') return html`<span class="presence" aria-hidden="true"></span>`;
    return html`<span class="presence" data-presence=${this.presence}>
      <span class="dot" aria-hidden="true"></span><span>${words[this.presence]}</span>
    </span>`;
  }

  private start(call: Start, event: Event): void {
    if (!isSecondClick(event) && !this.disabled) request(this, { type: 'start', ...call });
  }
}
