/**
 * Measures how long after a click on Accept each side sees the other: calls through the demo beside calls between two pages
 * that do with a bare `RTCPeerConnection` what the product does. On loopback, with camera and microphone warm.
 *
 *     node scripts/bench-connect.mjs [calls]     prints Markdown; 20 calls of each kind unless told otherwise
 *
 * Wants a fresh `npm run build`. Times depend on the machine and on what else it does: the two kinds take turns, so that
 * their ratio does not. The bare pages' relay is a WebSocket server that hands every message to the other page.
 */
/* global RTCPeerConnection, HTMLVideoElement, HTMLMediaElement, MediaStream -- of the pages */
/* global document, navigator, window */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { startDemo } from '../packages/demo/server/start-demo.js';
import { chromiumFlags, ensureChromium } from './lib/chromium.mjs';
import { fromRoot } from './lib/paths.mjs';

// The one that the signaling server listens with.
/** @type {typeof import('ws')} */
const { WebSocketServer } = createRequire(fromRoot('packages', 'signaling', 'package.json'))('ws');

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
 * @typedef {object} Bare a page of the comparison
 * @property {(signal: object) => void} send
 * @property {(signal: Signal) => Promise<void>} receive
 * @property {() => RTCPeerConnection} connect
 * @property {(connection: RTCPeerConnection) => Promise<void>} sendDevices
 * @property {() => Promise<void>} call
 * @property {() => Promise<void>} accept
 * @property {() => void} end
 *
 * @typedef {{ sdp?: RTCSessionDescriptionInit, candidate?: RTCIceCandidateInit }} Signal
 * @typedef {{ bench: Bench, bare: Bare }} BenchWindow what these scripts add to a window; its own type knows nothing of it
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{ caller: Page, callee: Page }} Pair
 * @typedef {{ caller: Marks, callee: Marks }} Call
 *
 * @typedef {object} Subject one of the two that are compared
 * @property {Pair} pair
 * @property {() => Promise<unknown>} ring
 * @property {import('playwright-core').Locator} accept
 * @property {() => Promise<unknown>} end
 */

const SIDES = /** @type {const} */ (['callee', 'caller']);
const TIME_LIMIT = 30_000;
/** What begins with a ring or ends with a call is over before the next thing happens: nobody answers within a blink. */
const PAUSE = 500;

/** What the product asks for, in `adapters/local-media.ts`. */
const DEVICES = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, facingMode: 'user' },
};

const BARE_PAGE = `<!doctype html><html lang="en"><title>Bare</title><link rel="icon" href="data:,">
<style>
video, button { position: fixed; }
#remote { inset: 0; inline-size: 100%; block-size: 100%; object-fit: cover; }
#local { inset: 72px 16px auto auto; inline-size: 240px; aspect-ratio: 16 / 9; object-fit: cover; }
</style>
<video id="remote" autoplay playsinline></video><video id="local" autoplay playsinline muted></video>
<button type="button">Accept</button>`;

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

/** The parts that both bare sides share. @param {typeof DEVICES} devices */
function installBare(devices) {
  const target = /** @type {BenchWindow} */ (Object(window));
  const video = (/** @type {string} */ id) => /** @type {HTMLVideoElement} */ (document.getElementById(id));
  const stop = (/** @type {HTMLVideoElement} */ { srcObject }) =>
    srcObject instanceof MediaStream && srcObject.getTracks().forEach((track) => track.stop());
  Object.assign((target.bare ??= /** @type {Bare} */ ({})), {
    connect() {
      const connection = new RTCPeerConnection({ iceServers: [], bundlePolicy: 'max-bundle' });
      connection.onicecandidate = ({ candidate }) => candidate && target.bare.send({ candidate });
      connection.ontrack = ({ streams: [stream] }) => {
        if (video('remote').srcObject !== stream) video('remote').srcObject = stream ?? null;
      };
      return connection;
    },
    async sendDevices(/** @type {RTCPeerConnection} */ connection) {
      const stream = await navigator.mediaDevices.getUserMedia(devices);
      video('local').srcObject = stream;
      const transceivers = connection.getTransceivers();
      for (const track of stream.getTracks())
        void transceivers.find(({ receiver }) => receiver.track.kind === track.kind)?.sender.replaceTrack(track);
    },
    end() {
      target.bench.connection?.close();
      stop(video('local'));
      for (const id of ['local', 'remote']) video(id).srcObject = null;
    },
  });
}

/** How the bare pages ring and answer. The callee keeps the candidates until it accepts, as the product does. */
function installBareCalls() {
  const { bare, bench } = /** @type {BenchWindow} */ (Object(window));
  const current = () => /** @type {RTCPeerConnection} */ (bench.connection);
  const group = new MediaStream();
  const kept = /** @type {RTCIceCandidateInit[]} */ ([]);
  bare.call = async () => {
    const connection = bare.connect();
    for (const kind of ['audio', 'video']) connection.addTransceiver(kind, { streams: [group] });
    await bare.sendDevices(connection);
    await connection.setLocalDescription();
    bare.send({ sdp: connection.localDescription });
  };
  bare.receive = async ({ sdp, candidate }) => {
    if (candidate && current().signalingState === 'have-remote-offer') kept.push(candidate);
    else if (candidate) await current().addIceCandidate(candidate);
    else if (sdp) await (sdp.type === 'offer' ? bare.connect() : current()).setRemoteDescription(sdp);
  };
  bare.accept = async () => {
    for (const transceiver of current().getTransceivers()) {
      transceiver.direction = 'sendrecv';
      transceiver.sender.setStreams(group);
    }
    const opened = bare.sendDevices(current());
    const answered = current().setLocalDescription();
    for (const candidate of kept.splice(0)) void current().addIceCandidate(candidate);
    await answered;
    bare.send({ sdp: current().localDescription });
    await opened;
  };
}

/** Joins the bare page to the relay, and its button to what it does. */
function joinRelay() {
  const { bare } = /** @type {BenchWindow} */ (Object(window));
  const socket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}/`);
  bare.send = (signal) => socket.send(JSON.stringify(signal));
  // One after the other: a candidate has to wait for its description.
  let before = Promise.resolve();
  socket.onmessage = ({ data }) => {
    before = before.then(() => bare.receive(JSON.parse(data)));
  };
  document.querySelector('button')?.addEventListener('click', () => void bare.accept());
  return new Promise((opened) => (socket.onopen = () => opened(undefined)));
}

// ----------------------------------------------------------------------------------------------------------------------

/** @returns {Promise<{ url: string, close: () => Promise<void> }>} the bare pages and their relay */
async function startBareServer() {
  const server = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(BARE_PAGE),
  );
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) =>
    socket.on('message', (data) => {
      for (const other of sockets.clients) if (other !== socket) other.send(String(data));
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = async () => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://localhost:${port}`, close };
}

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
  for (const page of [pair.caller, pair.callee]) {
    await page.evaluate(installBare, DEVICES);
    await page.evaluate(installBareCalls);
    await page.evaluate(joinRelay);
  }
  const end = () => /** @type {BenchWindow} */ (Object(window)).bare.end();
  return {
    pair,
    ring: () => pair.caller.evaluate(() => /** @type {BenchWindow} */ (Object(window)).bare.call()),
    accept: pair.callee.getByRole('button', { name: 'Accept' }),
    end: () => Promise.all([pair.caller.evaluate(end), pair.callee.evaluate(end)]),
  };
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

/**
 * @param {number[]} values
 * @param {number} share 0.5 for the median
 * @returns {number} the lowest value that this share of all does not exceed
 */
function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** @param {Call[]} calls @param {'callee' | 'caller'} side @param {keyof Marks} name @returns {number[]} milliseconds after Accept */
function timesOf(calls, side, name) {
  return calls.map((call) => (call[side][name] ?? NaN) - (call.callee.accept ?? NaN)).filter(Number.isFinite);
}

/** @param {(string | number)[]} cells */
const row = (cells) => `| ${cells.map((cell) => (typeof cell === 'number' ? Math.round(cell) : cell)).join(' | ')} |`;

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
