import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { cornerByKey, glideTarget, nearestCorner, type Corner, type Point } from './corners.ts';

interface Drag {
  readonly pointerId: number;
  readonly from: Point;
  last: Point;
  lastAt: number;
  speed: Point;
}

type Host = ReactiveControllerHost & HTMLElement & { corner: Corner; readonly expanded: boolean };

const STILL: Point = { x: 0, y: 0 };

/** Lets its host be dragged with a pointer or moved with the arrow keys, and come to rest in a corner of the box around it. */
export class DragToCorner implements ReactiveController {
  private drag: Drag | null = null;

  private readonly host: Host;
  /** Puts the host into a corner; `from` is where it was seen last, so that it can glide from there. */
  private readonly settle: (corner: Corner, from: DOMRect) => void;

  constructor(host: Host, settle: (corner: Corner, from: DOMRect) => void) {
    this.host = host;
    this.settle = settle;
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

  private get isRtl(): boolean {
    return getComputedStyle(this.host).direction === 'rtl';
  }

  private readonly start = (event: PointerEvent): void => {
    if (this.host.expanded || this.drag || event.button !== 0) return;
    const from = { x: event.clientX, y: event.clientY };
    this.drag = { pointerId: event.pointerId, from, last: from, lastAt: event.timeStamp, speed: STILL };
    this.host.setPointerCapture(event.pointerId);
    this.host.toggleAttribute('dragging', true);
    this.listen('addEventListener');
  };

  private readonly move = (event: PointerEvent): void => {
    const drag = this.drag;
    if (!drag || event.pointerId !== drag.pointerId) return;
    const elapsed = Math.max(1, event.timeStamp - drag.lastAt);
    const at = { x: event.clientX, y: event.clientY };
    drag.speed = { x: (at.x - drag.last.x) / elapsed, y: (at.y - drag.last.y) / elapsed };
    drag.last = at;
    drag.lastAt = event.timeStamp;
    this.host.style.setProperty('translate', `${at.x - drag.from.x}px ${at.y - drag.from.y}px`);
  };

  private readonly release = (event: PointerEvent): void => {
    const drag = this.drag;
    if (!drag || event.pointerId !== drag.pointerId) return;
    // A finger that rested before letting go throws nothing.
    const speed = event.timeStamp - drag.lastAt < 80 && event.type === 'pointerup' ? drag.speed : STILL;
    const from = this.host.getBoundingClientRect();
    const corner = this.cornerFor(from, speed);
    this.finish();
    this.settle(corner, from);
  };

  private readonly moveByKey = (event: KeyboardEvent): void => {
    if (this.host.expanded) return;
    const corner = cornerByKey(this.host.corner, event.key, this.isRtl);
    if (!corner) return;
    event.preventDefault();
    this.settle(corner, this.host.getBoundingClientRect());
  };

  private cornerFor(rect: DOMRect, speed: Point): Corner {
    const box = (this.host.offsetParent ?? document.documentElement).getBoundingClientRect();
    const centre = { x: rect.x + rect.width / 2 - box.x, y: rect.y + rect.height / 2 - box.y };
    return nearestCorner(glideTarget(centre, speed), box.width, box.height, this.isRtl);
  }

  private finish(): void {
    this.drag = null;
    this.host.style.removeProperty('translate');
    this.host.removeAttribute('dragging');
    this.listen('removeEventListener');
  }

  private listen(method: 'addEventListener' | 'removeEventListener'): void {
    this.host[method]('pointermove', this.move as EventListener);
    this.host[method]('pointerup', this.release as EventListener);
    this.host[method]('pointercancel', this.release as EventListener);
    this.host[method]('lostpointercapture', this.release as EventListener);
  }
}
