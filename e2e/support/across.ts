import { after, afterEach, before } from 'node:test';

import type { Browser } from 'playwright-core';

import { closeContexts } from './browser.ts';
import { launchFirefox } from './firefox.ts';
import { enterDemo, isOver, type Meeting, type Place, talk, useDemo } from './meeting.ts';

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

/** Each sees the other; from now on events count. */
export async function talkOnVideo(meeting: Meeting): Promise<Meeting> {
  await talk(meeting, 'Video call');
  const { ann, ben } = meeting;
  await Promise.all([ann.receives({ frames: 10 }), ben.receives({ frames: 10 })]);
  await Promise.all([ann.forgetEvents(), ben.forgetEvents()]);
  return meeting;
}

/** Resolves once each sees the other again, and the call is as before. */
export async function seeEachOther({ ann, ben }: Meeting): Promise<void> {
  await Promise.all([ann.inState('active'), ben.inState('active')]);
  await Promise.all([ann.receives({ frames: 30 }), ben.receives({ frames: 30 })]);
}

export async function hangUp({ ann, ben }: Meeting): Promise<void> {
  await ann.button('End call').click();
  await isOver(ann, ben);
}
