import { html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { CallKind, Self } from '../call/call-state.ts';
import { icon, type IconNode } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { request } from './request.ts';
import { isSecondClick } from './second-click.ts';
import { base, tooltip } from './shared.styles.ts';
import { waitingCallStyles } from './waiting-call.styles.ts';

/** Somebody who calls while the stage shows another call. */
export interface WaitingCaller {
  readonly callId: string;
  /** Name and picture are untrusted. */
  readonly person: Self;
  readonly kind: CallKind;
}

/**
 * A second caller, as a card on the stage. It interrupts nothing: no dialog, and the focus stays where it is. Screen readers
 * hear of it through the alert around its words.
 *
 * @csspart waiting - The card.
 * @fires call-window-request - `accept` and `decline`, with the id of the call
 */
export class WaitingCall extends LitElement {
  static override styles = [...base, tooltip, waitingCallStyles];

  /** Who calls. Name and picture are untrusted. */
  @property({ attribute: false }) person: Self = { userId: '', name: null, picture: null };
  @property({ attribute: false }) kind: CallKind = 'video';
  /** The call that the buttons answer. */
  @property({ attribute: false }) callId = '';

  protected override render(): TemplateResult {
    const { userId, picture } = this.person;
    const name = this.person.name ?? userId;
    return html`<div class="card" part="waiting" role="group" aria-label=${words.incomingCallFrom(this.kind, name)}>
      <call-window-avatar .userId=${userId} .name=${name} .picture=${picture}></call-window-avatar>
      <div class="who" role="alert">
        <span class="name" dir="auto">${name}</span>
        <span class="kind">${icon(this.pictureOfKind)}<span>${words.incomingCall[this.kind]}</span></span>
      </div>
      <div class="answers">
        ${this.renderAnswer('decline', words.decline, icons.phone)}
        ${this.renderAnswer('accept', words.endAndAccept, this.pictureOfKind)}
      </div>
    </div>`;
  }

  private get pictureOfKind(): IconNode {
    return this.kind === 'video' ? icons.video : icons.phone;
  }

  private renderAnswer(answer: 'accept' | 'decline', word: string, picture: IconNode): TemplateResult {
    const { callId } = this;
    return html`<button
      type="button"
      class="answer ${answer} icon-filled ${answer === 'decline' ? 'icon-down' : ''}"
      data-tip=${word}
      @click=${(event: Event) => isSecondClick(event) || request(this, { type: answer, callId })}
    >
      ${icon(picture)}<span class="word">${word}</span>
    </button>`;
  }
}
