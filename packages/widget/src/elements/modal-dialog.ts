import type { ReactiveController, ReactiveElement } from 'lit';

import { deepActiveElement } from './focus.ts';
import { isShownAs, showAs, takeDown, usualSurface, type Surface } from './surface.ts';

/** Where focus goes when each of our roots closes: the first that is still there. A dialog opened from another inherits its answers. */
const returnTargets = new WeakMap<Element, readonly HTMLElement[]>();

/** Up the tree as it is rendered, through shadow roots. */
function* ancestors(from: Node | null): Generator<Element> {
  for (let node = from; node; node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null)) {
    if (node instanceof Element) yield node;
  }
}

function rememberFocus(root: Element): void {
  const active = deepActiveElement();
  if (!active) return;
  const inherited = [...ancestors(active)].map((ancestor) => returnTargets.get(ancestor)).find(Boolean) ?? [];
  returnTargets.set(root, [active, ...inherited]);
}

interface ModalOptions {
  /** How the root has to lie on the page at the moment. */
  readonly surfaceOf?: (root: HTMLElement) => Surface;
  /** What Escape asks for: nothing, unless it is said. */
  readonly escaped?: () => void;
}

/**
 * Keeps one root of its host (a `<dialog>` or any focusable element) open for as long as it is wanted: takes the focus when it
 * appears, is what it should be again after a move in the document or a forced close, keeps Escape to itself, and gives the focus
 * back to where it was.
 */
export class ModalDialog implements ReactiveController {
  private root: HTMLElement | null = null;

  private readonly host: ReactiveElement;
  private readonly find: () => HTMLElement | null;
  private readonly surfaceOf: (root: HTMLElement) => Surface;
  private readonly escaped: () => void;

  /** @param find the root while it is wanted, null while it isn't */
  constructor(host: ReactiveElement, find: () => HTMLElement | null, options: ModalOptions = {}) {
    this.host = host;
    this.find = find;
    this.surfaceOf = options.surfaceOf ?? usualSurface;
    this.escaped = options.escaped ?? (() => undefined);
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
    const surface = this.surfaceOf(root);
    const isNew = this.root !== root;
    if (!isNew && isShownAs(root, surface)) return;
    if (isNew) {
      rememberFocus(root);
      this.listen(root);
    }
    this.root = root;
    showAs(root, surface);
    if (isNew || surface === 'modal') root.focus({ preventScroll: true });
  }

  private close(root: HTMLElement): void {
    this.root = null;
    this.unlisten(root);
    const hadFocus = holdsFocus(root);
    takeDown(root);
    const target = returnTargets.get(root)?.find(({ isConnected }) => isConnected);
    returnTargets.delete(root);
    if (hadFocus) target?.focus({ preventScroll: true });
  }

  private listen(root: HTMLElement): void {
    if (!(root instanceof HTMLDialogElement)) return;
    root.addEventListener('keydown', this.keepEscape);
    root.addEventListener('cancel', this.keepOpen);
    root.addEventListener('close', this.reopen);
    document.addEventListener('toggle', this.raise, { capture: true });
  }

  private unlisten(root: HTMLElement): void {
    root.removeEventListener('keydown', this.keepEscape);
    root.removeEventListener('cancel', this.keepOpen);
    root.removeEventListener('close', this.reopen);
    document.removeEventListener('toggle', this.raise, { capture: true });
  }

  // A call ends by its button only. The page's own Escape handlers (close the chat…) must not hear it either.
  private readonly keepEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.escaped();
  };

  /** A phone's way back asks for the same as Escape. */
  private readonly keepOpen = (event: Event): void => {
    event.preventDefault();
    this.escaped();
  };

  private readonly reopen = (): void => this.sync();

  /** A modal dialog that the page opens later would lie above the call and make it inert: the call goes on top again. */
  private readonly raise = ({ target }: Event): void => {
    const { root } = this;
    const isLater = target instanceof HTMLDialogElement && target !== root && target.matches(':modal');
    if (!isLater || !root?.matches(':modal')) return;
    // What takes the screen from within the call would stay beneath that dialog.
    if (root.querySelector(':fullscreen')) void document.exitFullscreen();
    showAs(root, 'modal');
    root.focus({ preventScroll: true });
  };
}

// Focus counts as ours, too, when it was lost (nothing has it): the element that had it is gone.
function holdsFocus(root: HTMLElement): boolean {
  const active = deepActiveElement();
  if (!active) return true;
  for (const ancestor of ancestors(active)) if (ancestor === root) return true;
  return false;
}
