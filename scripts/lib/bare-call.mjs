/**
 * Two pages that call each other with a bare `RTCPeerConnection`: what the product is measured beside. They ask for the same devices,
 * show the two pictures where the product shows them, and ring and answer through a relay that hands every message to the other page.
 */
/* global RTCPeerConnection, MediaStream -- of the pages */
/* global document, navigator, window */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { fromRoot } from './paths.mjs';

// The one that the signaling server listens with.
/** @type {typeof import('ws')} */
const { WebSocketServer } = createRequire(fromRoot('packages', 'signaling', 'package.json'))('ws');

/**
 * @typedef {object} Bare what the scripts below put into each page
 * @property {RTCPeerConnection | undefined} connection the latest
 * @property {(signal: object) => void} send
 * @property {(signal: Signal) => Promise<void>} receive
 * @property {() => RTCPeerConnection} connect
 * @property {(connection: RTCPeerConnection) => Promise<void>} sendDevices
 * @property {() => Promise<void>} call
 * @property {() => Promise<void>} accept
 * @property {() => void} end
 *
 * @typedef {{ sdp?: RTCSessionDescriptionInit, candidate?: RTCIceCandidateInit }} Signal
 * @typedef {{ bare: Bare }} BareWindow what these scripts add to a window; its own type knows nothing of it
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{ caller: Page, callee: Page }} Pair
 *
 * @typedef {object} CallSteps how a call goes through a pair of pages
 * @property {() => Promise<unknown>} ring
 * @property {import('playwright-core').Locator} accept
 * @property {() => Promise<unknown>} end
 */

/** What the product asks for, in `capture/capture-constraints.ts`. */
export const DEVICES = {
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

/** The parts that both bare sides share. @param {typeof DEVICES} devices */
function installBare(devices) {
  const target = /** @type {BareWindow} */ (Object(window));
  const video = (/** @type {string} */ id) => /** @type {HTMLVideoElement} */ (document.getElementById(id));
  const stop = (/** @type {HTMLVideoElement} */ { srcObject }) =>
    srcObject instanceof MediaStream && srcObject.getTracks().forEach((track) => track.stop());
  Object.assign((target.bare ??= /** @type {Bare} */ ({})), {
    connect() {
      const connection = new RTCPeerConnection({ iceServers: [], bundlePolicy: 'max-bundle' });
      target.bare.connection = connection;
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
      target.bare.connection?.close();
      stop(video('local'));
      for (const id of ['local', 'remote']) video(id).srcObject = null;
    },
  });
}

/** How the bare pages ring and answer. The callee keeps the candidates until it accepts, as the product does. */
function installBareCalls() {
  const { bare } = /** @type {BareWindow} */ (Object(window));
  const current = () => /** @type {RTCPeerConnection} */ (bare.connection);
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
  const { bare } = /** @type {BareWindow} */ (Object(window));
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
export async function startBareServer() {
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

/** @param {Pair} pair two pages of that server @returns {Promise<CallSteps>} */
export async function joinBare({ caller, callee }) {
  for (const page of [caller, callee]) {
    await page.evaluate(installBare, DEVICES);
    await page.evaluate(installBareCalls);
    await page.evaluate(joinRelay);
  }
  const end = () => /** @type {BareWindow} */ (Object(window)).bare.end();
  return {
    ring: () => caller.evaluate(() => /** @type {BareWindow} */ (Object(window)).bare.call()),
    accept: callee.getByRole('button', { name: 'Accept' }),
    end: () => Promise.all([caller.evaluate(end), callee.evaluate(end)]),
  };
}
