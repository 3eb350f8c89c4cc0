/** A server that has not answered by then is out of reach. */
const BLIND_MILLISECONDS = 3_000;

/**
 * Whether an attempt at a connection can see beyond its own network: where STUN and TURN servers are to be asked and none answers,
 * it has been made in an outage and comes to nothing, and a later one may.
 */
export class Sight {
  readonly #connection: RTCPeerConnection;
  readonly #blind: () => void;
  readonly #ended = new AbortController();
  #sees: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: RTCPeerConnection, iceServers: readonly unknown[], blind: () => void) {
    this.#connection = connection;
    this.#blind = blind;
    this.#sees = iceServers.length === 0;
    const { signal } = this.#ended;
    connection.addEventListener('icecandidate', ({ candidate }) => this.#look(candidate), { signal });
    connection.addEventListener('signalingstatechange', () => this.#described(), { signal });
  }

  stop(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  #look(candidate: RTCIceCandidate | null): void {
    if (candidate && candidate.type !== 'host') this.#sees = true;
  }

  /** From now on it is meant to connect; before, the other side may take its time to answer. */
  #described(): void {
    if (this.#connection.signalingState !== 'stable' || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      if (!this.#sees) this.#blind();
    }, BLIND_MILLISECONDS);
  }
}
