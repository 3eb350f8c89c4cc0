/** How a picture that is larger than its box is looked at. Pure. */

/** Times the size at which the whole picture is seen; and how far its middle is from that of the box, in pixels. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
export const MAX_SCALE = 8;

/** The size of the whole picture within the box. */
export function fitted(picture: Size, box: Size): Size {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** Nearer or farther, so that what lies under `point` stays there. `point`: from the middle of the box, in pixels. */
export function zoomAt({ scale, x, y }: Zoom, factor: number, point: { readonly x: number; readonly y: number }): Zoom {
  const next = Math.min(MAX_SCALE, Math.max(1, scale * factor));
  const ratio = next / scale;
  return { scale: next, x: point.x - (point.x - x) * ratio, y: point.y - (point.y - y) * ratio };
}

/** Moved so that no edge of the picture comes into the box as long as there is more of it; what fits stands in the middle. */
export function held({ scale, x, y }: Zoom, whole: Size, box: Size): Zoom {
  return {
    scale,
    x: within(x, (whole.width * scale - box.width) / 2),
    y: within(y, (whole.height * scale - box.height) / 2),
  };
}

/** A pixel of the picture for each of the display's. */
export function actualScale(picture: Size, whole: Size, pixelRatio: number): number {
  return Math.min(MAX_SCALE, Math.max(1, picture.width / pixelRatio / whole.width));
}

function within(value: number, limit: number): number {
  return limit <= 0 ? 0 : Math.min(limit, Math.max(-limit, value));
}
