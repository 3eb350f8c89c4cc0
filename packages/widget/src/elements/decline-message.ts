import { html, LitElement, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';

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
 * @fires call-window-request - `decline` with a message
 */
export class DeclineMessage extends LitElement {
  static override styles = [...base, declineMessageStyles];

  @state() private unfolded = false;

  @query('input') private readonly input!: HTMLInputElement | null;

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
      if (!isSecondClick(event)) request(this, { type: 'decline', message });
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
    if (message) request(this, { type: 'decline', message });
  }
}
