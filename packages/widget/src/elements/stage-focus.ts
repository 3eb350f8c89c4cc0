import type { ReactiveController, ReactiveElement } from 'lit';

/** What goes by itself, and must not take the focus with it, out of the call. */
const PASSING = '.waiting, .muted-action';

/** Leads whoever uses a keyboard or a screen reader to the choice when it appears, and back to the stage from what is gone. */
export class StageFocus implements ReactiveController {
  private hadChoice = false;
  private hadFocus: Element | null = null;

  private readonly host: ReactiveElement;
  private readonly root: () => HTMLElement | null;

  constructor(host: ReactiveElement, root: () => HTMLElement | null) {
    this.host = host;
    this.root = root;
    host.addController(this);
  }

  hostUpdate(): void {
    this.hadFocus = this.host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    const choice = this.host.renderRoot.querySelector<HTMLElement>('.choice');
    if (choice && !this.hadChoice) choice.focus();
    this.hadChoice = choice !== null;
    const isGone = this.hadFocus?.matches(PASSING) && !this.hadFocus.isConnected;
    if (isGone) this.root()?.focus({ preventScroll: true });
  }
}
