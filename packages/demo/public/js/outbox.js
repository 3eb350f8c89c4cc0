import { ApiError } from './api.js';

/**
 * @typedef {object} Letter
 * @property {string} path
 * @property {Record<string, unknown>} body carries an id of its own, so that sending it twice does no harm
 * @property {(message: any) => void} onDelivered
 * @property {(error: ApiError) => void} [onRefused]
 */

/** What this window has to tell the server: in order, kept while the server is away, delivered once it is back. */
export class Outbox {
  /** @type {Letter[]} */
  #letters = [];
  #sending = false;
  #api;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    this.#api = api;
  }

  /** @param {Letter} letter */
  add(letter) {
    this.#letters.push(letter);
    void this.flush();
  }

  /** Called again whenever the server has been reached. */
  async flush() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#letters[0] && (await this.#deliver(this.#letters[0]))) this.#letters.shift();
    } finally {
      this.#sending = false;
    }
  }

  /**
   * @param {Letter} letter
   * @returns {Promise<boolean>} whether it is dealt with
   */
  async #deliver({ path, body, onDelivered, onRefused }) {
    try {
      onDelivered((await this.#api.call('POST', path, body)).message);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'unreachable') return false;
      onRefused?.(error);
      return true;
    }
  }
}
