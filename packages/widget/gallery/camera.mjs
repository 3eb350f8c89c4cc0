/** Takes pictures of states, each the same every time: time stands, and what ends has ended. */
import { Buffer } from 'node:buffer';

export const SIZES = {
  small: { width: 320, height: 568 },
  phone: { width: 360, height: 740 },
  zoomed: { width: 180, height: 370 },
  laptop: { width: 720, height: 450 },
  desktop: { width: 1440, height: 900 },
  wall: { width: 3840, height: 2160 },
};

/** How far an animation without an end has come, in milliseconds. */
const MOMENT = 600;

/**
 * Waits until videos show a picture and images are decoded, and ends every animation that has an end.
 *
 * @param {import('playwright-core').Page} page
 */
async function settle(page) {
  await page.evaluate(async (moment) => {
    const rootsWithin = (root) =>
      [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
        shadowRoot ? [shadowRoot, ...rootsWithin(shadowRoot)] : [],
      );
    const roots = () => [document, ...rootsWithin(document)];
    const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const finish = (animation) => {
      if (animation.effect.getComputedTiming().endTime !== Infinity) return animation.finish();
      animation.pause();
      animation.currentTime = moment;
    };
    const stop = () => {
      const moving = roots().flatMap((root) => root.getAnimations().filter(({ playState }) => playState === 'running'));
      moving.forEach(finish);
      return moving.length;
    };
    await frame();
    await Promise.all(all('img').map((image) => image.decode().catch(() => undefined)));
    const playing = all('video').filter((video) => video.srcObject && video.checkVisibility());
    await Promise.all(playing.map((video) => new Promise((resolve) => video.requestVideoFrameCallback(resolve))));
    do await frame();
    while (stop() > 0);
  }, MOMENT);
}

/**
 * A page that shows one state after the other.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin of the gallery
 * @param {{ width: number, height: number }} viewport
 */
export async function openCamera(browser, origin, viewport) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  /** @type {string[]} */
  const errors = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', ({ message }) => errors.push(message));

  /** @param {string} state @param {'light' | 'dark'} theme */
  const show = async (state, theme) => {
    errors.length = 0;
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(`${origin}/?state=${state}&theme=${theme}&still`);
    await settle(page);
    if (errors.length > 0) throw new Error(`${state}, ${theme}: ${errors.join('; ')}`);
  };
  /** @param {'webp' | 'png'} format */
  const shoot = async (format) => {
    const quality = format === 'webp' ? { quality: 80 } : {};
    const { data } = await devTools.send('Page.captureScreenshot', { format, ...quality });
    return Buffer.from(data, 'base64');
  };
  return { page, show, shoot, close: () => context.close() };
}

/** @param {import('playwright-core').Browser} browser @param {string} origin @returns {Promise<string[]>} names */
export async function listStates(browser, origin) {
  const page = await browser.newPage();
  await page.goto(origin);
  const names = await page.evaluate(() => globalThis.galleryStates);
  await page.close();
  return names;
}
