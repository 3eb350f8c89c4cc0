import type { ReactiveController, ReactiveElement } from 'lit';

import type { Corner } from './corners.ts';
import { DragToCorner } from './drag-to-corner.ts';

interface Options {
  /** The call that can be minimised, by its id; null for none. Another call is on the stage again. */
  readonly callId: () => string | null;
  /** What is the card while the call is minimised. */
  readonly root: () => HTMLElement | null;
  /** Where the focus goes when the call has become a card, and when it fills the stage again. */
  readonly focusOn: (view: 'card' | 'stage') => HTMLElement | null;
}

/** Whether a call is a card over the page or fills the stage, and in which corner the card lies. Nothing of it outlives the call. */
export class Minimising implements ReactiveController {
  active = false;
  corner: Corner = 'top-end';

  private callId: string | null = null;
  private hasChanged = false;

  private readonly host: ReactiveElement;
  private readonly options: Options;
  protected readonly dragging: DragToCorner;

  constructor(host: ReactiveElement, options: Options) {
    this.host = host;
    this.options = options;
    host.addController(this);
    this.dragging = new DragToCorner(host, {
      target: () => (this.active ? options.root() : null),
      corner: () => this.corner,
      settle: (corner) => this.settle(corner),
    });
  }

  minimise(): void {
    this.set(this.callId !== null);
  }

  restore(): void {
    this.set(false);
  }

  hostUpdate(): void {
    const callId = this.options.callId();
    if (callId === this.callId) return;
    this.callId = callId;
    this.active = false;
    this.corner = 'top-end';
  }

  // After the root has become what it should be, or it could not take the focus.
  hostUpdated(): void {
    if (!this.hasChanged) return;
    this.hasChanged = false;
    this.options.focusOn(this.active ? 'card' : 'stage')?.focus({ preventScroll: true });
  }

  private set(active: boolean): void {
    if (this.active === active) return;
    this.active = active;
    this.hasChanged = true;
    this.host.requestUpdate();
  }

  private settle(corner: Corner): void {
    this.corner = corner;
    this.host.requestUpdate();
  }
}
