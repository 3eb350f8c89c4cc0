import { randomUUID } from 'node:crypto';

const COOKIE = 'session';

/** Who is signed in. Stands for whatever your app has: all that calls need is a function from a request to a user. */
export class Sessions {
  #users = new Map();

  /** @returns what goes into the cookie */
  open(userId) {
    const session = randomUUID();
    this.#users.set(session, userId);
    return session;
  }

  /** Of an Express request as well as of a Socket.io handshake: both bring the same cookie. */
  userOf({ headers: { cookie = '' } }) {
    const [, session] = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(cookie) ?? [];
    return this.#users.get(session);
  }

  static cookie = COOKIE;
}
