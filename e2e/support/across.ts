import { after, afterEach, before } from 'node:test';

import type { Browser } from 'playwright-core';

import { closeContexts } from './browser.ts';
import { launchFirefox } from './firefox.ts';
import { enterDemo, type Meeting, type Place, useDemo } from './meeting.ts';

export type BrowserName = 'Firefox' | 'Chromium';

export interface Across {
  readonly place: Place;
  /** Ann, who is going to call, is in the one browser and Ben in the other. `page`: what else the address of Ann's says. */
  meetAcross(caller: BrowserName, page?: string): Promise<Meeting>;
}

/** The demo, a Chromium and a Firefox, for the suite that calls this. */
export function useFirefoxToo(): Across {
  const place = useDemo();
  let firefox: Browser;
  before(async () => {
    firefox = await launchFirefox();
  });
  afterEach(() => closeContexts(firefox));
  after(() => firefox?.close());
  return {
    place,
    meetAcross: async (caller, page = '') => {
      const inFirefox = { browser: firefox, demo: place.demo };
      const [ann, ben] = await Promise.all([
        enterDemo(caller === 'Firefox' ? inFirefox : place, 'ann', `ben${page}`),
        enterDemo(caller === 'Firefox' ? place : inFirefox, 'ben', 'ann'),
      ]);
      await Promise.all([ann.seesPeerLive(), ben.seesPeerLive()]);
      return { ann, ben };
    },
  };
}
