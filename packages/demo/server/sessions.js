import { randomBytes } from 'node:crypto';

const MAX_SESSIONS = 5000;

/** Who is signed in to the demo, by a random credential. It is the page's own login and unknown to the call widget. */
export class Sessions {
  /** @type {Map<string, string>} */
  #userIds = new Map();

  /**
   * @param {string} userId
   * @returns {string} the credential, sent back as `Authorization: Bearer`
   */
  open(userId) {
    const credential = randomBytes(24).toString('base64url');
    this.#userIds.set(credential, userId);
    if (this.#userIds.size > MAX_SESSIONS) this.#dropOldest();
    return credential;
  }

  /** @param {string} credential */
  close(credential) {
    this.#userIds.delete(credential);
  }

  /**
   * @param {string} credential
   * @returns {string | undefined}
   */
  userIdOf(credential) {
    return this.#userIds.get(credential);
  }

  #dropOldest() {
    const [oldest] = this.#userIds.keys();
    if (oldest !== undefined) this.#userIds.delete(oldest);
  }
}
