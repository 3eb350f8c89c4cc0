/**
 * Measures how long after a click on Accept each side sees the other: calls through the demo beside calls between two pages
 * that do with a bare `RTCPeerConnection` what the product does. On loopback, with camera and microphone warm.
 *
 *     node scripts/bench-connect.mjs [calls]     prints Markdown; 20 calls of each kind unless told otherwise
 *
 * Wants a fresh `npm run build`. Times depend on the machine and on what else it does: the two kinds take turns, so that
 * their ratio does not.
 */
/* global HTMLVideoElement, HTMLMediaElement, MediaStream, navigator, window -- of the pages */
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { startDemo } from '../packages/demo/server/start-demo.js';
import { DEVICES, joinBare, startBareServer } from './lib/bare-call.mjs';
import { chromiumFlags, ensureChromium } from './lib/chromium.mjs';
import { quantile, row } from './lib/figures.mjs';

/**
 * Moments of one call as one page saw them, in milliseconds since 1970. Both pages run in one browser on one machine.
 *
 * @typedef {Partial<Record<'accept' | 'devices' | 'answer' | 'connected' | 'packet' | 'frame', number>>} Marks
 *
 * @typedef {object} Bench what the scripts below put into each page
 * @property {Marks} marks
 * @property {RTCPeerConnection | undefined} connection the latest
 * @property {PromiseWithResolvers<void>} framed resolved by the first remote frame since `reset`
 * @property {(name: keyof Marks, at?: number) => void} mark keeps the first moment of each name
 * @property {() => void} reset
 *
 * @typedef {{ bench: Bench }} BenchWindow what these scripts add to a window; its own type knows nothing of it
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('./lib/bare-call.mjs').Pair} Pair
 * @typedef {{ caller: Marks, callee: Marks }} Call
 * @typedef {{ pair: Pair } & import('./lib/bare-call.mjs').CallSteps} Subject one of the two that are compared
 */

const SIDES = /** @type {const} */ (['callee', 'caller']);
const TIME_LIMIT = 30_000;
/** What begins with a ring or ends with a call is over before the next thing happens: nobody answers within a blink. */
const PAUSE = 500;

// What follows up to the next such line runs in the pages.
// ----------------------------------------------------------------------------------------------------------------------

/** The notebook of a page, and its entry for Accept: the moment of the click, before any handler ran. */
function installMarks() {
  const target = /** @type {BenchWindow} */ (Object(window));
  /** @type {Bench} */
  const bench = {
    marks: {},
    connection: undefined,
    framed: Promise.withResolvers(),
    mark(name, at = performance.now()) {
      bench.marks[name] ??= performance.timeOrigin + at;
      if (name === 'frame') bench.framed.resolve();
    },
    reset() {
      bench.marks = {};
      bench.framed = Promise.withResolvers();
    },
  };
  target.bench = bench;
  window.addEventListener('click', ({ timeStamp }) => bench.mark('accept', timeStamp), true);
}

/** Notes how far connection and devices are. */
function watchConnections() {
  const { bench } = /** @type {BenchWindow} */ (Object(window));
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      bench.connection = this;
      this.addEventListener('signalingstatechange', () => this.signalingState === 'stable' && bench.mark('answer'));
      this.addEventListener(
        'connectionstatechange',
        () => this.connectionState === 'connected' && bench.mark('connected'),
      );
      this.addEventListener('track', ({ track }) => {
        if (track.kind === 'video') track.addEventListener('unmute', () => bench.mark('packet'));
      });
    }
  };
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    bench.mark('devices');
    return stream;
  };
}

/** Notes the first frame of the other side that goes to the screen, in whichever video element that is. */
function watchFrames() {
  const { bench } = /** @type {BenchWindow} */ (Object(window));
  // One's own picture is left alone: to be told of each of its frames would cost the page a task for each.
  /** @param {MediaStream} stream */
  const isRemote = (stream) =>
    bench.connection?.getReceivers().some(({ track }) => stream.getTracks().includes(track)) ?? false;
  const property = /** @type {PropertyDescriptor} */ (
    Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')
  );
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...property,
    set(stream) {
      property.set?.call(this, stream);
      if (stream instanceof MediaStream && this instanceof HTMLVideoElement && isRemote(stream))
        this.requestVideoFrameCallback((_now, { presentationTime }) => bench.mark('frame', presentationTime));
    },
  });
}

// ----------------------------------------------------------------------------------------------------------------------

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @returns {Promise<Page>} in a context of its own, as another person's
 */
async function openPage(browser, url) {
  const context = await browser.newContext({
    permissions: ['camera', 'microphone'],
    viewport: { width: 1100, height: 760 },
  });
  for (const script of [installMarks, watchConnections, watchFrames]) await context.addInitScript(script);
  const page = await context.newPage();
  page.setDefaultTimeout(TIME_LIMIT);
  await page.goto(url);
  return page;
}

/** A page that keeps the devices open, so that no measured call waits for them to start. @param {Page} page */
async function warmDevices(page) {
  await page.evaluate(async (devices) => {
    Object.assign(window, { warm: await navigator.mediaDevices.getUserMedia(devices) });
  }, DEVICES);
}

/** @param {import('playwright-core').Browser} browser @param {string} url @returns {Promise<Subject>} */
async function enterProduct(browser, url) {
  const caller = await openPage(browser, `${url}/?user=ann&peer=ben`);
  const callee = await openPage(browser, `${url}/?user=ben&peer=ann`);
  const video = (/** @type {Page} */ page) =>
    page.getByRole('button', { name: 'Video call', exact: true, disabled: false });
  const isIdle = (/** @type {Page} */ page) =>
    Promise.all([
      page.locator('call-window[state="idle"]').first().waitFor({ state: 'attached' }),
      video(page).waitFor(),
    ]);
  await Promise.all([isIdle(caller), isIdle(callee)]);
  return {
    pair: { caller, callee },
    ring: () => video(caller).click(),
    accept: callee.getByRole('dialog', { name: 'Incoming video call' }).getByRole('button', { name: 'Accept' }),
    end: async () => {
      await caller.getByRole('button', { name: 'End call', exact: true }).click();
      await Promise.all([isIdle(caller), isIdle(callee)]);
    },
  };
}

/** @param {import('playwright-core').Browser} browser @param {string} url @returns {Promise<Subject>} */
async function enterBare(browser, url) {
  const pair = { caller: await openPage(browser, url), callee: await openPage(browser, url) };
  return { pair, ...(await joinBare(pair)) };
}

/** Resolves when all that can be done while it rings is done. @param {Pair} pair */
async function offerArrived({ caller, callee }) {
  await callee.waitForFunction(
    () => /** @type {BenchWindow} */ (Object(window)).bench.connection?.signalingState === 'have-remote-offer',
  );
  await caller.waitForFunction(
    () => /** @type {BenchWindow} */ (Object(window)).bench.connection?.iceGatheringState === 'complete',
  );
}

/** @param {Page} page @returns {Promise<Marks>} once the other side is seen */
async function seen(page) {
  const marks = page.evaluate(async () => {
    const { bench } = /** @type {BenchWindow} */ (Object(window));
    await bench.framed.promise;
    return bench.marks;
  });
  const tooLate = new Promise((_resolve, reject) => {
    void setTimeout(TIME_LIMIT, undefined, { ref: false }).then(() => reject(new Error('No frame came.')));
  });
  await Promise.race([marks, tooLate]);
  return marks;
}

/** @param {Subject} subject @returns {Promise<Call>} */
async function measureCall({ pair, ring, accept, end }) {
  await ring();
  await accept.waitFor();
  await offerArrived(pair);
  await setTimeout(PAUSE);
  const pages = SIDES.map((side) => pair[side]);
  for (const page of pages) await page.evaluate(() => /** @type {BenchWindow} */ (Object(window)).bench.reset());
  await accept.click();
  const [callee, caller] = await Promise.all(pages.map(seen));
  await end();
  await setTimeout(PAUSE);
  return { callee, caller };
}

/** @param {Call[]} calls @param {'callee' | 'caller'} side @param {keyof Marks} name @returns {number[]} milliseconds after Accept */
function timesOf(calls, side, name) {
  return calls.map((call) => (call[side][name] ?? NaN) - (call.callee.accept ?? NaN)).filter(Number.isFinite);
}

/** @param {Call[]} product @param {Call[]} bare @returns {string} */
function resultTable(product, bare) {
  const lines = SIDES.map((side) => {
    const [ours, floor] = [product, bare].map((calls) => timesOf(calls, side, 'frame'));
    const ratio = quantile(ours, 0.5) / quantile(floor, 0.5);
    const cells = [ours, floor].flatMap((times) => [quantile(times, 0.5), quantile(times, 0.9)]);
    return row([`accept → first remote frame, ${side}`, ...cells, ratio.toFixed(2)]);
  });
  const head = ['ms', 'product median', 'p90', 'bare median', 'p90', 'product / bare'];
  return [row(head), row(['---', ...Array(5).fill('---:')]), ...lines].join('\n');
}

/** Where the time goes. @param {Call[]} product @param {Call[]} bare @returns {string} */
function stepsTable(product, bare) {
  /** @type {[typeof SIDES[number], keyof Marks, string][]} */
  const steps = [
    ['callee', 'answer', 'callee’s answer is made'],
    ['callee', 'devices', 'callee’s devices are open'],
    ['caller', 'answer', 'caller has the answer'],
    ['callee', 'connected', 'callee is connected'],
    ['caller', 'connected', 'caller is connected'],
    ['callee', 'packet', 'callee gets the first video packet'],
    ['callee', 'frame', 'callee sees the caller'],
    ['caller', 'packet', 'caller gets the first video packet'],
    ['caller', 'frame', 'caller sees the callee'],
  ];
  const lines = steps.map(([side, name, words]) =>
    row([words, ...[product, bare].map((calls) => quantile(timesOf(calls, side, name), 0.5))]),
  );
  return [row(['median ms after accept', 'product', 'bare']), row(['---', '---:', '---:']), ...lines].join('\n');
}

/** Calls of both kinds in turns, so that whatever else the machine does meets both. @param {number} count */
async function compare(count) {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumFlags });
  const [demo, bareServer] = [await startDemo(), await startBareServer()];
  try {
    await warmDevices(await openPage(browser, bareServer.url));
    const product = await enterProduct(browser, demo.url);
    const bare = await enterBare(browser, bareServer.url);
    // The first call of each loads code and starts processes.
    for (const subject of [product, bare]) await measureCall(subject);
    /** @type {{ product: Call[], bare: Call[] }} */
    const calls = { product: [], bare: [] };
    for (let round = 0; round < count; round += 1) {
      calls.product.push(await measureCall(product));
      calls.bare.push(await measureCall(bare));
    }
    return calls;
  } finally {
    await browser.close();
    await Promise.all([demo.close(), bareServer.close()]);
  }
}

const count = Number(process.argv[2] ?? 20);
if (!Number.isInteger(count) || count < 1) throw new RangeError('Say how many calls: a whole number from 1 on.');
const { product, bare } = await compare(count);
console.log(`${count} calls each, in turns.\n\n${resultTable(product, bare)}\n\n${stepsTable(product, bare)}`);
