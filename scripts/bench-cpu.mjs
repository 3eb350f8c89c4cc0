/**
 * Measures what a video call at 640×480 costs: two people, each with a browser of their own, in a page with nothing but `<call-window>`,
 * beside two people in pages with nothing but the same two `<video>`s and a bare `RTCPeerConnection`.
 *
 *     node scripts/bench-cpu.mjs [rounds] [seconds]     prints Markdown; 3 rounds of 20 seconds for each, unless told otherwise
 *
 * Needs Linux; wants a fresh `npm run build`. The two kinds take turns, so that whatever else the machine does meets both. A round tells
 * something when both kinds have received the same picture, as often, of as many bits; what they have is in the table.
 */
/* global document, window -- of the pages */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { createSignalingServer } from 'call-window-signaling';
import { chromium } from 'playwright-core';
import { joinBare, startBareServer } from './lib/bare-call.mjs';
import { writeFilm } from './lib/camera-film.mjs';
import { chromiumFlags, ensureChromium } from './lib/chromium.mjs';
import { quantile, row } from './lib/figures.mjs';
import { cpuOfMachine, cpuOfTree } from './lib/process-tree.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('./lib/bare-call.mjs').Pair} Pair
 * @typedef {import('./lib/bare-call.mjs').CallSteps} CallSteps
 * @typedef {import('./lib/process-tree.mjs').Cpu} Cpu
 *
 * @typedef {object} Sight what a page receives and sends, by its connection's counters
 * @property {number} at milliseconds
 * @property {number} width
 * @property {number} height
 * @property {number} frames
 * @property {number} bytes
 * @property {number} target bits a second that the encoder is to make
 *
 * @typedef {{ connection?: RTCPeerConnection }} WatchedWindow what the script below adds to a window
 *
 * @typedef {object} Side what one of a pair of pages has received while it was measured
 * @property {string} size
 * @property {number} framesPerSecond
 * @property {number} kilobits a second
 *
 * @typedef {object} Figures
 * @property {number} cpu seconds for each second, of both browsers
 * @property {Map<string, number>} threads the same, by name
 * @property {number} others what all other programs took meanwhile
 * @property {Side[]} sides
 *
 * @typedef {object} Subject one of the two that are compared
 * @property {string} url
 * @property {(pair: Pair) => Promise<CallSteps>} join
 * @property {(page: Page) => Promise<unknown>} settle what is still to come when the call is on
 */

const FILM = { width: 640, height: 480, framesPerSecond: 30 };
const VIEWPORT = { width: 1280, height: 720 };
const TIME_LIMIT = 60_000;
const GOAL = 1.15;

/** So many looks in a row, a second apart, have to find the encoders' targets where they were, give or take this much. */
const LOOKS = 5;
const SLACK = 0.03;

/** Threads whose two figures differ by less than this are not worth a line, in CPU seconds for each second. */
const WORTH_A_LINE = 0.004;

/** Nothing but the element. */
const PAGE = `<!doctype html><html lang="en"><title>Call</title><link rel="icon" href="data:," />
  <script type="module" src="/call-window.js"></script><body></body></html>`;

// What follows up to the next such line runs in the pages.
// ----------------------------------------------------------------------------------------------------------------------

/** Keeps the latest connection where it can be asked. */
function watchConnection() {
  const target = /** @type {WatchedWindow} */ (Object(window));
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      target.connection = this;
    }
  };
}

/** @returns {Promise<Sight | null>} null as long as there is no picture */
async function look() {
  const { connection } = /** @type {WatchedWindow} */ (Object(window));
  /** @type {Partial<Sight>} */
  const sight = {};
  (await connection?.getStats())?.forEach((stats) => {
    if (stats.type === 'inbound-rtp' && stats.framesDecoded > 0) {
      const {
        timestamp: at,
        frameWidth: width,
        frameHeight: height,
        framesDecoded: frames,
        bytesReceived: bytes,
      } = stats;
      Object.assign(sight, { at, width, height, frames, bytes });
    }
    if (stats.type === 'outbound-rtp' && stats.framesEncoded > 0) sight.target = stats.targetBitrate;
  });
  return sight.at && sight.target ? /** @type {Sight} */ (sight) : null;
}

/** @param {Record<string, string>} attributes of the element to put into the page */
function addElement(attributes) {
  const element = document.createElement('call-window');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
}

// ----------------------------------------------------------------------------------------------------------------------

/** The server, and the page beside it. */
async function startWidgetServer() {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(PAGE));
  const signaling = createSignalingServer(server, {
    ...{ openIdentity: true, logger: 'silent' },
    databaseUrl: 'sqlite::memory:',
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = async () => {
    await signaling.close();
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${port}`, close };
}

/** @param {Pair} pair @returns {Promise<CallSteps>} */
async function joinWidget({ caller, callee }) {
  await caller.evaluate(addElement, { 'user-id': 'ann', 'peer-id': 'ben' });
  await callee.evaluate(addElement, { 'user-id': 'ben', 'peer-id': 'ann' });
  const button = (/** @type {Page} */ page, /** @type {string} */ name) =>
    page.getByRole('button', { name, exact: true, disabled: false }).first();
  await caller.getByText('Live', { exact: true }).first().waitFor();
  return {
    ring: () => button(caller, 'Video call').click(),
    accept: button(callee, 'Accept'),
    end: () => button(caller, 'End call').click(),
  };
}

/** Header and controls step back a few seconds into the call, which is then as it is most of the time. @param {Page} page */
const steppedBack = (page) => page.locator('.content[data-quiet]').waitFor();

/** @param {string} url of the server @returns {Subject} */
const widgetAt = (url) => ({ url, join: joinWidget, settle: steppedBack });

/** @param {string} url of the server @returns {Subject} */
const bareAt = (url) => ({ url, join: joinBare, settle: () => Promise.resolve() });

/** @param {string} film @param {string} url @returns {Promise<{ page: Page, cpu: () => Cpu, close: () => Promise<void> }>} */
async function openBrowser(film, url) {
  const args = [...chromiumFlags, `--use-file-for-fake-video-capture=${film}`];
  const server = await chromium.launchServer({ executablePath: await ensureChromium(), args });
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], viewport: VIEWPORT });
  await context.addInitScript(watchConnection);
  const page = await context.newPage();
  page.setDefaultTimeout(TIME_LIMIT);
  await page.goto(url);
  return { page, cpu: () => cpuOfTree(server.process().pid ?? 0), close: () => server.close() };
}

/** Waits until both see the film in its own size and the encoders have all the bits that they get. @param {Page[]} pages */
async function bitratesSettle(pages) {
  /** @type {(number | undefined)[]} */
  let before = [];
  const until = performance.now() + TIME_LIMIT;
  for (let steady = 0; steady < LOOKS;) {
    if (performance.now() > until) throw new Error('The picture never came to rest.');
    await setTimeout(1000);
    const sights = await Promise.all(pages.map((page) => page.evaluate(look)));
    const isSteady = sights.every(
      (sight, index) => sight?.height === FILM.height && isNear(sight.target, before[index] ?? 0),
    );
    steady = isSteady ? steady + 1 : 0;
    before = sights.map((sight) => sight?.target);
  }
}

/** @param {number} one @param {number} other */
const isNear = (one, other) => Math.abs(one - other) <= SLACK * one;

/** @param {Sight | null} before @param {Sight | null} now @returns {Side} */
function sideOf(before, now) {
  if (!before || !now) throw new Error('The picture is gone.');
  const seconds = (now.at - before.at) / 1000;
  return {
    size: `${now.width}×${now.height}`,
    framesPerSecond: (now.frames - before.frames) / seconds,
    kilobits: ((now.bytes - before.bytes) * 8) / seconds / 1000,
  };
}

/** @param {Cpu[]} cpus @returns {Cpu} */
function sumOf(cpus) {
  /** @type {Cpu['threads']} */
  const threads = new Map();
  for (const [name, seconds] of cpus.flatMap((cpu) => [...cpu.threads]))
    threads.set(name, (threads.get(name) ?? 0) + seconds);
  return { total: cpus.reduce((sum, { total }) => sum + total, 0), threads };
}

/** @param {{ page: Page, cpu: () => Cpu }[]} people in a call @param {number} seconds @returns {Promise<Figures>} */
async function watch(people, seconds) {
  const now = async () => ({
    sights: await Promise.all(people.map(({ page }) => page.evaluate(look))),
    machine: cpuOfMachine(),
    cpu: sumOf(people.map(({ cpu }) => cpu())),
    at: performance.now(),
  });
  const before = await now();
  await setTimeout(seconds * 1000);
  const after = await now();
  const perSecond = (/** @type {number} */ cpu) => (cpu * 1000) / (after.at - before.at);
  const cpu = perSecond(after.cpu.total - before.cpu.total);
  return {
    cpu,
    threads: new Map(
      [...after.cpu.threads].map(([name, spent]) => [name, perSecond(spent - (before.cpu.threads.get(name) ?? 0))]),
    ),
    others: perSecond(after.machine - before.machine) - cpu,
    sides: after.sights.map((sight, index) => sideOf(before.sights[index], sight)),
  };
}

/** One call from the first page to the last. @param {Subject} subject @param {{ film: string, seconds: number }} plan @returns {Promise<Figures>} */
async function measureCall({ url, join: enter, settle }, { film, seconds }) {
  const people = [await openBrowser(film, url), await openBrowser(film, url)];
  try {
    const [caller, callee] = people.map(({ page }) => page);
    const call = await enter({ caller, callee });
    await call.ring();
    await call.accept.click();
    await bitratesSettle([caller, callee]);
    await Promise.all([caller, callee].map(settle));
    const figures = await watch(people, seconds);
    await call.end();
    return figures;
  } finally {
    await Promise.all(people.map(({ close }) => close()));
  }
}

/** What both sides have received. @param {Side[]} sides */
function pictureOf(sides) {
  const sizes = [...new Set(sides.map(({ size }) => size))].join(' and ');
  const mean = (/** @type {(side: Side) => number} */ of) =>
    sides.reduce((sum, side) => sum + of(side), 0) / sides.length;
  return `${sizes}, ${mean((side) => side.framesPerSecond).toFixed(1)} fps, ${Math.round(mean((side) => side.kilobits))} kb/s`;
}

/** @param {Record<'widget' | 'bare', Figures>[]} rounds */
function resultTable(rounds) {
  const head = [
    'round',
    'widget: CPU s/s',
    'each receives',
    'bare: CPU s/s',
    'each receives',
    'widget / bare',
    'other programs',
  ];
  const lines = rounds.map(({ widget, bare }, index) => {
    const cells = [widget, bare].flatMap(({ cpu, sides }) => [cpu.toFixed(3), pictureOf(sides)]);
    const others = [widget, bare].map((figures) => figures.others.toFixed(2)).join(', ');
    return row([index + 1, ...cells, (widget.cpu / bare.cpu).toFixed(3), others]);
  });
  return [row(head), row(['---:', '---:', '---', '---:', '---', '---:', '---:']), ...lines].join('\n');
}

/** Where the difference is. @param {Record<'widget' | 'bare', Figures>[]} rounds */
function threadsTable(rounds) {
  const medianOf = (/** @type {'widget' | 'bare'} */ kind, /** @type {string} */ name) =>
    quantile(
      rounds.map((round) => round[kind].threads.get(name) ?? 0),
      0.5,
    );
  const names = new Set(rounds.flatMap(({ widget, bare }) => [...widget.threads.keys(), ...bare.threads.keys()]));
  const lines = [...names]
    .map((name) => ({ name, widget: medianOf('widget', name), bare: medianOf('bare', name) }))
    .filter(({ widget, bare }) => Math.abs(widget - bare) >= WORTH_A_LINE)
    .toSorted((one, other) => other.widget - other.bare - (one.widget - one.bare))
    .map(({ name, widget, bare }) => row([name, ...[widget, bare, widget - bare].map((cpu) => cpu.toFixed(3))]));
  const head = ['threads that differ, median CPU s/s', 'widget', 'bare', 'difference'];
  return [row(head), row(['---', '---:', '---:', '---:']), ...lines].join('\n');
}

/** @param {number} rounds @param {number} seconds */
async function compare(rounds, seconds) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cpu-'));
  const film = join(folder, 'camera.y4m');
  writeFilm(film, FILM);
  const [widgetServer, bareServer] = [await startWidgetServer(), await startBareServer()];
  const subjects = { widget: widgetAt(widgetServer.url), bare: bareAt(bareServer.url) };
  try {
    /** @type {Record<'widget' | 'bare', Figures>[]} */
    const all = [];
    for (let round = 0; round < rounds; round += 1) {
      const order = /** @type {const} */ (['widget', 'bare']);
      /** @type {Partial<Record<'widget' | 'bare', Figures>>} */
      const figures = {};
      for (const kind of round % 2 === 0 ? order : order.toReversed())
        figures[kind] = await measureCall(subjects[kind], { film, seconds });
      all.push(/** @type {Record<'widget' | 'bare', Figures>} */ (figures));
    }
    return all;
  } finally {
    await Promise.all([widgetServer.close(), bareServer.close()]);
    rmSync(folder, { recursive: true });
  }
}

const [count, seconds] = [Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 20)];
if (![count, seconds].every((number) => Number.isInteger(number) && number > 0))
  throw new RangeError('Say how many rounds, and of how many seconds: whole numbers from 1 on.');
const rounds = await compare(count, seconds);
const ratio = quantile(
  rounds.map(({ widget, bare }) => widget.cpu / bare.cpu),
  0.5,
);
console.log(
  `${resultTable(rounds)}\n\nMedian ratio ${ratio.toFixed(3)}: ${ratio <= GOAL ? 'within' : 'above'} ${GOAL}.`,
);
console.log(`\n${threadsTable(rounds)}`);
