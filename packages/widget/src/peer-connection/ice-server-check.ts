/**
 * Whether an attempt at a connection can see beyond its own network: where STUN and TURN servers are to be asked and none answers,
 * it has been made in an outage and comes to nothing, and a later one may.
 */
export class IceServerCheck {
  readonly #connection: RTCPeerConnection;
  readonly #milliseconds: number;
  readonly #unanswered: () => void;
  readonly #ended = new AbortController();
  #isAnswered = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param milliseconds how long the servers may take to answer */
  constructor(connection: RTCPeerConnection, milliseconds: number, unanswered: () => void) {
    this.#connection = connection;
    this.#milliseconds = milliseconds;
    this.#unanswered = unanswered;
    const { signal } = this.#ended;
    connection.addEventListener('icecandidate', ({ candidate }) => this.#look(candidate), { signal });
    connection.addEventListener('signalingstatechange', () => this.#described(), { signal });
  }

  stop(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  #look(candidate: RTCIceCandidate | null): void {
    if (candidate && candidate.type !== 'host') this.#isAnswered = true;
  }

  /** From now on it is meant to connect; before, the other side may take its time to answer. */
  #described(): void {
    if (this.#connection.signalingState !== 'stable' || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      if (!this.#isAnswered) this.#unanswered();
    }, this.#milliseconds);
  }
}
