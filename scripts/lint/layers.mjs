/**
 * Who may import what. The rule in `layer-rule.mjs` holds every file to the first layer below that it belongs to; a
 * file of no layer (tests, scripts, configuration) may import anything.
 *
 * In `files`, `may` and `mayTypes` a path ending in `/` is a folder with all that is in it, another path is one file,
 * and the rest are packages. `mayNames` opens a package for these names only.
 *
 * @typedef {object} Layer
 * @property {string} files
 * @property {string[]} may what may be imported for its values and its types
 * @property {string[]} [mayTypes] what may be imported with `import type`
 * @property {Record<string, string[]>} [mayNames]
 * @property {string} why said to whoever breaks it
 */

const signaling = 'packages/signaling/src/';
const widget = 'packages/widget/src/';
const protocolPackage = 'call-window-signaling/protocol';

/** What every adapter needs to be one, parsing what comes in included; its own library comes on top. */
const adapterBasics = {
  may: [`${widget}call/ports.ts`, `${widget}call/call-error.ts`, protocolPackage, 'valibot'],
  mayTypes: [`${widget}call/`],
};

/** @type {Layer[]} */
export const layers = [
  {
    files: `${signaling}protocol/`,
    may: [`${signaling}protocol/`, 'valibot'],
    why: 'The protocol runs in browsers and in Node: schemas and pure functions only.',
  },
  {
    files: `${signaling}history/`,
    may: [signaling, 'node:', 'kysely', 'kysely/migration', 'pg', 'quick-lru'],
    why: 'What is kept of calls: nobody else knows a database.',
  },
  {
    files: `${signaling}webhooks/`,
    may: [signaling, 'node:', 'standardwebhooks'],
    mayTypes: ['kysely'],
    why: 'What hosts are told, and how it is signed.',
  },
  {
    files: `${signaling}rules/`,
    may: [signaling, 'quick-lru', 'standardwebhooks', 'valibot'],
    why: 'What the host allows, asked of it.',
  },
  {
    files: `${signaling}handlers/`,
    may: [signaling, 'quick-lru', 'valibot'],
    why: 'What is asked of the server, and who may ask it.',
  },
  {
    files: `${signaling}limits/`,
    may: [signaling, 'node:', 'ipaddr.js', 'rate-limiter-flexible', 'socket.io-parser', 'ws'],
    why: 'Who may ask for how much, counted by a library.',
  },
  {
    files: `${signaling}observability/`,
    may: [signaling, 'node:', 'pino', 'prom-client'],
    why: 'What is seen of the server from outside.',
  },
  {
    files: `${signaling}http/`,
    may: [signaling, 'node:', '@valibot/to-json-schema', 'sirv', 'valibot'],
    why: 'What is answered by HTTP.',
  },
  {
    files: signaling,
    may: [signaling, 'node:', 'engine.io', 'jose', 'pino', 'socket.io', 'socket.io-parser', 'valibot'],
    why: 'The server knows the protocol, and nothing of who speaks it.',
  },
  {
    files: `${widget}call/`,
    may: [`${widget}call/`],
    mayTypes: [protocolPackage],
    mayNames: { [protocolPackage]: ['endReasonFor'] },
    why: 'The call is decided without DOM, sockets and WebRTC: those come in through its ports.',
  },
  {
    files: `${widget}adapters/socket-signaling.ts`,
    ...adapterBasics,
    may: [...adapterBasics.may, 'socket.io-client', `${widget}signaling-socket/`],
    why: 'This is the door to Socket.io, and to nothing else.',
  },
  {
    files: `${widget}adapters/simple-peer-link.ts`,
    ...adapterBasics,
    may: [...adapterBasics.may, 'simple-peer', `${widget}peer-connection/`],
    why: 'This is the door to simple-peer, and to nothing else.',
  },
  {
    files: `${widget}adapters/ring-tone.ts`,
    ...adapterBasics,
    may: [...adapterBasics.may, `${widget}sounds/`],
    why: 'This plays the tones, and nothing else of the product.',
  },
  {
    files: `${widget}adapters/preferences.ts`,
    ...adapterBasics,
    may: [...adapterBasics.may, `${widget}call/preferences.ts`],
    why: 'This keeps what was chosen, and knows what holds where nothing was.',
  },
  ...['local-media', 'audio-outputs', 'device-choice'].map((name) => ({
    files: `${widget}adapters/${name}.ts`,
    ...adapterBasics,
    may: [...adapterBasics.may, `${widget}capture/`],
    why: 'This opens or finds devices, and does nothing else of the product.',
  })),
  {
    files: `${widget}adapters/`,
    ...adapterBasics,
    why: 'An adapter implements a port with one thing of the outside world, and knows no other adapter.',
  },
  {
    files: `${widget}controllers/`,
    may: [`${widget}controllers/`, `${widget}call/`, 'lit'],
    why: 'Controllers tie the call to elements.',
  },
  {
    files: `${widget}elements/`,
    may: [
      ...['elements', 'strings', 'icons', 'directives'].map((folder) => `${widget}${folder}/`),
      `${widget}call-window.styles.ts`,
      'lit',
    ],
    mayTypes: [`${widget}call/`],
    why: 'Elements show what they are given and ask for what was clicked; they never act.',
  },
  { files: `${widget}directives/`, may: [`${widget}directives/`, 'lit'], why: 'Directives serve any element.' },
  { files: `${widget}icons/`, may: [`${widget}icons/`, 'lit', 'lucide'], why: 'Icons are pictures.' },
  {
    files: `${widget}signaling-socket/`,
    may: [`${widget}signaling-socket/`],
    mayTypes: [`${widget}call/`, protocolPackage, 'socket.io-client'],
    why: 'How a socket is kept alive; what is said over it, the adapter knows.',
  },
  {
    files: `${widget}peer-connection/`,
    may: [`${widget}peer-connection/`, protocolPackage, 'valibot'],
    mayTypes: [`${widget}call/`],
    why: 'What a peer connection needs beside simple-peer, and what comes over it; the adapter puts it together.',
  },
  {
    files: `${widget}capture/`,
    may: [`${widget}capture/`, `${widget}call/call-error.ts`],
    mayTypes: [`${widget}call/`],
    why: 'What devices there are, and how they are asked for; the adapter opens them.',
  },
  { files: `${widget}sounds/`, may: [`${widget}sounds/`], why: 'Tones are numbers; an adapter plays them.' },
  {
    files: `${widget}strings/`,
    may: [`${widget}strings/`],
    mayTypes: [`${widget}call/`],
    why: 'Words are data; they are told what they need to know.',
  },
  {
    files: widget,
    may: [widget, 'lit'],
    mayTypes: [protocolPackage],
    why: 'The element puts the parts together; outside libraries stay behind their adapters.',
  },
  {
    files: 'lab/page/',
    may: [],
    why: 'What runs in the page is carried there as text, and knows nothing of where it came from.',
  },
  {
    files: 'lab/report/',
    may: ['lab/', 'node:', 'prettier'],
    why: 'A report is made of results, and looks like the rest of the documents.',
  },
  {
    files: 'lab/',
    may: ['lab/', 'e2e/support/browser.ts', 'node:', 'playwright-core'],
    why: 'The laboratory knows the product as hosts and users do: by its page, its server and what is on the wire.',
  },
  {
    files: 'packages/demo/',
    may: ['packages/demo/', 'call-window', 'call-window-signaling', 'jose', 'node:', '/'],
    why: 'The demo uses what a customer gets: the built script and the published packages.',
  },
  {
    files: 'examples/express/',
    may: ['examples/express/', 'call-window-signaling', 'express', 'jose', 'node:', 'socket.io'],
    why: 'The example is a host of its own, with the published package and its own libraries.',
  },
];
