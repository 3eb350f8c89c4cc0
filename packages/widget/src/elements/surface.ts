import { deepActiveElement } from './focus.ts';

/** How a root lies on the page: `modal` makes all the rest inert, `floating` lies above the rest and leaves it in use, `plain` is a box in it. */
export type Surface = 'modal' | 'floating' | 'plain';

/** A dialog shuts the page out, anything else lies in it. */
export function usualSurface(root: HTMLElement): Surface {
  return root instanceof HTMLDialogElement ? 'modal' : 'plain';
}

/** Whether nothing has to be done: a move in the document or a forced close takes a root out of the top layer. */
export function isShownAs(root: HTMLElement, surface: Surface): boolean {
  if (surface === 'plain') return root.popover === null;
  return root.matches(surface === 'modal' ? ':modal' : ':popover-open');
}

/** Its nodes stay where they are in the document, so that whatever plays among them plays on. */
export function showAs(root: HTMLElement, surface: Surface): void {
  takeDown(root);
  if (surface === 'floating') showFloating(root);
  else if (root instanceof HTMLDialogElement) root.showModal();
}

/** Takes a root out of the top layer. */
export function takeDown(root: HTMLElement): void {
  // While it is one, a popover can be no modal dialog, and the other way round.
  root.popover = null;
  if (!(root instanceof HTMLDialogElement)) return;
  if (root.matches(':modal')) root.close();
  root.removeAttribute('open');
}

// A dialog takes the focus even as a popover. Whoever types in the page goes on.
function showFloating(root: HTMLElement): void {
  const active = deepActiveElement();
  root.popover = 'manual';
  root.showPopover();
  if (active) active.focus({ preventScroll: true });
  else deepActiveElement()?.blur();
}
