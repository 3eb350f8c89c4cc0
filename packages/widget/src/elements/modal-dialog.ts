import type { ReactiveController, ReactiveElement } from 'lit';

/** Where focus goes when each of our roots closes. Keyed by root, so that a dialog opened from another inherits its answer. */
const returnTargets = new WeakMap<Element, HTMLElement>();

/** The element that has the focus, looked for inside of shadow roots too. */
export function deepActiveElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : null;
}

/** Up the tree as it is rendered, through shadow roots. */
function* ancestors(from: Node | null): Generator<Element> {
  for (let node = from; node; node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null)) {
    if (node instanceof Element) yield node;
  }
}

function rememberFocus(root: Element): void {
  const active = deepActiveElement();
  if (!active) return;
  for (const ancestor of ancestors(active)) {
    const inherited = returnTargets.get(ancestor);
    if (inherited) return void returnTargets.set(root, inherited);
  }
  returnTargets.set(root, active);
}

/**
 * Keeps one root of its host (a `<dialog>`, or any focusable element when `modal` says no) open for as long as it is wanted:
 * takes the focus when it appears, is modal again after a move in the document or a forced close, ignores Escape, and gives the
 * focus back to where it was.
 */
export class ModalDialog implements ReactiveController {
  private root: HTMLElement | null = null;

  private readonly host: ReactiveElement;
  private readonly find: () => HTMLElement | null;

  /** @param find the root while it is wanted, null while it isn't */
  constructor(host: ReactiveElement, find: () => HTMLElement | null) {
    this.host = host;
    this.find = find;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.host.hasUpdated) this.sync();
  }

  hostUpdated(): void {
    this.sync();
  }

  // Still out of the document after the current task: it was removed and not moved.
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.host.isConnected) this.sync();
    });
  }

  private sync(): void {
    const wanted = this.host.isConnected ? this.find() : null;
    if (this.root && this.root !== wanted) this.close(this.root);
    if (wanted) this.open(wanted);
  }

  private open(root: HTMLElement): void {
    if (this.root === root && !isDemoted(root)) return;
    if (this.root !== root) {
      rememberFocus(root);
      this.listen(root);
    }
    this.root = root;
    showModally(root);
    root.focus({ preventScroll: true });
  }

  private close(root: HTMLElement): void {
    this.root = null;
    this.unlisten(root);
    const hadFocus = holdsFocus(root);
    if (root instanceof HTMLDialogElement && root.open) root.close();
    const target = returnTargets.get(root);
    returnTargets.delete(root);
    if (hadFocus && target?.isConnected) target.focus({ preventScroll: true });
  }

  private listen(root: HTMLElement): void {
    if (!(root instanceof HTMLDialogElement)) return;
    root.addEventListener('keydown', keepOnEscape);
    root.addEventListener('cancel', preventCancel);
    root.addEventListener('close', this.reopen);
    document.addEventListener('toggle', this.raise, { capture: true });
  }

  private unlisten(root: HTMLElement): void {
    root.removeEventListener('keydown', keepOnEscape);
    root.removeEventListener('cancel', preventCancel);
    root.removeEventListener('close', this.reopen);
    document.removeEventListener('toggle', this.raise, { capture: true });
  }

  private readonly reopen = (): void => this.sync();

  /** A modal dialog that the page opens later would lie above the call and make it inert: the call goes on top again. */
  private readonly raise = ({ target }: Event): void => {
    const { root } = this;
    const isLater = target instanceof HTMLDialogElement && target !== root && target.matches(':modal');
    if (!isLater || !(root instanceof HTMLDialogElement)) return;
    root.close();
    showModally(root);
    root.focus({ preventScroll: true });
  };
}

/** Whether a dialog that should be modal isn't: a move in the document or a forced close takes that away. */
function isDemoted(root: HTMLElement): boolean {
  return root instanceof HTMLDialogElement && !root.matches(':modal');
}

function showModally(root: HTMLElement): void {
  if (!(root instanceof HTMLDialogElement)) return;
  root.removeAttribute('open');
  root.showModal();
}

// Focus counts as ours, too, when it was lost (nothing has it): the element that had it is gone.
function holdsFocus(root: HTMLElement): boolean {
  const active = deepActiveElement();
  if (!active) return true;
  for (const ancestor of ancestors(active)) if (ancestor === root) return true;
  return false;
}

// A call ends by its button only. The page's own Escape handlers (close the chat…) must not hear it either.
function keepOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
}

function preventCancel(event: Event): void {
  event.preventDefault();
}
