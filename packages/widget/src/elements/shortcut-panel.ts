import { html, nothing, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit';

import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { deepActiveElement } from './focus.ts';
import { renderShortcutList } from './shortcut-list.ts';

interface Options {
  /** Whether there is room and reason for it. */
  readonly isAllowed: () => boolean;
  /** What has the focus when nothing else has. */
  readonly root: () => HTMLElement | null;
}

/** The list of shortcuts, on the stage: takes the focus when it opens, and gives it back. */
export class ShortcutPanel implements ReactiveController {
  isOpen = false;

  private hasChanged = false;
  private cameFrom: HTMLElement | null = null;

  private readonly host: ReactiveElement;
  private readonly options: Options;

  constructor(host: ReactiveElement, options: Options) {
    this.host = host;
    this.options = options;
    host.addController(this);
  }

  readonly toggle = (): void => (this.isOpen ? this.close() : this.open());

  hostUpdate(): void {
    if (this.isOpen && !this.options.isAllowed()) this.isOpen = false;
  }

  hostUpdated(): void {
    if (!this.hasChanged) return;
    this.hasChanged = false;
    const target = this.isOpen ? this.host.renderRoot.querySelector<HTMLElement>('.shortcuts') : this.cameFrom;
    (target?.isConnected ? target : this.options.root())?.focus({ preventScroll: true });
  }

  render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    return html`<div class="shortcuts" role="dialog" tabindex="-1" aria-labelledby="shortcuts" @keydown=${this.escape}>
      <div class="shortcuts-head">
        <h2 id="shortcuts">${words.shortcuts.title}</h2>
        <button type="button" class="shortcuts-close" aria-label=${words.settings.close} @click=${this.close}>
          ${icon(icons.close)}
        </button>
      </div>
      ${renderShortcutList()}
    </div>`;
  }

  private open(): void {
    this.cameFrom = deepActiveElement();
    this.set(true);
  }

  private readonly close = (): void => this.set(false);

  private set(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.hasChanged = true;
    this.host.requestUpdate();
  }

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  };
}
