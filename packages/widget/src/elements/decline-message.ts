import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { declineMessageStyles } from './decline-message.styles.ts';
import { request } from './request.ts';
import { isSecondClick } from './second-click.ts';
import { base } from './shared.styles.ts';

/** What the server takes: a sentence, not a letter. */
const MOST_CHARACTERS = 140;

/**
 * Declining with a word: folded away until it is wanted, then ready-made answers and one line for an own one.
 *
 * @fires call-window-request - `decline` with a message and the id of the call
 */
export class DeclineMessage extends LitElement {
  static override styles = [...base, declineMessageStyles];

  /** The call that is declined. */
  @property({ attribute: false }) callId = '';

  @state() private unfolded = false;

  @query('input') private readonly input!: HTMLInputElement | null;

  // What was begun for one caller is not for the next.
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('callId')) this.unfolded = false;
  }

  protected override render(): TemplateResult {
    return this.unfolded ? this.renderAnswers() : this.renderFolded();
  }

  private renderFolded(): TemplateResult {
    return html`<button type="button" class="unfold" aria-expanded="false" @click=${this.unfold}>
      ${icon(icons.message)}<span>${words.declineWithMessage}</span>
    </button>`;
  }

  private renderAnswers(): TemplateResult {
    return html`<div class="answers" role="group" aria-label=${words.declineWithMessage}>
      ${words.declineMessages.map((message) => this.renderAnswer(message))}
      <form @submit=${this.sendOwn}>
        <input
          type="text"
          maxlength=${MOST_CHARACTERS}
          autocomplete="off"
          aria-label=${words.ownMessage}
          placeholder=${words.ownMessage}
        />
        <button type="submit" class="send" aria-label=${words.send}>${icon(icons.send)}</button>
      </form>
    </div>`;
  }

  private renderAnswer(message: string): TemplateResult {
    const send = (event: Event): void => {
      if (!isSecondClick(event)) this.decline(message);
    };
    return html`<button type="button" class="answer" @click=${send}>${message}</button>`;
  }

  private async unfold(): Promise<void> {
    this.unfolded = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.answer')?.focus();
  }

  private sendOwn(event: Event): void {
    event.preventDefault();
    const message = this.input?.value.trim() ?? '';
    if (message) this.decline(message);
  }

  private decline(message: string): void {
    request(this, { type: 'decline', message, callId: this.callId });
  }
}
