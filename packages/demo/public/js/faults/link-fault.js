/** @typedef {RTCPeerConnection & { fail(): void }} FailingConnection */

/** Lets connections to other browsers fail. Has to be made before anything opens one. */
export class LinkFault {
  /** @type {Set<FailingConnection>} */
  #open = new Set();

  /** @param {(connection: RTCPeerConnection) => void} onMade told of every new connection, before its maker sees it */
  constructor(onMade) {
    const made = (/** @type {FailingConnection} */ connection) => {
      this.#open.add(connection);
      onMade(connection);
    };
    const closed = (/** @type {FailingConnection} */ connection) => void this.#open.delete(connection);
    window.RTCPeerConnection = failingConnections(window.RTCPeerConnection, { made, closed });
  }

  /** @returns {readonly RTCPeerConnection[]} those that are open */
  get connections() {
    return [...this.#open];
  }

  /** Every link is gone for good, here and at its other end. */
  kill() {
    for (const connection of this.connections) /** @type {FailingConnection} */ (connection).fail();
  }
}

/**
 * Connections that can fail: no page can make a real one do that. Such a connection is closed, so that nothing passes and
 * the other end notices, and says `failed` instead until whoever made it closes it.
 *
 * @param {typeof RTCPeerConnection} Native
 * @param {{ made: (connection: FailingConnection) => void, closed: (connection: FailingConnection) => void }} watcher
 */
function failingConnections(Native, { made, closed }) {
  return class extends Native {
    #failed = false;

    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      made(this);
    }

    /**
     * @override
     * @returns {RTCIceConnectionState}
     */
    get iceConnectionState() {
      return this.#failed ? 'failed' : super.iceConnectionState;
    }

    /**
     * @override
     * @returns {RTCPeerConnectionState}
     */
    get connectionState() {
      return this.#failed ? 'failed' : super.connectionState;
    }

    fail() {
      this.close();
      this.#failed = true;
      this.dispatchEvent(new Event('iceconnectionstatechange'));
      this.dispatchEvent(new Event('connectionstatechange'));
    }

    /** @override */
    close() {
      this.#failed = false;
      super.close();
      closed(this);
    }
  };
}
