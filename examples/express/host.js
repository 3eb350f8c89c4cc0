import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

import { createSignalingServer } from 'call-window-signaling';

import { createApp } from './app.js';
import { createChat } from './chat.js';
import { Sessions } from './sessions.js';

/**
 * One HTTP server for three: the Express app, its own Socket.io, and the calls. None of them knows of the others.
 *
 * @param {number} [settings.port] any free one by default
 * @param {string} [settings.authSecret] signs the tokens for calls; known to this server only, so a random one will do
 * @param [settings.calls] whatever else `createSignalingServer` may be told
 */
export async function startHost({ port = 0, authSecret = randomBytes(48).toString('base64'), calls = {} } = {}) {
  const sessions = new Sessions();
  const httpServer = createServer(createApp({ sessions, authSecret }));
  const chat = createChat(httpServer, sessions);
  // Answers /call-window…, /api/communication/…, /healthz, /readyz and /metrics, and leaves everything else to those above.
  const signaling = createSignalingServer(httpServer, { authSecret, ...calls });
  httpServer.listen(port, '127.0.0.1');
  await once(httpServer, 'listening');
  return { url: `http://localhost:${httpServer.address().port}`, chat, signaling, close };

  async function close() {
    // What is still to be written of calls is written now. Those who talk go on talking, from browser to browser.
    await signaling.close();
    // Socket.io closes the HTTP server, too, and that waits for everybody's last connection: calls first.
    const closed = chat.close();
    httpServer.closeAllConnections();
    await closed;
  }
}
