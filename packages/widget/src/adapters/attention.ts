/** Draws the eye to a page that nobody looks at: by its title, and by a notification where the user allowed those. */

export interface Summons {
  /** Tells rings apart: pages of one browser that show the same one share one notification. */
  readonly id: string;
  /** Takes turns with the page's own title. */
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  /** A checked URL. */
  readonly picture: string | null;
  /** The notification makes no sound of its own. */
  readonly quiet: boolean;
}

const TITLE_TURN = 1000;

/** Whether notifications may be shown. Nobody is asked for it here. */
export function notificationsAllowed(): boolean {
  return typeof Notification !== 'undefined' && Notification.permission === 'granted';
}

export class Attention {
  #summons: Summons | null = null;
  #end: () => void = () => undefined;

  /** Calls for the user, as long as the page is hidden, until told otherwise by null. */
  call(summons: Summons | null): void {
    const known = this.#summons?.id;
    // Also where nothing new is to be shown: a ring that was silenced meanwhile is quiet when the page is hidden later.
    this.#summons = summons;
    if (summons?.id === known) return;
    document.removeEventListener('visibilitychange', this.#look);
    if (summons) document.addEventListener('visibilitychange', this.#look);
    this.#look();
  }

  readonly #look = (): void => {
    this.#end();
    this.#end = () => undefined;
    if (!this.#summons || document.visibilityState === 'visible') return;
    const ends = [flashTitle(this.#summons.title), notify(this.#summons)];
    this.#end = () => ends.forEach((end) => end());
  };
}

/** Returns what ends it and leaves the title as the host last set it. */
function flashTitle(ours: string): () => void {
  const had = document.querySelector('title');
  // As the page reads it back: without the space around it.
  const shown = ours.trim().replace(/\s+/gu, ' ');
  let theirs = document.title;
  const restore = (): void => {
    if (document.title === shown) document.title = theirs;
  };
  const turn = (): void => {
    if (document.title === shown) return restore();
    theirs = document.title;
    document.title = shown;
  };
  turn();
  const timer = setInterval(turn, TITLE_TURN);
  return () => {
    clearInterval(timer);
    restore();
    // Where the page had no title at all, setting one made the element.
    if (!had && document.title === '') document.querySelector('title')?.remove();
  };
}

/** Returns what takes it away. */
function notify({ id, heading, text, picture, quiet }: Summons): () => void {
  if (!notificationsAllowed()) return () => undefined;
  try {
    const notification = new Notification(heading, {
      body: text,
      tag: `call-window ${id}`,
      requireInteraction: true,
      silent: quiet,
      ...(picture === null ? {} : { icon: picture }),
    });
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
    });
    return () => notification.close();
  } catch {
    // Browsers of phones only show those of a service worker.
    return () => undefined;
  }
}
