import { sourceOf, streamOf, type TrackKind as Kind } from './track-sources.ts';

const KINDS: readonly Kind[] = ['audio', 'video'];

/** How often a link that waits for the first media looks whether it came. */
const LOOK_MILLISECONDS = 100;

/** Looks for the first media of each kind that is due from microphone and camera; a voice call does not wait for video. */
export class FirstMedia {
  readonly #connection: RTCPeerConnection;
  readonly #arrived: (kind: Kind) => void;
  /** Kinds that have not delivered anything yet, and those that the other side says it sends. */
  readonly #awaited = new Set<Kind>(KINDS);
  #announced: ReadonlySet<Kind> = new Set(KINDS);
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(connection: RTCPeerConnection, arrived: (kind: Kind) => void) {
    this.#connection = connection;
    this.#arrived = arrived;
  }

  watch(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#look(), LOOK_MILLISECONDS);
  }

  /** The other side sends these kinds, and no other. */
  announce(kinds: readonly Kind[]): void {
    this.#announced = new Set(kinds);
    this.watch();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#awaited.clear();
  }

  /** Reports each kind once, when its first packets (audio) or frames (video) were received. */
  async #look(): Promise<void> {
    if (![...this.#awaited].some((kind) => this.#announced.has(kind))) {
      clearInterval(this.#timer);
      return;
    }
    const report = await this.#connection.getStats();
    report.forEach((stats: InboundStats) => {
      if (stats.type !== 'inbound-rtp' || !stats.kind || !this.#isOfPerson(stats)) return;
      const received = stats.kind === 'audio' ? stats.packetsReceived : stats.framesDecoded;
      if (received && this.#awaited.delete(stats.kind)) this.#arrived(stats.kind);
    });
  }

  /** A shared screen says nothing about whether its presenter is heard and seen. */
  #isOfPerson({ mid }: InboundStats): boolean {
    const source = sourceOf(this.#connection, (transceiver) => transceiver.mid === mid);
    return source !== undefined && streamOf(source) === 'person';
  }
}

/** W3C WebRTC Statistics §8.1, as far as it is looked at. */
interface InboundStats {
  readonly type: string;
  readonly kind?: Kind;
  readonly mid?: string;
  readonly packetsReceived?: number;
  readonly framesDecoded?: number;
}
