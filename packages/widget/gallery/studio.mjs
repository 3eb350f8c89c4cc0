/** Which pictures there are to be, and how each is taken. */
import { chromium } from 'playwright-core';

import { ensureChromium } from '../../../scripts/lib/chromium.mjs';
import { pictureFlags } from '../../../scripts/lib/picture-machine.mjs';
import { listStates, openCamera, SIZES } from './camera.mjs';
import { bundle, serveGallery } from './serve.mjs';

/** What lies in the host's page looks different in light and dark; the stage is the same in both. */
const IN_BOTH = new Set(['buttons-live', 'incoming-everything', 'settings-page', 'toasts', 'minimised-voice']);

/** @typedef {{ name: string, state: string, size: 'phone' | 'desktop', theme: 'light' | 'dark' }} Picture */

/** @param {string} state @returns {Picture[]} */
export function picturesOf(state) {
  const picture = (size, theme) => ({ name: `${state}-${size}-${theme}`, state, size, theme });
  const usual = [picture('phone', 'light'), picture('desktop', 'dark')];
  return IN_BOTH.has(state) ? [...usual, picture('phone', 'dark'), picture('desktop', 'light')] : usual;
}

/** A browser with the gallery before it: a page for each size, and one that compares. */
export async function openStudio() {
  const gallery = await serveGallery();
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: pictureFlags });
  const states = await listStates(browser, gallery.origin);
  const cameras = {
    phone: await openCamera(browser, gallery.origin, SIZES.phone),
    desktop: await openCamera(browser, gallery.origin, SIZES.desktop),
  };
  const desk = await browser.newPage();
  await desk.addScriptTag({ content: await bundle('compare.ts') });

  /** @param {Picture} picture @returns {Promise<import('node:buffer').Buffer>} WebP */
  const take = async ({ state, size, theme }) => {
    await cameras[size].show(state, theme);
    return cameras[size].shoot('webp');
  };
  /** @param {import('node:buffer').Buffer[]} pictures two, as WebP */
  const compare = (...pictures) =>
    desk.evaluate(
      (urls) => globalThis.comparePictures(urls),
      pictures.map((picture) => `data:image/webp;base64,${picture.toString('base64')}`),
    );
  const close = async () => {
    await browser.close();
    gallery.stop();
  };
  return { browser, states, take, compare, close };
}
