/** Whom a key is meant for, by the nodes that its event passes through: shadow roots are looked into. */

const EDITABLE = 'input, textarea, select, [role="textbox"], [role="searchbox"], [role="combobox"]';
const CONTROL = 'button, a[href], summary, audio[controls], video[controls], [tabindex]:not([tabindex="-1"])';

/** Whether somebody types or chooses something. */
export function isTyping(event: KeyboardEvent): boolean {
  return event.isComposing || passes(event, (element) => element.matches(EDITABLE) || isEditable(element));
}

/** Whether what has the focus takes keys itself. */
export function isOnControl(event: KeyboardEvent): boolean {
  return isTyping(event) || passes(event, (element) => element.matches(CONTROL));
}

/** Shift makes another key of some: it counts with letters only. */
export function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.altKey || event.metaKey || event.getModifierState('AltGraph');
}

function passes(event: KeyboardEvent, fits: (element: Element) => boolean): boolean {
  return event.composedPath().some((target) => target instanceof Element && fits(target));
}

function isEditable(element: Element): boolean {
  return element instanceof HTMLElement && element.isContentEditable;
}
