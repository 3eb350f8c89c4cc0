import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

import { createSignalingServer } from 'call-window-signaling';

import { ChatStore } from './chat-store.js';
import { EventStreams } from './event-streams.js';
import { createRoutes } from './routes.js';
import { seedChat } from './seed-chat.js';
import { Sessions } from './sessions.js';
import { randomSecret } from './settings.js';
import { createStaticFiles } from './static-files.js';
import { createTokenMint } from './tokens.js';

const PUBLIC_FOLDER = fileURLToPath(new URL('../public', import.meta.url));

/**
 * @typedef {object} Demo
 * @property {string} url origin to open, without a trailing slash
 * @property {() => Promise<void>} close ends every call and connection
 */

/**
 * Starts chat and signaling on one port.
 *
 * @param {Partial<import('./settings.js').DemoSettings>} [settings] by default any free port on loopback and a secret of its own
 * @returns {Promise<Demo>}
 */
export async function startDemo({ port = 0, host = '127.0.0.1', authSecret = randomSecret(), signaling = {} } = {}) {
  const streams = new EventStreams();
  const httpServer = createServer(createListener(streams, authSecret));
  // After our own listener is in place: signaling answers its own paths and leaves the others to us.
  const signalingServer = createSignalingServer(httpServer, {
    ...{ logger: 'silent', databaseUrl: 'sqlite::memory:' },
    ...signaling,
    authSecret,
  });
  const close = () => closeAll(httpServer, signalingServer, streams);
  try {
    httpServer.listen(port, host);
    await once(httpServer, 'listening');
  } catch (error) {
    await close();
    throw error;
  }
  return { url: originOf(httpServer, host), close };
}

/**
 * @param {EventStreams} streams
 * @param {string} authSecret
 * @returns {import('node:http').RequestListener}
 */
function createListener(streams, authSecret) {
  const store = new ChatStore();
  seedChat(store, Date.now());
  const answerRoute = createRoutes({
    sessions: new Sessions(),
    store,
    streams,
    mintToken: createTokenMint(authSecret),
  });
  const serveFile = createStaticFiles(PUBLIC_FOLDER);
  return (request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://demo.invalid');
    if (!url) return void response.writeHead(400).end();
    if (url.pathname.startsWith('/demo/')) return void answerRoute(request, response, url);
    serveFile(request, response, url);
  };
}

/**
 * @param {import('node:http').Server} httpServer
 * @param {string} host
 */
function originOf(httpServer, host) {
  const { port } = /** @type {import('node:net').AddressInfo} */ (httpServer.address());
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/**
 * @param {import('node:http').Server} httpServer
 * @param {import('call-window-signaling').SignalingServer} signalingServer
 * @param {EventStreams} streams
 */
async function closeAll(httpServer, signalingServer, streams) {
  streams.close();
  await signalingServer.close();
  if (!httpServer.listening) return;
  const closed = once(httpServer, 'close');
  httpServer.close();
  httpServer.closeAllConnections();
  await closed;
}
