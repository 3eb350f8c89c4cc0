import { startDemo } from '../server/start-demo.js';

/**
 * @typedef {{ status: number, body: any }} Answer
 * @typedef {ReturnType<typeof createClient>} Client
 */

/** A demo on a port of its own and a way to talk to it. */
export async function startTestDemo() {
  const authSecret = 'a secret of the tests, long enough to sign with';
  const demo = await startDemo({ authSecret });
  return {
    ...demo,
    authSecret,
    client: createClient(demo.url),
    signIn: (/** @type {string} */ userId) => signIn(demo.url, userId),
  };
}

/**
 * @param {string} url
 * @param {string} userId
 */
async function signIn(url, userId) {
  const { body } = await createClient(url).post('/demo/login', { userId });
  return createClient(url, body.session);
}

/**
 * @param {string} url
 * @param {string} [session]
 */
function createClient(url, session) {
  /** @type {Record<string, string>} */
  const identity = session ? { Authorization: `Bearer ${session}` } : {};
  return {
    /** @param {string} path */
    get: (path) => ask(`${url}${path}`, { headers: identity }),
    /**
     * @param {string} path
     * @param {unknown} body
     */
    post: (path, body) =>
      ask(`${url}${path}`, { method: 'POST', headers: { ...identity, ...JSON_TYPE }, body: JSON.stringify(body) }),
    /**
     * @param {string} path
     * @param {RequestInit} init
     */
    raw: (path, init) => ask(`${url}${path}`, { ...init, headers: { ...identity, ...init.headers } }),
    events: () => openEvents(`${url}/demo/events`, identity),
  };
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/**
 * @param {string} address
 * @param {RequestInit} init
 * @returns {Promise<Answer>}
 */
async function ask(address, init) {
  const response = await fetch(address, init);
  return { status: response.status, body: await response.json() };
}

/**
 * @param {string} address
 * @param {Record<string, string>} headers
 */
async function openEvents(address, headers) {
  const stop = new AbortController();
  const response = await fetch(address, { headers, signal: stop.signal });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  return {
    /** @returns {Promise<{ name: string, data: any }>} the next event */
    async next() {
      while (!text.includes('\n\n')) text += decoder.decode((await reader?.read())?.value, { stream: true });
      const [block = '', ...rest] = text.split('\n\n');
      text = rest.join('\n\n');
      const [, name = '', data = 'null'] = /event: (.*)\ndata: (.*)/.exec(block) ?? [];
      return { name, data: JSON.parse(data) };
    },
    stop: () => stop.abort(),
  };
}
