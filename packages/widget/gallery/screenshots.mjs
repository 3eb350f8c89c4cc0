/**
 * Takes a picture of every state, light and dark.
 * Usage: node packages/widget/gallery/screenshots.mjs [folder = test-results/shots] [part of a state's name] [sizes = phone,desktop]
 * Sizes: small phone zoomed laptop desktop wall.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

import { chromium } from 'playwright-core';

import { ensureChromium } from '../../../scripts/lib/chromium.mjs';
import { pictureFlags } from '../../../scripts/lib/picture-machine.mjs';
import { listStates, openCamera, SIZES } from './camera.mjs';
import { serveGallery } from './serve.mjs';

const [folder = 'test-results/shots', part = '', sizes = 'phone,desktop'] = process.argv.slice(2);

await mkdir(folder, { recursive: true });
const gallery = await serveGallery();
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: pictureFlags });
try {
  const names = (await listStates(browser, gallery.origin)).filter((name) => name.includes(part));
  for (const size of sizes.split(',')) {
    const camera = await openCamera(browser, gallery.origin, SIZES[size]);
    for (const name of names)
      for (const theme of ['light', 'dark']) {
        await camera.show(name, theme);
        await writeFile(join(folder, `${name}-${size}-${theme}.png`), await camera.shoot('png'));
      }
    await camera.close();
  }
  console.log(`${names.length} states in ${folder}`);
} finally {
  await browser.close();
  gallery.stop();
}
