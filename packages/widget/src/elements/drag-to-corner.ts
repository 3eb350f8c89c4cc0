import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { cornerByKey, glideTarget, nearestCorner, type Corner, type Point } from './corners.ts';
import { glideFrom } from './glide.ts';
import { hasModifier } from './key-target.ts';

interface Drag {
  readonly target: HTMLElement;
  readonly pointerId: number;
  readonly from: Point;
  last: Point;
  lastAt: number;
  speed: Point;
}

interface Options {
  /** What is moved; null while it has to stay where it is. */
  readonly target: () => HTMLElement | null;
  readonly corner: () => Corner;
  /** Puts it into a corner. */
  readonly settle: (corner: Corner) => void;
}

const STILL: Point = { x: 0, y: 0 };

/** A press that trembles by no more than this, in pixels, is a press. */
const TREMBLING = 4;

const MOVES = ['pointermove', 'pointerup', 'pointercancel'] as const;

/** Lets something of its host be dragged with a pointer or moved with the arrow keys, and come to rest in a corner of the box around it. */
export class DragToCorner implements ReactiveController {
  /** Whether the last press became a drag: the click that follows one is none. */
  hasMoved = false;

  private drag: Drag | null = null;

  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly options: Options;

  constructor(host: ReactiveControllerHost & HTMLElement, options: Options) {
    this.host = host;
    this.options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('pointerdown', this.start);
    this.host.addEventListener('keydown', this.moveByKey);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('pointerdown', this.start);
    this.host.removeEventListener('keydown', this.moveByKey);
    this.finish();
  }

  private readonly start = (event: PointerEvent): void => {
    const target = this.options.target();
    if (!target || this.drag || event.button !== 0) return;
    const from = { x: event.clientX, y: event.clientY };
    this.hasMoved = false;
    this.drag = { target, pointerId: event.pointerId, from, last: from, lastAt: event.timeStamp, speed: STILL };
    for (const type of MOVES) document.addEventListener(type, this.follow, { capture: true });
  };

  private readonly follow = (event: PointerEvent): void => {
    const { drag } = this;
    if (!drag || event.pointerId !== drag.pointerId) return;
    if (event.type === 'pointermove') this.move(drag, event);
    else this.release(drag, event);
  };

  private move(drag: Drag, event: PointerEvent): void {
    const at = { x: event.clientX, y: event.clientY };
    const way = { x: at.x - drag.from.x, y: at.y - drag.from.y };
    if (!this.hasMoved && Math.hypot(way.x, way.y) <= TREMBLING) return;
    if (!this.hasMoved) this.takeUp(drag);
    const elapsed = Math.max(1, event.timeStamp - drag.lastAt);
    drag.speed = { x: (at.x - drag.last.x) / elapsed, y: (at.y - drag.last.y) / elapsed };
    drag.last = at;
    drag.lastAt = event.timeStamp;
    drag.target.style.setProperty('translate', `${way.x}px ${way.y}px`);
  }

  // Not before it moves: a press on a button within is that button's.
  private takeUp({ target, pointerId }: Drag): void {
    this.hasMoved = true;
    target.setPointerCapture(pointerId);
    target.toggleAttribute('dragging', true);
  }

  private release(drag: Drag, event: PointerEvent): void {
    const { target } = drag;
    if (!this.hasMoved) return this.finish();
    // A finger that rested before letting go throws nothing.
    const speed = event.timeStamp - drag.lastAt < 80 && event.type === 'pointerup' ? drag.speed : STILL;
    const from = target.getBoundingClientRect();
    const corner = cornerFor(target, from, speed);
    this.finish();
    this.settle(target, corner, from);
  }

  private readonly moveByKey = (event: KeyboardEvent): void => {
    const target = this.options.target();
    const corner = target && !hasModifier(event) && cornerByKey(this.options.corner(), event.key, isRtl(target));
    if (!corner) return;
    event.preventDefault();
    this.settle(target, corner, target.getBoundingClientRect());
  };

  private settle(target: HTMLElement, corner: Corner, from: DOMRect): void {
    this.options.settle(corner);
    void this.host.updateComplete.then(() => glideFrom(target, from));
  }

  private finish(): void {
    this.drag?.target.style.removeProperty('translate');
    this.drag?.target.removeAttribute('dragging');
    this.drag = null;
    for (const type of MOVES) document.removeEventListener(type, this.follow, { capture: true });
  }
}

function isRtl(element: HTMLElement): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

function cornerFor(target: HTMLElement, rect: DOMRect, speed: Point): Corner {
  // In the top layer, the box around it is the viewport.
  const box = target.offsetParent?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
  const centre = { x: rect.x + rect.width / 2 - box.x, y: rect.y + rect.height / 2 - box.y };
  return nearestCorner(glideTarget(centre, speed), box.width, box.height, isRtl(target));
}
