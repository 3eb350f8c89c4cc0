/**
 * Many calls, one after the other, in the same two pages, and what goes wrong in between: links and sockets that are killed,
 * calls that nobody answers, cameras and microphones that come and go. Prints what is alive in one of the pages.
 *
 *     node scripts/soak.mjs [calls] [every]     prints Markdown; 200 calls, counted every 20, unless told otherwise
 *
 * Ends with code 1 when anything has grown. Wants a fresh `npm run build`.
 */
/* global document, navigator, window, RTCPeerConnection, AudioContext -- of the pages */
import { once } from 'node:events';
import { createServer } from 'node:http';
import process from 'node:process';
import { createSignalingServer } from 'call-window-signaling';
import { chromium } from 'playwright-core';
import { chromiumFlags, ensureChromium } from './lib/chromium.mjs';

/** Nothing but the element: whatever grows is its own. */
const PAGE = `<!doctype html><html lang="en"><title>Soak</title><link rel="icon" href="data:," />
  <script type="module" src="/call-window.js"></script><body></body></html>`;

/** What has settled after the first count may still move by this much. */
const ROOM = { connections: 0, tracks: 0, contexts: 0, intervals: 0, nodes: 40, listeners: 12, heap: 1.5e6 };

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{ ann: Page, ben: Page }} Pair
 * @typedef {{ connections: number, tracks: number, contexts: number, intervals: number }} Open
 * @typedef {Open & { nodes: number, listeners: number, heap: number }} Counts
 * @typedef {object} Watch what the script below puts into each page
 * @property {() => Open} open
 * @property {(frames: number) => Promise<boolean>} sees
 * @property {() => void} killLink
 * @property {() => void} killSocket
 * @typedef {{ watch: Watch }} WatchWindow
 */

/** Counts without keeping: what is watched may be collected. */
function watchPage() {
  /** @type {Record<'connections' | 'contexts' | 'sockets' | 'tracks', WeakRef<any>[]>} */
  const made = { connections: [], contexts: [], sockets: [], tracks: [] };
  const intervals = new Set();
  /** @param {keyof typeof made} what @param {(one: any) => boolean} isOpen */
  const open = (what, isOpen) => {
    made[what] = made[what].filter((one) => one.deref() !== undefined && isOpen(one.deref()));
    return made[what].map((one) => one.deref());
  };
  /** @param {any} native @param {keyof typeof made} what @returns {any} */
  const watched = (native, what) =>
    class extends native {
      /** @param {any[]} parameters */
      constructor(...parameters) {
        super(...parameters);
        made[what].push(new WeakRef(this));
      }
    };
  const connections = () => open('connections', ({ connectionState }) => connectionState !== 'closed');
  Object.assign(window, {
    RTCPeerConnection: watched(RTCPeerConnection, 'connections'),
    AudioContext: watched(AudioContext, 'contexts'),
    WebSocket: watched(WebSocket, 'sockets'),
  });
  const { getUserMedia } = navigator.mediaDevices;
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia.call(navigator.mediaDevices, constraints);
    for (const track of stream.getTracks()) made.tracks.push(new WeakRef(track));
    return stream;
  };
  const { setInterval: start, clearInterval: stop } = window;
  Object.assign(window, {
    /** @param {[() => void, number]} parameters */
    setInterval: (...parameters) => {
      const id = start(...parameters);
      intervals.add(id);
      return id;
    },
    /** @param {number} id */
    clearInterval: (id) => {
      intervals.delete(id);
      stop(id);
    },
  });
  /** @type {Watch} */
  const watch = {
    open: () => ({
      connections: connections().length,
      tracks: open('tracks', ({ readyState }) => readyState === 'live').length,
      contexts: open('contexts', ({ state }) => state !== 'closed').length,
      intervals: intervals.size,
    }),
    sees: async (frames) => {
      let decoded = 0;
      (await connections().at(-1)?.getStats())?.forEach((/** @type {{ framesDecoded?: number }} */ stats) => {
        decoded += stats.framesDecoded ?? 0;
      });
      return decoded >= frames;
    },
    killLink: () => connections().at(-1)?.close(),
    killSocket: () =>
      open('sockets', ({ readyState }) => readyState === WebSocket.OPEN)
        .at(-1)
        ?.close(),
  };
  Object.assign(window, { watch });
}

/** @param {Page} page @param {string} state */
const inState = (page, state) => page.locator(`call-window[state="${state}"]`).waitFor({ state: 'attached' });

/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole('button', { name, exact: true }).first().press('Enter');

/** @param {...Page} pages */
const active = (...pages) => Promise.all(pages.map((page) => inState(page, 'active')));

/** @param {Pair} pair */
async function talk({ ann, ben }) {
  await press(ann, 'Video call');
  await press(ben, 'Accept');
  await active(ann, ben);
  // A second or two, as nobody may call more often than once in two.
  await Promise.all([ann, ben].map((page) => page.waitForFunction(framesDecoded)));
}

/** In the page: whether so much as a second of video has been seen over the latest link. */
const framesDecoded = () => /** @type {WatchWindow} */ (/** @type {unknown} */ (window)).watch.sees(30);

/** @param {Page} page @param {'killLink' | 'killSocket'} fault */
const breakIn = (page, fault) =>
  page.evaluate((name) => /** @type {WatchWindow} */ (/** @type {unknown} */ (window)).watch[name](), fault);

/**
 * What one call goes through; each ends it. `ann` is whoever calls.
 *
 * @type {Record<string, (pair: Pair) => Promise<unknown>>}
 */
const stories = {
  'hung up': async (pair) => {
    await talk(pair);
    await press(pair.ann, 'End call');
  },
  'link killed': async (pair) => {
    await talk(pair);
    await pair.ben.evaluate(() =>
      document.addEventListener('call-state', () => (document.body.dataset['link'] = 'lost'), { once: true }),
    );
    await breakIn(pair.ann, 'killLink');
    // The state itself may be over before anybody has looked.
    await pair.ben.waitForFunction(() => document.body.dataset['link'] === 'lost');
    await pair.ben.evaluate(() => void delete document.body.dataset['link']);
    await active(pair.ann, pair.ben);
    await press(pair.ben, 'End call');
  },
  'socket killed': async (pair) => {
    await talk(pair);
    const back = pair.ben.waitForEvent('websocket');
    await breakIn(pair.ben, 'killSocket');
    await back;
    await press(pair.ann, 'End call');
  },
  'hung up while connecting': async ({ ann, ben }) => {
    await press(ann, 'Video call');
    await press(ben, 'Accept');
    await ben.evaluate(() => {
      const element = /** @type {(HTMLElement & { endCall(): void }) | null} */ (document.querySelector('call-window'));
      element?.endCall();
    });
  },
  declined: async ({ ann, ben }) => {
    await press(ann, 'Voice call');
    await press(ben, 'Decline');
  },
  canceled: async ({ ann, ben }) => {
    await press(ann, 'Video call');
    await inState(ben, 'incoming');
    await press(ann, 'End call');
  },
  'camera and microphone switched': async (pair) => {
    await talk(pair);
    for (const name of ['Mute', 'Turn camera off']) await press(pair.ann, name);
    await pair.ben.getByText("'s camera is off").first().waitFor();
    for (const name of ['Turn camera on', 'Unmute']) await press(pair.ann, name);
    await pair.ben.getByText("'s camera is off").first().waitFor({ state: 'hidden' });
    await press(pair.ben, 'End call');
  },
};

/** @param {Page} page @returns {Promise<Counts>} once nothing is said on the screen any more */
async function count(page) {
  await page.locator('call-window-toasts .toast').first().waitFor({ state: 'detached' });
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  // What a first collection sets free may hold what a second one finds.
  for (let round = 0; round < 2; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
  const { usedSize: heap } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const open = await page.evaluate(() => /** @type {WatchWindow} */ (/** @type {unknown} */ (window)).watch.open());
  return { ...open, nodes, listeners, heap };
}

/** @param {Pair} pair waits until nothing of the call is left */
async function isOver({ ann, ben }) {
  await Promise.all([ann, ben].map((page) => inState(page, 'idle')));
  for (const page of [ann, ben])
    await page.waitForFunction(() => {
      const { open } = /** @type {WatchWindow} */ (/** @type {unknown} */ (window)).watch;
      return Object.values(open()).every((number) => number === 0);
    });
  for (const page of [ann, ben]) await page.getByRole('button', { name: 'Video call', disabled: false }).waitFor();
}

/** The server, and the page beside it. */
async function serve() {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(PAGE));
  const signaling = createSignalingServer(server, {
    ...{ openIdentity: true, logger: 'silent' },
    databaseUrl: 'sqlite::memory:',
    // Nobody calls as often as that.
    rates: { invite: { points: 10_000, duration: 60 } },
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

/**
 * @param {string} url
 * @param {{ user: string, peer: string }} people
 * @param {import('playwright-core').Browser} browser
 * @param {string[]} errors
 */
async function enter(url, { user, peer }, browser, errors) {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  await context.addInitScript(watchPage);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
  await page.evaluate(
    (attributes) => {
      const element = document.createElement('call-window');
      for (const [name, value] of attributes) element.setAttribute(name, value);
      document.body.append(element);
    },
    Object.entries({ 'user-id': user, 'peer-id': peer }),
  );
  await page.getByText('Live', { exact: true }).first().waitFor();
  return page;
}

/** @param {number} calls @param {Counts} counts */
const row = (calls, { connections, tracks, contexts, intervals, nodes, listeners, heap }) =>
  `| ${[calls, connections, tracks, contexts, intervals, nodes, listeners, (heap / 1e6).toFixed(2)].join(' | ')} |`;

/** What has grown between the first count and the last, by name. @param {Counts[]} counts */
function growth(counts) {
  const [first, last] = [counts.at(0), counts.at(-1)];
  if (!first || !last) return [];
  return /** @type {(keyof typeof ROOM)[]} */ (Object.keys(ROOM)).filter(
    (name) => last[name] - first[name] > ROOM[name],
  );
}

/** @param {number} calls @param {number} every */
async function soak(calls, every) {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumFlags });
  const server = await serve();
  /** @type {string[]} */
  const errors = [];
  try {
    const [ann, ben] = await Promise.all([
      enter(server.url, { user: 'ann', peer: 'ben' }, browser, errors),
      enter(server.url, { user: 'ben', peer: 'ann' }, browser, errors),
    ]);
    return { ...(await ring({ ann, ben }, calls, every)), errors };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {Pair} pair @param {number} calls @param {number} every how many calls lie between two counts */
async function ring(pair, calls, every) {
  const names = Object.keys(stories);
  /** @type {Counts[]} */
  const counts = [];
  console.log('| calls | connections | tracks | audio contexts | intervals | nodes | listeners | heap (MB) |');
  console.log('| ----: | ----------: | -----: | -------------: | --------: | ----: | --------: | --------: |');
  for (let call = 1; call <= calls; call += 1) {
    const turned = Math.floor(call / names.length) % 2 === 1;
    const story = stories[names[call % names.length] ?? ''];
    await story?.(turned ? { ann: pair.ben, ben: pair.ann } : pair);
    await isOver(pair);
    if (call % every !== 0) continue;
    counts.push(await count(pair.ann));
    console.log(row(call, /** @type {Counts} */ (counts.at(-1))));
  }
  return { grown: growth(counts) };
}

const { grown, errors } = await soak(Number(process.argv[2] ?? 200), Number(process.argv[3] ?? 20));
console.log(grown.length > 0 ? `\ngrown: ${grown.join(', ')}` : '\nNothing has grown.');
for (const error of errors) console.log(error);
process.exitCode = grown.length + errors.length > 0 ? 1 : 0;
