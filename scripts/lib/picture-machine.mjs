/** Whether this machine draws the pictures of the gallery as the one did that drew those they are compared with. */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';
import { fromRoot } from './paths.mjs';

/** Pictures are to depend on the machine as little as may be. */
export const pictureFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--hide-scrollbars',
];

/** Where the accepted pictures are. */
export const baselineFolder = fromRoot('packages', 'widget', 'gallery', 'baseline');
export const machineFile = fromRoot('packages', 'widget', 'gallery', 'baseline', 'machine.json');

/** What text looks like depends on these. `chromium`: the major version; `font`: what the system's own comes down to. */
/** @typedef {{ chromium: number, font: string }} Machine */

/** @param {import('playwright-core').Browser} browser @returns {Promise<Machine>} */
export async function machineOf(browser) {
  const page = await browser.newPage();
  await page.setContent('<p style="font-family: system-ui, sans-serif">Call</p>');
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('DOM.enable');
  await devTools.send('CSS.enable');
  const { root } = await devTools.send('DOM.getDocument');
  const { nodeId } = await devTools.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'p' });
  const { fonts } = await devTools.send('CSS.getPlatformFontsForNode', { nodeId });
  await page.close();
  return { chromium: Number.parseInt(browser.version(), 10), font: fonts[0]?.familyName ?? 'none' };
}

/** @returns {Machine} the one that drew the accepted pictures */
export function acceptedMachine() {
  return JSON.parse(readFileSync(machineFile, 'utf8'));
}

/** @param {Machine} here @returns {string | undefined} */
export function whyIncomparable(here) {
  const wanted = acceptedMachine();
  if (here.chromium === wanted.chromium && here.font === wanted.font) return undefined;
  const name = (/** @type {Machine} */ { chromium, font }) => `Chromium ${chromium} with ${font}`;
  return `this machine draws by ${name(here)}, the accepted pictures were drawn by ${name(wanted)}`;
}

/** @returns {Promise<string | undefined>} why the pictures can't be compared here; without a browser the tests say so themselves */
export async function whyNoPictures() {
  const executablePath = findChromium();
  if (!executablePath) return undefined;
  const browser = await chromium.launch({ executablePath, args: pictureFlags });
  try {
    return whyIncomparable(await machineOf(browser));
  } finally {
    await browser.close();
  }
}
