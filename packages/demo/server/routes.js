import { ACCOUNTS, findAccount } from './accounts.js';
import { createChatRoutes } from './chat-routes.js';
import { bearerOf, readJsonObject, RequestError, sendJson } from './http.js';

/**
 * @typedef {object} SignedInRequest
 * @property {string} userId
 * @property {string} credential
 * @property {URLSearchParams} query
 * @property {Record<string, any>} body empty unless the method is POST
 *
 * @typedef {object} Services
 * @property {import('./sessions.js').Sessions} sessions
 * @property {import('./chat-store.js').ChatStore} store
 * @property {import('./event-streams.js').EventStreams} streams
 * @property {(account: import('./accounts.js').Account) => Promise<string>} mintToken
 */

/**
 * Everything under `/demo/`: the host's own API. The call widget knows nothing of it but the token.
 *
 * @param {Services} services
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, url: URL) => Promise<void>}
 */
export function createRoutes(services) {
  const signedIn = { ...createSessionRoutes(services), ...createChatRoutes(services.store, services.streams) };
  const open = createOpenRoutes(services);
  return async (request, response, url) => {
    const route = `${request.method} ${url.pathname}`;
    try {
      if (route === 'GET /demo/events') return services.streams.open(authenticate(request, services).userId, response);
      const answer = Object.hasOwn(open, route)
        ? await open[route](await bodyOf(request))
        : await answerSignedIn(signedIn, route, request, url, services);
      sendJson(response, 200, answer);
    } catch (error) {
      refuse(request, response, error);
    }
  };
}

/**
 * @param {Services} services
 * @returns {Record<string, (body: Record<string, unknown>) => unknown>}
 */
function createOpenRoutes({ sessions, mintToken }) {
  return {
    'GET /demo/accounts': () => ({ accounts: ACCOUNTS }),
    'POST /demo/login': async ({ userId }) => {
      const account = findAccount(userId);
      if (!account) throw new RequestError(404, 'unknown-user', 'There is no such account here.');
      return { token: await mintToken(account), user: account, session: sessions.open(account.id) };
    },
  };
}

/**
 * @param {Services} services
 * @returns {Record<string, (request: SignedInRequest) => unknown>}
 */
function createSessionRoutes({ sessions, mintToken }) {
  return {
    'GET /demo/token': async ({ userId }) => ({
      token: await mintToken(/** @type {import('./accounts.js').Account} */ (findAccount(userId))),
    }),
    'POST /demo/logout': ({ credential }) => {
      sessions.close(credential);
      return {};
    },
  };
}

/**
 * @param {Record<string, (request: SignedInRequest) => unknown>} routes
 * @param {string} route
 * @param {import('node:http').IncomingMessage} request
 * @param {URL} url
 * @param {Services} services
 */
async function answerSignedIn(routes, route, request, url, services) {
  if (!Object.hasOwn(routes, route)) throw new RequestError(404, 'not-found', 'There is nothing at this address.');
  const { userId, credential } = authenticate(request, services);
  return routes[route]({ userId, credential, query: url.searchParams, body: await bodyOf(request) });
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {Services} services
 */
function authenticate(request, { sessions }) {
  const credential = bearerOf(request);
  const userId = credential && sessions.userIdOf(credential);
  if (!credential || !userId) throw new RequestError(401, 'signed-out', 'Sign in again.');
  return { credential, userId };
}

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  return request.method === 'POST' ? readJsonObject(request) : {};
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {unknown} error
 * @returns {unknown}
 */
function refuse(request, response, error) {
  if (response.headersSent || response.destroyed) return response.destroy();
  // What is left of a refused body would be read as the next request on this connection.
  if (!request.complete) response.setHeader('Connection', 'close');
  if (error instanceof RequestError)
    return sendJson(response, error.status, { code: error.code, message: error.message });
  console.error('[demo]', error);
  sendJson(response, 500, { code: 'internal-error', message: 'Something went wrong on our side.' });
}
