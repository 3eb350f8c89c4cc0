/** Where the widget's signaling lives, over a WebSocket or polled. */
const SIGNALING_PATH = '/call-window/socket.io';

/** Cuts the page off from signaling. Has to be made before anything opens a connection. */
export class SignalingFault {
  #refuses = false;
  /** @type {Set<WebSocket>} */
  #sockets = new Set();
  /** @type {Set<XMLHttpRequest>} */
  #polls = new Set();

  constructor() {
    window.WebSocket = this.#watchedSockets(window.WebSocket);
    window.XMLHttpRequest = this.#watchedRequests(window.XMLHttpRequest);
  }

  /** Closes what is open, and refuses whatever tries to come up. */
  begin() {
    this.#refuses = true;
    for (const socket of this.#sockets) socket.close();
    for (const poll of this.#polls) poll.abort();
  }

  end() {
    this.#refuses = false;
  }

  /** @param {typeof WebSocket} Native */
  #watchedSockets(Native) {
    const sockets = this.#sockets;
    const refuses = () => this.#refuses;
    return class extends Native {
      /**
       * @param {string | URL} url
       * @param {string | string[]} [protocols]
       */
      constructor(url, protocols) {
        super(url, protocols);
        sockets.add(this);
        this.addEventListener('close', () => sockets.delete(this));
        // Closed before it is open, it fails as one does that finds nobody.
        if (refuses()) this.close();
      }
    };
  }

  /** @param {typeof XMLHttpRequest} Native */
  #watchedRequests(Native) {
    const polls = this.#polls;
    const refuses = () => this.#refuses;
    return class extends Native {
      #isSignaling = false;

      /**
       * @override
       * @param {string} method
       * @param {string | URL} url
       * @param {boolean} [async]
       * @param {string | null} [user]
       * @param {string | null} [password]
       */
      open(method, url, async = true, user = undefined, password = undefined) {
        this.#isSignaling = new URL(url, location.href).pathname.startsWith(SIGNALING_PATH);
        super.open(method, url, async, user, password);
      }

      /**
       * @override
       * @param {Document | XMLHttpRequestBodyInit | null} [body]
       */
      send(body) {
        super.send(body);
        if (!this.#isSignaling) return;
        polls.add(this);
        this.addEventListener('loadend', () => polls.delete(this), { once: true });
        if (refuses()) this.abort();
      }
    };
  }
}
