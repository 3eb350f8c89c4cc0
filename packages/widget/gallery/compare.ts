/** Compares two pictures, in a page: browsers read the pictures that browsers write. */
import pixelmatch from 'pixelmatch';

/** How far two colours may be apart, from 0 to 1; edges of letters and shapes are left out. */
const THRESHOLD = 0.1;

interface Comparison {
  /** Part of the pixels that differ, from 0 to 1. */
  readonly share: number;
  /** A picture of what differs, as a `data:` URL. */
  readonly difference: string;
}

async function pixelsOf(url: string): Promise<ImageData> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const context = blank(image.naturalWidth, image.naturalHeight);
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
}

function blank(width: number, height: number): CanvasRenderingContext2D {
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
  if (!context) throw new Error('no canvas');
  return context;
}

/** @param urls two pictures as `data:` URLs; those of different sizes differ altogether */
async function comparePictures(urls: readonly [string, string]): Promise<Comparison> {
  const [one, other] = [await pixelsOf(urls[0]), await pixelsOf(urls[1])];
  const { width, height } = one;
  if (width !== other.width || height !== other.height) return { share: 1, difference: urls[0] };
  const context = blank(width, height);
  const difference = context.createImageData(width, height);
  const count = pixelmatch(one.data, other.data, difference.data, width, height, { threshold: THRESHOLD });
  context.putImageData(difference, 0, 0);
  return { share: count / (width * height), difference: context.canvas.toDataURL() };
}

Object.assign(globalThis, { comparePictures });
