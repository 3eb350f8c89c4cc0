import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PanningOptions {
  /** Where it is dragged. */
  readonly surface: () => HTMLElement;
  /** By so many pixels. */
  readonly pan: (x: number, y: number) => void;
  /** `point`: from the middle of the surface, in pixels. */
  readonly pinch: (factor: number, point: Point) => void;
}

/** A wheel's notch is about 100. */
const WHEEL = 0.0025;

/** Dragging, pinching and the wheel, on one surface. */
export class Panning implements ReactiveController {
  readonly #options: PanningOptions;
  readonly #pointers = new Map<number, Point>();
  #surface: HTMLElement | null = null;
  #listening = new AbortController();

  constructor(host: ReactiveControllerHost, options: PanningOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostUpdated(): void {
    const surface = this.#options.surface();
    if (surface === this.#surface) return;
    this.#listen((this.#surface = surface));
  }

  hostDisconnected(): void {
    this.#listening.abort();
    this.#surface = null;
    this.#pointers.clear();
  }

  #listen(surface: HTMLElement): void {
    this.#listening.abort();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    surface.addEventListener('pointerdown', this.#down, { signal });
    surface.addEventListener('pointermove', this.#move, { signal });
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
      surface.addEventListener(type, this.#up, { signal });
    surface.addEventListener('wheel', this.#wheel, { signal, passive: false });
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || !this.#surface) return;
    this.#surface.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#surface.toggleAttribute('data-held', true);
  };

  readonly #move = ({ pointerId, clientX, clientY }: PointerEvent): void => {
    const before = this.#pointers.get(pointerId);
    if (!before) return;
    const now = { x: clientX, y: clientY };
    const other = [...this.#pointers].find(([id]) => id !== pointerId)?.[1];
    this.#pointers.set(pointerId, now);
    // With two fingers each moves the picture by half.
    const share = other ? 2 : 1;
    this.#options.pan((now.x - before.x) / share, (now.y - before.y) / share);
    if (other)
      this.#options.pinch(distance(now, other) / distance(before, other), this.#fromMiddle(between(now, other)));
  };

  readonly #up = ({ pointerId }: PointerEvent): void => {
    this.#pointers.delete(pointerId);
    if (this.#pointers.size === 0) this.#surface?.toggleAttribute('data-held', false);
  };

  readonly #wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const { deltaY, clientX, clientY } = event;
    this.#options.pinch(Math.exp(-deltaY * WHEEL), this.#fromMiddle({ x: clientX, y: clientY }));
  };

  #fromMiddle({ x, y }: Point): Point {
    const box = this.#surface?.getBoundingClientRect() ?? new DOMRect();
    return { x: x - box.x - box.width / 2, y: y - box.y - box.height / 2 };
  }
}

function distance(one: Point, other: Point): number {
  return Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
}

function between(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}
