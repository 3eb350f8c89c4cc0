import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { avatarStyles } from './avatar.styles.ts';
import { initialsOf, safePictureUrl, tintOf } from './picture.ts';
import { base, tints } from './shared.styles.ts';

/**
 * A person's picture in a circle; initials where there is none or it doesn't load. Decoration: the name always stands beside it.
 *
 * @cssproperty [--avatar-size=32px] - Diameter.
 */
export class Avatar extends LitElement {
  static override styles = [...base, tints, avatarStyles];

  /** Whose picture it is; settles the ground behind the initials. */
  @property({ attribute: false }) userId = '';
  /** Untrusted text. */
  @property({ attribute: false }) name = '';
  /** Untrusted URL. */
  @property({ attribute: false }) picture: string | null = null;

  @state() private broken = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('picture')) this.broken = false;
  }

  protected override render(): TemplateResult {
    const url = this.broken ? null : safePictureUrl(this.picture);
    return html`<div class="face" data-tint=${tintOf(this.userId)} aria-hidden="true">
      <span class="initials">${url ? nothing : initialsOf(this.name || this.userId)}</span>
      ${url ? this.renderPicture(url) : nothing}
    </div>`;
  }

  private renderPicture(url: string): TemplateResult {
    return html`<img
      src=${url}
      alt=""
      referrerpolicy="no-referrer"
      decoding="sync"
      draggable="false"
      @error=${this.fallBack}
    />`;
  }

  private fallBack(): void {
    this.broken = true;
  }
}
