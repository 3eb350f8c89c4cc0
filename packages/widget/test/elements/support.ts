/** Mounts elements, finds what a person would find (by role and name), and watches what is asked for. */
import { render, type TemplateResult } from 'lit';

import { innerElements } from '../../src/elements/inner-elements.ts';
import { CallRequestEvent, type CallRequest } from '../../src/elements/request-event.ts';

for (const [tag, element] of innerElements) if (!customElements.get(tag)) customElements.define(tag, element);

type Updating = Element & { readonly updateComplete?: Promise<boolean> };

export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Compares by value. */
export function equal(actual: unknown, expected: unknown, message = 'values differ'): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  ok(found === wanted, `${message}: found ${found}, expected ${wanted}`);
}

/** Every element below `root`, inside of shadow roots too. */
export function deep(root: ParentNode = document.body): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? deep(element.shadowRoot) : []),
  ]);
}

export function find<E extends Element = HTMLElement>(selector: string, root?: ParentNode): E | null {
  return (deep(root).find((element) => element.matches(selector)) as E | undefined) ?? null;
}

export function get<E extends Element = HTMLElement>(selector: string, root?: ParentNode): E {
  const element = find<E>(selector, root);
  ok(element, `nothing matches ${selector}`);
  return element;
}

const ROLES: Readonly<Record<string, string>> = {
  button: 'button',
  dialog: 'dialog',
  heading: 'h2',
  region: '[role=region]',
  status: '[role=status]',
  group: '[role=group]',
};

function nameOf(element: Element): string {
  return (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/gu, ' ').trim();
}

/** Elements of a role, by their accessible name if one is given. */
export function allByRole(role: string, name?: string): HTMLElement[] {
  const elements = deep().filter((element) => element.matches(ROLES[role] ?? role) && element.checkVisibility());
  return elements.filter((element) => name === undefined || nameOf(element) === name) as HTMLElement[];
}

/** The one element with this role and name. */
export function byRole(role: string, name?: string): HTMLElement {
  const [element, ...others] = allByRole(role, name);
  const all = allByRole(role).map(nameOf).join(', ');
  ok(
    element && others.length === 0,
    `expected one ${role} “${name}”, found ${others.length + (element ? 1 : 0)} of: ${all}`,
  );
  return element;
}

/** Whether exactly this text stands somewhere for people to see. */
export function shows(text: string): boolean {
  return deep().some((element) => {
    const own = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent);
    return own.join('').trim() === text && element.checkVisibility();
  });
}

/** Waits until nothing below `root` has an update pending. */
export async function settled(root: ParentNode = document.body): Promise<void> {
  const updates = deep(root).map((element: Updating) => element.updateComplete);
  const results = await Promise.all(updates);
  if (results.includes(false) || deep(root).length !== updates.length) await settled(root);
}

/** Ends every entrance and every glide, wherever it is. */
export function finishAnimations(): void {
  const roots = [document, ...deep().flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  for (const animation of roots.flatMap((root) => root.getAnimations())) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }
}

const stage = document.createElement('div');

/** Renders into a fresh place in the document. A second call updates what the first rendered. */
export async function mount(template: TemplateResult): Promise<HTMLElement> {
  if (!stage.isConnected) document.body.append(stage);
  render(template, stage);
  await settled();
  return stage;
}

/** Takes everything out again; to be called after each test. */
export async function unmount(): Promise<void> {
  render(null, stage);
  stage.remove();
  document.querySelectorAll('[data-test]').forEach((element) => element.remove());
  await Promise.resolve();
}

/** Has the date stand still in each test of a file: what shows a time would show another one on a slow machine. */
export function stopDate(): number {
  const realNow = Date.now;
  const now = realNow();
  beforeEach(() => void (Date.now = () => now));
  afterEach(() => void (Date.now = realNow));
  return now;
}

/** A button of the host page that has the focus. */
export function focusedHostButton(): HTMLButtonElement {
  const button = document.createElement('button');
  button.dataset.test = '';
  button.textContent = 'Host';
  document.body.append(button);
  button.focus();
  return button;
}

/** What is asked for while `act` runs. */
export async function requestsDuring(act: () => unknown): Promise<CallRequest[]> {
  const requests: CallRequest[] = [];
  const listen = (event: Event): void => void requests.push((event as CallRequestEvent).request);
  document.addEventListener(CallRequestEvent.type, listen);
  await act();
  document.removeEventListener(CallRequestEvent.type, listen);
  return requests;
}

export function nextEvent(target: EventTarget, type: string): Promise<Event> {
  return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
}

export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** The element with the focus, inside of shadow roots too. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
