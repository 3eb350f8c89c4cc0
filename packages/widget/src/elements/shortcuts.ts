import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { hasModifier, isTyping } from './key-target.ts';
import { shortcutOf, type ShortcutName } from './shortcut-keys.ts';

/** What each key does at the moment; one that does nothing is left to the page. */
export type Deeds = Readonly<Partial<Record<ShortcutName, () => unknown>>>;

/** Where the focus is: within the host, or on nothing at all. */
export type FocusPlace = 'within' | 'nowhere';

/**
 * Keys by themselves, as long as nobody types: those that come from within the host, and those that come from nothing. What
 * else has the focus in the page keeps its keys.
 */
export class Shortcuts implements ReactiveController {
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly deeds: (focus: FocusPlace) => Deeds;

  constructor(host: ReactiveControllerHost & HTMLElement, deeds: (focus: FocusPlace) => Deeds) {
    this.host = host;
    this.deeds = deeds;
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('keydown', this.pressedWithin);
    document.addEventListener('keydown', this.pressedNowhere);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('keydown', this.pressedWithin);
    document.removeEventListener('keydown', this.pressedNowhere);
  }

  private readonly pressedWithin = (event: KeyboardEvent): void => this.pressed(event, 'within');

  private readonly pressedNowhere = (event: KeyboardEvent): void => {
    const isNowhere = event.target === document.body || event.target === document.documentElement;
    if (isNowhere) this.pressed(event, 'nowhere');
  };

  // The page may know the same key: one press does one thing.
  private pressed(event: KeyboardEvent, focus: FocusPlace): void {
    if (event.defaultPrevented || event.repeat || hasModifier(event) || isTyping(event)) return;
    const name = shortcutOf(event);
    const deed = name && this.deeds(focus)[name];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }
}
