/**
 * Takes the pictures in `docs/screenshots`: a real call between two windows of the demo, at 360 and at 1440 px, light and dark.
 * Every state of every element, from fixtures, is what `packages/widget/gallery/screenshots.mjs` takes.
 *
 *     node scripts/screenshots.mjs [folder]
 */
/* global Image, btoa, document -- of the page that paints */
import { Buffer } from 'node:buffer';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright-core';
import { startDemo } from '../packages/demo/server/start-demo.js';
import { chromiumFlags, ensureChromium } from './lib/chromium.mjs';
import { fromRoot } from './lib/paths.mjs';

const folder = process.argv[2] ?? fromRoot('docs', 'screenshots');
const WIDTH = 1280;
const HEIGHT = 720;
const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1440, height: 900 } };
/** @type {('light' | 'dark')[]} */
const SCHEMES = ['light', 'dark'];

/**
 * Draws what a user's camera sees: their portrait in a room.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} user
 * @returns {Promise<Buffer>} RGBA
 */
async function paintCamera(page, user) {
  const pixels = await page.evaluate(
    async ({ user, WIDTH, HEIGHT }) => {
      const drawing = await (await fetch(`/pictures/${user}.svg`)).text();
      // The portrait without its ground, in a frame as wide as the camera's.
      const wide = drawing.replace(/viewBox="[^"]*"/, 'viewBox="-60 -10 248 139.5"').replace(/<rect[^>]*>/, '');
      const portrait = new Image(WIDTH, HEIGHT);
      portrait.src = URL.createObjectURL(
        new Blob([wide.replace(/width="\d+" height="\d+"/, `width="${WIDTH}" height="${HEIGHT}"`)], {
          type: 'image/svg+xml',
        }),
      );
      await portrait.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      const room = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
      for (const [stop, colour] of user === 'ann'
        ? [
            [0, '#f1d9bd'],
            [1, '#d3a888'],
          ]
        : [
            [0, '#cfe3df'],
            [1, '#8fb3ad'],
          ])
        room.addColorStop(Number(stop), String(colour));
      context.fillStyle = room;
      context.fillRect(0, 0, WIDTH, HEIGHT);
      context.drawImage(portrait, 0, 0, WIDTH, HEIGHT);
      const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
      let text = '';
      for (let index = 0; index < data.length; index += 32_768)
        text += String.fromCharCode(...data.subarray(index, index + 32_768));
      return btoa(text);
    },
    { user, WIDTH, HEIGHT },
  );
  return Buffer.from(pixels, 'base64');
}

/**
 * @param {Buffer} rgba
 * @returns {Buffer} one frame as Chromium's fake camera reads it (YUV4MPEG2, 4:2:0, BT.601 full range)
 */
function toY4m(rgba) {
  const luma = Buffer.alloc(WIDTH * HEIGHT);
  const [blue, red] = [Buffer.alloc((WIDTH * HEIGHT) / 4), Buffer.alloc((WIDTH * HEIGHT) / 4)];
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) {
      const [r = 0, g = 0, b = 0] = rgba.subarray((y * WIDTH + x) * 4);
      const level = 0.299 * r + 0.587 * g + 0.114 * b;
      luma[y * WIDTH + x] = level;
      const chroma = (y >> 1) * (WIDTH / 2) + (x >> 1);
      blue[chroma] = 128 + (b - level) / 1.772;
      red[chroma] = 128 + (r - level) / 1.402;
    }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, blue, red]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

/** @param {string[]} flags */
async function launch(flags = []) {
  return chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumFlags, ...flags] });
}

/** @param {string} url @param {string} scratch */
async function paintCameras(url, scratch) {
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(url);
  for (const user of ['ann', 'ben']) writeFileSync(join(scratch, `${user}.y4m`), toY4m(await paintCamera(page, user)));
  await browser.close();
}

/**
 * One video call and one voice call, seen by Ann at each step, and the ring by Ben.
 *
 * @param {(user: 'ann' | 'ben') => Promise<import('playwright-core').Page>} enter
 * @param {(page: import('playwright-core').Page, name: string) => Promise<unknown>} shoot
 */
async function walkThrough(enter, shoot) {
  const [ann, ben] = [await enter('ann'), await enter('ben')];
  await ann.getByText('Live', { exact: true }).waitFor();
  await shoot(ann, 'chat');
  for (const kind of ['video', 'voice']) {
    await ann.getByRole('button', { name: `${kind === 'video' ? 'Video' : 'Voice'} call`, exact: true }).click();
    await ben.getByRole('dialog', { name: `Incoming ${kind} call` }).waitFor();
    await ann.getByText('Ringing…').waitFor();
    await shoot(ann, `${kind}-ringing`);
    await shoot(ben, `${kind}-incoming`);
    await ben.getByRole('button', { name: 'Accept' }).click();
    await ann.locator('call-window[state=active]').waitFor();
    await ann.locator('call-window-status').getByText('0:03').waitFor();
    // Header and controls step back from a still pointer.
    await ann.mouse.move(100, kind === 'video' ? 200 : 240);
    await shoot(ann, `${kind}-active`);
    await ben.getByRole('button', { name: 'End call' }).click();
    await ann.getByText('Ben ended the call').first().waitFor();
    await shoot(ann, `${kind}-ended`);
    await ann.getByRole('button', { name: 'Dismiss' }).click();
  }
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), 'call-window-cameras-'));
  const demo = await startDemo();
  mkdirSync(folder, { recursive: true });
  await paintCameras(demo.url, scratch);
  const camera = (/** @type {string} */ user) =>
    launch([`--use-file-for-fake-video-capture=${join(scratch, `${user}.y4m`)}`]);
  const browsers = { ann: await camera('ann'), ben: await camera('ben') };
  for (const colorScheme of SCHEMES)
    for (const [size, viewport] of Object.entries(SIZES)) {
      /** @type {import('playwright-core').BrowserContext[]} */
      const contexts = [];
      const enter = async (/** @type {'ann' | 'ben'} */ user) => {
        const context = await browsers[user].newContext({
          viewport,
          colorScheme,
          permissions: ['camera', 'microphone'],
        });
        contexts.push(context);
        const page = await context.newPage();
        await page.goto(`${demo.url}/?user=${user}&peer=${user === 'ann' ? 'ben' : 'ann'}`);
        return page;
      };
      await walkThrough(enter, (page, name) =>
        page.screenshot({
          path: join(folder, `${name}-${size}-${colorScheme}.jpg`),
          type: 'jpeg',
          quality: 84,
          animations: 'disabled',
        }),
      );
      await Promise.all(contexts.map((context) => context.close()));
    }
  await Promise.all(Object.values(browsers).map((browser) => browser.close()));
  await demo.close();
  rmSync(scratch, { recursive: true });
}

await main();
