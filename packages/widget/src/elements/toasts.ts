import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import type { CallRequest } from './request-event.ts';
import { request } from './request.ts';
import { base, ownText } from './shared.styles.ts';
import { ToastTimer } from './toast-timer.ts';
import { toastsStyles } from './toasts.styles.ts';

export type ToastTone = 'neutral' | 'danger' | 'warning' | 'success';

/** One sentence and at most one thing to do about it. */
export interface Toast {
  readonly id: number;
  /** Untrusted text: it may contain a name. */
  readonly text: string;
  readonly tone: ToastTone;
  readonly action?: { readonly label: string; readonly request: CallRequest };
}

const MOST = 2;

/**
 * The last two toasts, in a live region. Each asks to be dismissed after five seconds, not counting hover and focus. Standing alone they
 * lie in the top layer; on the stage, whose dialog already lies there, within it.
 *
 * @csspart toast - One toast.
 * @fires call-window-request - `dismiss-toast`, and whatever a toast's action asks for
 */
export class Toasts extends LitElement {
  static override styles = [...base, ownText, toastsStyles];

  @property({ attribute: false }) toasts: readonly Toast[] = [];
  /** Whether the toasts lie in the top layer by themselves. */
  @property({ type: Boolean }) standalone = false;

  @query('.list') private readonly list!: HTMLElement | null;

  private readonly timer = new ToastTimer(this, (id) => this.dismiss(id));

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.raise();
  }

  protected override render(): TemplateResult {
    return html`<div
      class="list own-text"
      role="status"
      popover=${this.standalone ? 'manual' : nothing}
      @pointerenter=${this.pause}
      @pointerleave=${this.resume}
      @focusin=${this.pause}
      @focusout=${this.resume}
    >
      ${this.renderToasts()}
    </div>`;
  }

  /** `repeat` leaves a node behind for each item that goes (lit/lit#5298); with the last of them it goes itself, and they with it. */
  private renderToasts(): unknown {
    if (this.toasts.length === 0) return nothing;
    return repeat(
      this.toasts.slice(-MOST),
      ({ id }) => id,
      (toast) => this.renderToast(toast),
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.timer.follow(this.toasts.map(({ id }) => id));
    const wasEmpty = !changed.get('toasts')?.length;
    if (changed.has('standalone') || (wasEmpty && this.toasts.length > 0)) this.raise();
    if (this.toasts.length === 0) this.timer.resume();
  }

  private renderToast({ id, text, tone, action }: Toast): TemplateResult {
    return html`<div class="toast" part="toast" data-tone=${tone}>
      <span class="dot" aria-hidden="true"></span>
      <span class="text">${text}</span>
      ${
        action
          ? html`<button type="button" class="action" @click=${() => this.act(id, action.request)}>
              ${action.label}
            </button>`
          : nothing
      }
      <button type="button" class="dismiss" aria-label=${words.dismiss} @click=${() => this.dismiss(id)}>
        ${icon(icons.close)}
      </button>
    </div>`;
  }

  // Shown even while empty: a live region has to be there before its text is. Raised again only above a host's modal
  // dialog, as hiding and showing a live region can cost its announcement.
  private raise(): void {
    const list = this.list;
    // A toast may come with the element's removal, and then there is nobody to see it.
    if (!list?.isConnected || !this.standalone) return;
    const isOpen = list.matches(':popover-open');
    if (isOpen && document.querySelector(':modal')) list.hidePopover();
    if (!list.matches(':popover-open')) list.showPopover();
  }

  private act(id: number, wish: CallRequest): void {
    request(this, wish);
    this.dismiss(id);
  }

  private dismiss(id: number): void {
    request(this, { type: 'dismiss-toast', id });
  }

  private readonly pause = (): void => this.timer.pause();

  private readonly resume = (): void => {
    if (!this.list?.matches(':hover, :focus-within')) this.timer.resume();
  };
}
