import { html, nothing, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit';

import { words } from '../strings/words.ts';
import type { Corner } from './corners.ts';
import { DragToCorner } from './drag-to-corner.ts';
import { glideFrom } from './glide.ts';
import { isSecondClick } from './second-click.ts';

type Host = ReactiveElement & {
  corner: Corner;
  readonly onSwap: (() => void) | null;
  readonly onCorner: ((corner: Corner) => void) | null;
};

/**
 * Lets its host be a small picture in a corner, for as long as it is to be one: gliding there, dragged or moved with the arrow
 * keys to another, and pressed to become the large one.
 */
export class SmallPicture implements ReactiveController {
  private isSmall: boolean | null = null;
  private leaving: DOMRect | null = null;

  private readonly host: Host;
  private readonly wanted: () => boolean;
  private readonly dragging: DragToCorner;

  constructor(host: Host, wanted: () => boolean) {
    this.host = host;
    this.wanted = wanted;
    host.addController(this);
    this.dragging = new DragToCorner(host, {
      target: () => (wanted() ? host : null),
      corner: () => host.corner,
      settle: (corner) => this.settle(corner),
    });
  }

  hostConnected(): void {
    this.host.addEventListener('click', this.press);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('click', this.press);
  }

  hostUpdate(): void {
    const isSmall = this.wanted();
    if (isSmall && this.isSmall === false) this.leaving = this.host.getBoundingClientRect();
    this.isSmall = isSmall;
    this.host.toggleAttribute('small', isSmall);
  }

  hostUpdated(): void {
    if (this.leaving) glideFrom(this.host, this.leaving);
    this.leaving = null;
  }

  /** Whether pressing it swaps the pictures. */
  get canSwap(): boolean {
    return this.wanted() && this.host.onSwap !== null;
  }

  /** The button that is the whole picture. */
  renderButton(): TemplateResult | typeof nothing {
    if (!this.canSwap) return nothing;
    return html`<button
      type="button"
      class="swap"
      aria-label=${words.swapPictures}
      aria-description=${words.moveWithArrows}
    ></button>`;
  }

  /** A phone held upright sends a tall picture: the frame follows the camera. */
  adoptShape({ videoWidth, videoHeight }: HTMLVideoElement): void {
    if (videoWidth > 0) this.host.toggleAttribute('portrait', videoHeight > videoWidth);
  }

  private settle(corner: Corner): void {
    this.host.corner = corner;
    this.host.onCorner?.(corner);
  }

  // The pointer's click comes from wherever it was let go; a key's from the button.
  private readonly press = (event: MouseEvent): void => {
    const wasDragged = event.detail > 0 && this.dragging.hasMoved;
    if (this.canSwap && !wasDragged && !isSecondClick(event)) this.host.onSwap?.();
  };
}
