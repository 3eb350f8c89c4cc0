import type { ReactiveController, ReactiveElement } from 'lit';

import type { Corner } from './corners.ts';

interface Options {
  /** The call whose pictures they are, by its id. Another call begins with the other's picture as the large one. */
  readonly callId: () => string | null;
  /** The small picture: it has the button, and so the focus. */
  readonly small: () => ReactiveElement | null;
}

/** Which of two pictures is the large one, and in which corner the small one lies. */
export class Swapping implements ReactiveController {
  /** Whether one's own is the large one. */
  active = false;
  corner: Corner = 'top-end';

  private callId: string | null = null;

  private readonly host: ReactiveElement;
  private readonly options: Options;

  constructor(host: ReactiveElement, options: Options) {
    this.host = host;
    this.options = options;
    host.addController(this);
  }

  readonly swap = (): void => {
    this.active = !this.active;
    this.host.requestUpdate();
    void this.host.updateComplete.then(() => this.focusSmall());
  };

  readonly settle = (corner: Corner): void => {
    this.corner = corner;
    this.host.requestUpdate();
  };

  hostUpdate(): void {
    const callId = this.options.callId();
    if (callId !== this.callId) this.active = false;
    this.callId = callId;
  }

  private async focusSmall(): Promise<void> {
    const small = this.options.small();
    await small?.updateComplete;
    small?.renderRoot.querySelector<HTMLElement>('.swap')?.focus({ preventScroll: true });
  }
}
