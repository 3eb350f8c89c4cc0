/** New routes are not made more often than this, whoever asks for them. */
const INTERVAL_MILLISECONDS = 1_000;

/** New routes for a connection that is up (ICE restart, RFC 8445 §2.4): the initiator's to make. */
export class FreshRoutes {
  readonly #connection: RTCPeerConnection;
  readonly #negotiate: () => void;
  #madeAt = Number.NEGATIVE_INFINITY;

  constructor(connection: RTCPeerConnection, negotiate: () => void) {
    this.#connection = connection;
    this.#negotiate = negotiate;
  }

  /** While an offer is out, its answer brings new routes already. */
  make(): void {
    const now = performance.now();
    const isTooSoon = now - this.#madeAt < INTERVAL_MILLISECONDS;
    if (isTooSoon || this.#connection.signalingState !== 'stable') return;
    this.#madeAt = now;
    this.#connection.restartIce();
    this.#negotiate();
  }
}
