/** Ends a turn; the next page that waits for it gets it. */
export type GiveBack = () => void;

/**
 * Of all pages of this browser that wait for `name` one has the turn at a time (W3C Web Locks). The next gets it when that one
 * gives it back or goes away. Where there are no locks (an insecure page, a sandbox), everybody's turn comes at once.
 *
 * @param unwanted ends the waiting, also without a turn
 */
export function takeTurn(name: string, unwanted: AbortSignal): Promise<GiveBack> {
  const { promise, resolve } = Promise.withResolvers<GiveBack>();
  const withoutTurn = (): void => resolve(() => undefined);
  if (unwanted.aborted || !navigator.locks) {
    withoutTurn();
    return promise;
  }
  const held = (): Promise<void> => {
    const turn = Promise.withResolvers<void>();
    // Taken from those who hold it to know that nobody has the turn. It goes with the page, as the turn does.
    navigator.locks.request(taken(name), { steal: true }, () => turn.promise).catch(() => undefined);
    resolve(turn.resolve);
    return turn.promise;
  };
  navigator.locks.request(name, { signal: unwanted }, held).catch(withoutTurn);
  return promise;
}

/** This page's turn for one ring, which may end and begin again without losing it. */
export class RingTurn {
  readonly name: string;
  #giveBack: GiveBack | null = null;
  #givesBack: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** Resolves when it is this page's turn; at once where it still is. Also when that is no longer wanted. */
  async take(unwanted: AbortSignal): Promise<void> {
    if (unwanted.aborted) return;
    clearTimeout(this.#givesBack);
    if (this.#giveBack) return;
    const giveBack = await takeTurn(this.name, unwanted);
    if (unwanted.aborted) giveBack();
    else this.#giveBack = giveBack;
  }

  /** @param after milliseconds within which it can still be taken again */
  giveBack(after = 0): void {
    clearTimeout(this.#givesBack);
    const now = (): void => {
      this.#giveBack?.();
      this.#giveBack = null;
    };
    if (after > 0) this.#givesBack = setTimeout(now, after);
    else now();
  }
}

/** A turn that goes from one page to the next is free for so long at most, in milliseconds. */
const HANDS_OVER_WITHIN = 250;

/**
 * Tells whether nobody has the turn, now and whenever that changes, without waiting for a turn. Who watches shares a lock that
 * whoever takes the turn steals: so the loss of it says that the turn is taken, and its return that it is free.
 */
export async function watchTurn(name: string, tell: (isFree: boolean) => void, over: AbortSignal): Promise<void> {
  const ends = new Promise<void>((resolve) => over.addEventListener('abort', () => resolve()));
  const say = (isFree: boolean): void => {
    if (!over.aborted) tell(isFree);
  };
  let wasFree = true;
  while (wasFree && !over.aborted) {
    wasFree = false;
    let settles: ReturnType<typeof setTimeout> | undefined;
    const free = (): Promise<void> => {
      wasFree = true;
      settles = setTimeout(() => say(true), HANDS_OVER_WITHIN);
      return ends;
    };
    await navigator.locks?.request(taken(name), { mode: 'shared', signal: over }, free).catch(() => undefined);
    clearTimeout(settles);
    // Refused without having been free: where there are no locks, no page knows of another.
    say(!wasFree);
  }
}

function taken(name: string): string {
  return `${name} taken`;
}
