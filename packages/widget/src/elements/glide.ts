const GLIDE: KeyframeAnimationOptions = { duration: 320, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' };

/** Plays an element's way from where it was seen last; scaled alike in both directions, so that a face is never squeezed. */
export function glideFrom(element: HTMLElement, from: DOMRect): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const to = element.getBoundingClientRect();
  if (to.width === 0 || from.width === 0) return;
  const scale = Math.max(from.width / to.width, from.height / to.height);
  const dx = from.x + from.width / 2 - (to.x + to.width / 2);
  const dy = from.y + from.height / 2 - (to.y + to.height / 2);
  element.animate(
    [
      { translate: `${dx}px ${dy}px`, scale },
      { translate: '0px 0px', scale: 1 },
    ],
    GLIDE,
  );
}
