/**
 * Takes a picture of every state at phone and desktop size, light and dark.
 * Usage: node gallery/screenshots.mjs [folder = /tmp/shots] [part of a state's name]
 * CHROMIUM_PATH names another browser than /usr/bin/chromium.
 */
import { createServer } from 'node:http';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1440, height: 900 } };
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--mute-audio', '--autoplay-policy=no-user-gesture-required'];

const here = import.meta.dirname;
const [folder = '/tmp/shots', part = ''] = process.argv.slice(2);

/** Builds the gallery into a folder of its own and serves it on a free port. */
async function serveGallery() {
  const built = await mkdtemp(join(tmpdir(), 'call-window-gallery-'));
  await build({
    entryPoints: [join(here, 'gallery.ts')],
    outfile: join(built, 'gallery.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['call-window-source', 'production'],
    tsconfig: join(here, '../tsconfig.json'),
  });
  const server = createServer(async ({ url = '/' }, response) => {
    const name = new URL(url, 'http://localhost').pathname.slice(1) || 'index.html';
    const file = name === 'gallery.js' ? join(built, name) : join(here, name.replaceAll('/', ''));
    const body = await readFile(file).catch(() => null);
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[name.split('.').at(-1)] ?? 'text/plain' });
    response.end(body ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    server.close();
    await rm(built, { recursive: true });
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, stop };
}

/** Waits until videos show a picture, images are decoded and every animation that ends has ended. */
async function settle(page) {
  await page.evaluate(async () => {
    const rootsWithin = (root) =>
      [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
        shadowRoot ? [shadowRoot, ...rootsWithin(shadowRoot)] : [],
      );
    const roots = () => [document, ...rootsWithin(document)];
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = () =>
      roots()
        .flatMap((root) => root.getAnimations())
        .filter(({ effect, playState }) => playState === 'running' && effect.getComputedTiming().endTime !== Infinity);
    await frame();
    const playing = roots().flatMap((root) => [...root.querySelectorAll('video')].filter(({ srcObject }) => srcObject));
    await Promise.all(playing.map((video) => new Promise((resolve) => video.requestVideoFrameCallback(resolve))));
    await frame();
    while (ending().length > 0) {
      await Promise.all(ending().map(({ finished }) => finished.catch(() => undefined)));
      await frame();
    }
  });
}

async function photograph(browser, origin, size, theme) {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: theme });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.error(`${page.url()}: ${message.text()}`));
  page.on('pageerror', (error) => console.error(`${page.url()}: ${error.message}`));
  await page.goto(origin);
  const names = (await page.evaluate(() => globalThis.galleryStates)).filter((name) => name.includes(part));
  for (const name of names) {
    await page.goto(`${origin}/?state=${name}&theme=${theme}`);
    await settle(page);
    await page.screenshot({ path: join(folder, `${name}-${size}-${theme}.png`) });
  }
  await context.close();
  return names.length;
}

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
await mkdir(folder, { recursive: true });
const gallery = await serveGallery();
const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  let count = 0;
  for (const size of Object.keys(SIZES)) {
    for (const theme of ['light', 'dark']) count += await photograph(browser, gallery.origin, size, theme);
  }
  console.log(`${count} pictures in ${folder}`);
} finally {
  await browser.close();
  await gallery.stop();
}
