/** Where one's own picture can lie. Inline ends are logical: `end` is right where text runs from left to right. */
export type Corner = 'top-start' | 'top-end' | 'bottom-start' | 'bottom-end';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far a thrown picture would glide on, in milliseconds of its last speed. */
const GLIDE = 160;

/** The corner of a box (`width` × `height`) that `point` is nearest to. */
export function nearestCorner(point: Point, width: number, height: number, isRtl: boolean): Corner {
  const isRight = point.x > width / 2;
  const inline = isRight === isRtl ? 'start' : 'end';
  return `${point.y > height / 2 ? 'bottom' : 'top'}-${inline}`;
}

/** Where a picture comes to rest that is let go at `point` with `speed` in pixels per millisecond. */
export function glideTarget(point: Point, speed: Point): Point {
  return { x: point.x + speed.x * GLIDE, y: point.y + speed.y * GLIDE };
}

/** The corner that an arrow key leads to, or null for any other key. */
export function cornerByKey(corner: Corner, key: string, isRtl: boolean): Corner | null {
  const [block, inline] = corner.split('-') as ['top' | 'bottom', 'start' | 'end'];
  const [right, left] = isRtl ? (['start', 'end'] as const) : (['end', 'start'] as const);
  switch (key) {
    case 'ArrowUp':
      return `top-${inline}`;
    case 'ArrowDown':
      return `bottom-${inline}`;
    case 'ArrowRight':
      return `${block}-${right}`;
    case 'ArrowLeft':
      return `${block}-${left}`;
    default:
      return null;
  }
}
