const KEY = 'linden-user';

/** A request that the server refused, or that didn't reach it (`code: 'unreachable'`). */
export class ApiError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(code, message, cause) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * @typedef {{ id: string, name: string, role: string, picture: string }} Account
 */

/** The way to the demo's server. The session belongs to this window alone, so that two windows can be two people. */
export class Api {
  /** @type {string | null} */
  #session = null;
  /** @type {Account | null} */
  user = null;

  /** @returns {string | null} the user that was signed in before a reload */
  rememberedUserId() {
    return sessionStorage.getItem(KEY);
  }

  /** @returns {Promise<Account[]>} */
  async accounts() {
    return (await this.#send('GET', '/demo/accounts')).accounts;
  }

  /**
   * @param {string} userId
   * @returns {Promise<{ token: string, user: Account }>} the token is the one that the call widget gets
   */
  async login(userId) {
    const { token, user, session } = await this.#send('POST', '/demo/login', { userId });
    this.#session = session;
    this.user = user;
    sessionStorage.setItem(KEY, user.id);
    return { token, user };
  }

  async logout() {
    const farewell = this.#send('POST', '/demo/logout', {}).catch(() => {});
    this.#session = this.user = null;
    sessionStorage.removeItem(KEY);
    await farewell;
  }

  /** @returns {Promise<string>} */
  async token() {
    return (await this.call('GET', '/demo/token')).token;
  }

  /**
   * A signed-in request. A server that was restarted knows no session any more: then this window signs in again.
   *
   * @param {'GET' | 'POST'} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async call(method, path, body) {
    return this.#withSession(() => this.#send(method, path, body));
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<ReadableStream<Uint8Array>>} server-sent events
   */
  async events(signal) {
    return this.#withSession(async () => {
      const response = await this.#fetch('GET', '/demo/events', undefined, signal);
      if (!response.ok || !response.body) throw await refusal(response);
      return response.body;
    });
  }

  /**
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T>}
   */
  async #withSession(act) {
    const { user } = this;
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'signed-out' || !user || this.user !== user) throw error;
      await this.login(user.id);
      return act();
    }
  }

  /**
   * @param {'GET' | 'POST'} method
   * @param {string} path
   * @param {object} [body]
   */
  async #send(method, path, body) {
    const response = await this.#fetch(method, path, body);
    if (!response.ok) throw await refusal(response);
    try {
      return await response.json();
    } catch (error) {
      throw new ApiError('unreachable', 'Linden can’t be reached.', error);
    }
  }

  /**
   * @param {'GET' | 'POST'} method
   * @param {string} path
   * @param {object} [body]
   * @param {AbortSignal} [signal]
   */
  async #fetch(method, path, body, signal) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (this.#session) headers.Authorization = `Bearer ${this.#session}`;
    if (body) headers['Content-Type'] = 'application/json';
    try {
      return await fetch(path, { method, headers, body: body && JSON.stringify(body), signal });
    } catch (error) {
      throw new ApiError('unreachable', 'Linden can’t be reached.', error);
    }
  }
}

/** @param {Response} response */
async function refusal(response) {
  const body = await response.json().catch(() => ({}));
  return new ApiError(body.code ?? 'unreachable', body.message ?? 'Linden can’t be reached.');
}
