import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** One sentence for the person, as the toasts show it. */
export interface QueuedToast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'neutral' | 'danger' | 'warning' | 'success';
}

/** The toasts on screen, newest last. How long each stays is up to whoever shows them. */
export class ToastQueue implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #toasts: readonly QueuedToast[] = [];
  #lastId = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get toasts(): readonly QueuedToast[] {
    return this.#toasts;
  }

  /** A sentence that is on screen already is not said twice. */
  show(text: string, tone: QueuedToast['tone'] = 'neutral'): void {
    this.#lastId += 1;
    this.#toasts = [...this.#toasts.filter((toast) => toast.text !== text), { id: this.#lastId, text, tone }];
    this.#host.requestUpdate();
  }

  dismiss(id: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
    this.#host.requestUpdate();
  }

  /** What was said to a page that is gone need not be said to the next. */
  hostDisconnected(): void {
    this.#toasts = [];
  }
}
