import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';

import type { CallKind, Self } from '../call/call-state.ts';
import { icon, type IconNode } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { incomingCallStyles } from './incoming-call.styles.ts';
import { ModalDialog } from './modal-dialog.ts';
import { request } from './request.ts';
import { isSecondClick } from './second-click.ts';
import { base, ownText } from './shared.styles.ts';

/** How long the buttons wait when somebody else rings in the same dialog, in milliseconds: a click may be meant for the one before. */
const SETTLES_WITHIN = 500;

/**
 * The modal dialog that rings. Neither Escape nor a click outside closes it, and focus goes to the dialog itself, so that
 * nobody who is typing answers by accident. Escape silences it.
 *
 * @csspart incoming - The dialog.
 * @fires call-window-request - `accept` and `decline` with the id of the call, `silence`, `enable-sound`
 */
export class IncomingCall extends LitElement {
  static override styles = [...base, ownText, incomingCallStyles];

  /** Who rings. Name and picture are untrusted. */
  @property({ attribute: false }) person: Self = { userId: '', name: null, picture: null };
  @property({ attribute: false }) kind: CallKind = 'video';
  @property({ type: Boolean }) open = false;
  /** The call that the buttons answer. */
  @property({ attribute: false }) callId = '';
  /** Who else calls meanwhile. */
  @property({ attribute: false }) also: Self | null = null;
  /** The browser plays no sound before the user did something. */
  @property({ attribute: false }) soundHeldBack = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  protected readonly modal = new ModalDialog(this, () => this.dialog);

  /** When another call took the place of the one that rang. */
  private changedAt = -Infinity;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.isAnother(changed)) this.changedAt = performance.now();
  }

  // Whatever had the focus was meant for the one before.
  protected override updated(changed: PropertyValues<this>): void {
    if (this.isAnother(changed)) this.dialog?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.open) return nothing;
    return html`<dialog
      part="incoming"
      class="own-text"
      tabindex="-1"
      autofocus
      closedby="none"
      aria-label=${words.incomingCall[this.kind]}
      aria-describedby="name"
      @keydown=${this.silenceOnEscape}
    >
      ${keyed(this.callId, this.renderCall())} ${this.renderAlso()}
      ${this.soundHeldBack ? this.renderEnableSound() : nothing}
    </dialog>`;
  }

  // Nodes of its own for each call: a button that was pressed for one is released for no other.
  private renderCall(): TemplateResult {
    return html`${this.renderCaller()}
      <div class="answers">
        ${this.renderAnswer('decline', icons.phone, 'icon-down icon-filled')}
        ${this.renderAnswer('accept', this.kind === 'video' ? icons.video : icons.phone, 'icon-filled')}
      </div>
      <call-window-decline-message .callId=${this.callId}></call-window-decline-message>`;
  }

  private renderEnableSound(): TemplateResult {
    return html`<button
      type="button"
      class="enable-sound"
      aria-description=${words.soundHeldBack}
      @click=${() => request(this, { type: 'enable-sound' })}
    >
      ${icon(icons.sound)}<span>${words.enableSound}</span>
    </button>`;
  }

  private renderCaller(): TemplateResult {
    const { userId, name, picture } = this.person;
    return html`<div class="picture">
        <span class="ring"></span><span class="ring"></span>
        <call-window-avatar .userId=${userId} .name=${name ?? ''} .picture=${picture}></call-window-avatar>
      </div>
      <h2 class="name" id="name" dir="auto">${name ?? userId}</h2>
      <p class="kind">
        ${icon(this.kind === 'video' ? icons.video : icons.phone)}<span>${words.incomingCall[this.kind]}</span>
      </p>`;
  }

  // There while it is empty: a live region has to be there before its text is.
  private renderAlso(): TemplateResult {
    const name = this.also && (this.also.name ?? this.also.userId);
    return html`<p class="also" role="status">
      ${name === null ? nothing : html`<span>${words.isCallingToo(shortened(name))}</span>`}
    </p>`;
  }

  private renderAnswer(answer: 'accept' | 'decline', picture: IconNode, look: string): TemplateResult {
    return html`<button type="button" class="answer ${answer}" @click=${(event: Event) => this.answer(event, answer)}>
      <span class="disc ${look}">${icon(picture)}</span><span>${words[answer]}</span>
    </button>`;
  }

  private answer(event: Event, type: 'accept' | 'decline'): void {
    const isTooSoon = event.timeStamp - this.changedAt < SETTLES_WITHIN;
    if (!isSecondClick(event) && !isTooSoon) request(this, { type, callId: this.callId });
  }

  /** Whether somebody else rings in the dialog that is already open. */
  private isAnother(changed: PropertyValues<this>): boolean {
    return this.open && !changed.has('open') && changed.has('callId');
  }

  private silenceOnEscape({ key }: KeyboardEvent): void {
    if (key === 'Escape') request(this, { type: 'silence' });
  }
}

/** One line has room for so many characters of a name and for what is said of it. */
const LONGEST_NAME = 24;

function shortened(name: string): string {
  const characters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : name;
}
