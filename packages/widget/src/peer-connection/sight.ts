/**
 * Whether an attempt at a connection can see beyond its own network: where STUN and TURN servers are to be asked and none answers,
 * it has been made in an outage and comes to nothing, and a later one may.
 */
export class Sight {
  readonly #connection: RTCPeerConnection;
  readonly #patience: number;
  readonly #blind: () => void;
  readonly #ended = new AbortController();
  #sees = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param patience how many milliseconds the servers have to answer */
  constructor(connection: RTCPeerConnection, patience: number, blind: () => void) {
    this.#connection = connection;
    this.#patience = patience;
    this.#blind = blind;
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
    }, this.#patience);
  }
}
