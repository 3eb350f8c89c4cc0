import type { CallLock } from '../../src/adapters/call-lock.ts';
import type { CallKeeper } from '../../src/call-keeper.ts';

/** What another page of the same browser, and of the same tab, has loaded. */
export interface OtherPage {
  readonly CallLock: typeof CallLock;
  readonly CallKeeper: typeof CallKeeper;
  /** Closes it. */
  go(): void;
}

const SOURCE = `
  <script type="module">
    import { CallLock } from '/packages/widget/src/adapters/call-lock.ts';
    import { CallKeeper } from '/packages/widget/src/call-keeper.ts';
    parent.dispatchEvent(new CustomEvent('other-page', { detail: { CallLock, CallKeeper } }));
  </script>
`;

/** Opens a frame, which has locks of its own and loses them when it goes. */
export async function openOtherPage(): Promise<OtherPage> {
  const frame = Object.assign(document.createElement('iframe'), { srcdoc: SOURCE });
  const opened = new Promise<OtherPage>((resolve) =>
    addEventListener('other-page', (event) => resolve((event as CustomEvent<OtherPage>).detail), { once: true }),
  );
  document.body.append(frame);
  return { ...(await opened), go: () => frame.remove() };
}

/** How many pages have or want this lock. */
export async function lockOf(callId: string): Promise<{ readonly held: number; readonly pending: number }> {
  const { held = [], pending = [] } = await navigator.locks.query();
  const count = (locks: readonly LockInfo[]): number =>
    locks.filter(({ name }) => name === `call-window call ${callId}`).length;
  return { held: count(held), pending: count(pending) };
}
