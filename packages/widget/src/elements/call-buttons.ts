import { html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { CallKind } from '../call/call-state.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { callButtonsStyles } from './call-buttons.styles.ts';
import { request } from './request.ts';
import { isSecondClick } from './second-click.ts';
import { base, tooltip } from './shared.styles.ts';

/** Whether the peer can be rung at the moment; `unknown` until the server has said. */
export type Presence = 'live' | 'offline' | 'unknown';

const ICONS = { video: icons.video, voice: icons.phone } as const;

/**
 * The buttons in the host's chat header and the peer's presence beside them. Takes the header's text colour.
 * While a call is on the buttons keep their place in the tab order (focus returns to them) and say that they are disabled.
 *
 * @csspart buttons - The row.
 * @fires call-window-request - `start`
 */
export class CallButtons extends LitElement {
  static override styles = [...base, tooltip, callButtonsStyles];

  @property({ attribute: false }) presence: Presence = 'unknown';
  @property({ type: Boolean }) disabled = false;

  protected override render(): TemplateResult {
    return html`<div class="row" part="buttons" role="group" aria-label=${words.callButtons}>
      ${this.renderStart('video')} ${this.renderStart('voice')} ${this.renderPresence()}
    </div>`;
  }

  private renderStart(kind: CallKind): TemplateResult {
    return html`<button
      type="button"
      class="start"
      aria-label=${words.call[kind]}
      aria-disabled=${this.disabled}
      data-tip=${words.call[kind]}
      @click=${(event: Event) => this.start(kind, event)}
    >
      ${icon(ICONS[kind])}
    </button>`;
  }

  // An unknown presence keeps its place, so that nothing moves when it is known.
  private renderPresence(): TemplateResult {
    if (this.presence === 'unknown') return html`<span class="presence" aria-hidden="true"></span>`;
    return html`<span class="presence" data-presence=${this.presence}>
      <span class="dot" aria-hidden="true"></span><span>${words[this.presence]}</span>
    </span>`;
  }

  private start(kind: CallKind, event: Event): void {
    if (!isSecondClick(event) && !this.disabled) request(this, { type: 'start', kind });
  }
}
