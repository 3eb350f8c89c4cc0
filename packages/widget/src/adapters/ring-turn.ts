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
    resolve(turn.resolve);
    return turn.promise;
  };
  navigator.locks.request(name, { signal: unwanted }, held).catch(withoutTurn);
  return promise;
}
