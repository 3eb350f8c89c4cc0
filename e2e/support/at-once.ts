import type { CallWindow } from 'call-window';

import type { Person } from './person.ts';

/**
 * Has the elements of several people do something in the same moment: clicks through the browser would come one after the
 * other. Resolves once all of them have been asked, whatever comes of it.
 */
export async function atOnce(
  ...acts: readonly (
    readonly [Person, 'startCall', ...Parameters<CallWindow['startCall']>] | readonly [Person, 'endCall']
  )[]
): Promise<void> {
  // Time for all pages to hear of it; they share one clock.
  const moment = Date.now() + 300;
  const ask = ([{ page }, method, options]: (typeof acts)[number]): Promise<void> =>
    page.evaluate(
      ([at, name, argument]) =>
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (Date.now() < at) return void requestAnimationFrame(look);
            const element = document.querySelector('call-window')!;
            void (name === 'startCall' && argument ? element.startCall(argument) : element.endCall());
            resolve();
          };
          look();
        }),
      [moment, method, options] as const,
    );
  await Promise.all(acts.map(ask));
}
