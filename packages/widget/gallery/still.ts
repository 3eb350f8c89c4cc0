/** Under `?still` time stands: the same state gives the same picture, however fast the machine is. */
import { NOW } from './fixtures.ts';

const SECOND = 1000;

export const isStill = new URLSearchParams(location.search).has('still');

/** From now on it is always the same moment, and nothing happens that would take a second or more. */
export function stopTime(): void {
  const soon = globalThis.setTimeout.bind(globalThis);
  Object.assign(globalThis, {
    setTimeout: (act: () => void, delay = 0) => (delay < SECOND ? soon(act, delay) : 0),
  });
  Date.now = () => NOW;
  document.documentElement.classList.add('still');
}
