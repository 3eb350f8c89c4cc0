/** How long and how far apart two clicks may be to count as one double-click; as operating systems have it. */
const MILLISECONDS = 500;
const PIXELS = 8;

let last: { readonly x: number; readonly y: number; readonly at: number } | null = null;

/**
 * Whether a click is the second of a double-click. Its first one may have changed what lies under the pointer: the second must
 * not hang up the call that the first one placed, nor place another. Keys and `click()` are never meant.
 */
export function isSecondClick(event: Event): boolean {
  if (!(event instanceof PointerEvent) || event.pointerId < 0) return false;
  const { clientX: x, clientY: y, timeStamp: at } = event;
  const previous = last;
  last = { x, y, at };
  return previous !== null && at - previous.at < MILLISECONDS && Math.hypot(x - previous.x, y - previous.y) < PIXELS;
}
