import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** One sentence for the person, and at most one thing to do about it. */
export interface QueuedToast<Request> {
  readonly id: number;
  readonly text: string;
  readonly tone: 'neutral' | 'danger' | 'warning' | 'success';
  readonly action?: { readonly label: string; readonly request: Request };
}

/** The toasts on screen, newest last. How long each stays is up to whoever shows them. */
export class ToastQueue<Request = never> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #toasts: readonly QueuedToast<Request>[] = [];
  #lastId = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get toasts(): readonly QueuedToast<Request>[] {
    return this.#toasts;
  }

  /** A sentence that is on screen already is not said twice. */
  show(text: string, tone: QueuedToast<Request>['tone'] = 'neutral', action?: QueuedToast<Request>['action']): void {
    this.#lastId += 1;
    const toast = { id: this.#lastId, text, tone, ...(action && { action }) };
    this.#toasts = [...this.#toasts.filter((shown) => shown.text !== text), toast];
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
