import { noChange, type ElementPart } from 'lit';
import { Directive, directive, PartType, type PartInfo } from 'lit/directive.js';

/** Pixels on each side: few enough to cost nothing, and soft enough to be stretched over a wall. */
const SIZE = 96;
/** Halved down to the least of these and doubled back: what is lost on the way is the blur. */
const SIZES = [48, 24, 12, 24, 48, SIZE] as const;
/** Pictures to remember: everybody in a call, and then some. */
const REMEMBERED = 16;

/** Painted pictures by URL: one call shows the same one in several places, one after the other. */
const painted = new Map<string, HTMLCanvasElement>();

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  canvas.width = SIZE;
  canvas.height = SIZE;
  const context = canvas.getContext('2d');
  // Each drawing replaces the one before: parts of it may be translucent.
  if (context) context.globalCompositeOperation = 'copy';
  return context;
}

function paintSoftly(picture: HTMLImageElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const context = contextOf(canvas);
  const { naturalWidth, naturalHeight } = picture;
  const side = Math.min(naturalWidth, naturalHeight);
  if (!context || side === 0) return canvas;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, (naturalWidth - side) / 2, (naturalHeight - side) / 2, side, side, 0, 0, SIZE, SIZE);
  let from = SIZE;
  for (const size of SIZES) {
    // Mixed colours are dull ones. Safari before 18 leaves them so.
    if (size === SIZE) context.filter = 'saturate(1.4)';
    context.drawImage(canvas, 0, 0, from, from, 0, 0, size, size);
    from = size;
  }
  return canvas;
}

function remember(url: string, picture: HTMLCanvasElement): void {
  if (painted.size >= REMEMBERED) painted.clear();
  painted.set(url, picture);
}

class SoftPicture extends Directive {
  private url = '';

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError('softPicture() belongs on a canvas');
  }

  override render(_url: string): unknown {
    return noChange;
  }

  override update(part: ElementPart, [url]: [string]): unknown {
    if (this.url === url) return noChange;
    this.url = url;
    const canvas = part.element as HTMLCanvasElement;
    const context = contextOf(canvas);
    const known = painted.get(url);
    if (known) context?.drawImage(known, 0, 0);
    else this.load(url, (picture) => context?.drawImage(picture, 0, 0));
    return noChange;
  }

  private load(url: string, show: (picture: HTMLCanvasElement) => void): void {
    const picture = new Image();
    picture.referrerPolicy = 'no-referrer';
    picture.onload = () => {
      const soft = painted.get(url) ?? paintSoftly(picture);
      remember(url, soft);
      if (this.url === url) show(soft);
    };
    picture.src = url;
  }
}

/**
 * Element directive: shows the picture at a URL in a `<canvas>` as through frosted glass; one that doesn't load leaves it empty.
 * Painted once, small: a CSS blur over the stage is computed anew with every repaint, and without a graphics card takes longer
 * than the rest of the page together.
 */
export const softPicture = directive(SoftPicture);
