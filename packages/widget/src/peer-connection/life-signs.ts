/** How often a beat is sent, and looked for. A page in the background may do so once a second at best. */
const BEAT_MILLISECONDS = 300;

/** Without a beat for this long, the connection's own counters are asked whether anything else comes. */
const DOUBT_MILLISECONDS = 450;

/** Without any sign for this long the link is quiet, and then lost. */
const QUIET_MILLISECONDS = 1_000;
const LOST_MILLISECONDS = 2_100;

/** Whoever looks this late has slept, and knows nothing of what came meanwhile. */
const SLEPT_MILLISECONDS = 1_800;

/** The time as the page lives through it, and what happens again and again in it. */
export interface Pulse {
  /** Milliseconds since some moment. Never goes back. */
  now(): number;
  /** The returned function ends it. */
  every(milliseconds: number, callback: () => void): () => void;
}

const OWN_PULSE: Pulse = {
  now: () => performance.now(),
  every(milliseconds, callback) {
    const timer = setInterval(callback, milliseconds);
    return () => clearInterval(timer);
  },
};

export interface LifeSignsOptions {
  readonly sendBeat: () => void;
  /** A number that grows with whatever is received. */
  readonly received: () => Promise<number>;
  readonly quiet: () => void;
  readonly changed: (state: 'lost' | 'back') => void;
}

/**
 * Whether anything comes over a link: a beat of the other side's, or, where beats are late because the channel repeats what was
 * lost, media. ICE takes five seconds and more to notice (RFC 7675 §5.1), and media alone stalls rightly when nothing is sent.
 */
export class LifeSigns {
  readonly #options: LifeSignsOptions;
  readonly #pulse: Pulse;
  readonly #stopLooking: () => void;
  #heardAt: number;
  #lookedAt: number;
  /** What was received when it began to be quiet; null as long as beats come. */
  #received: number | null = null;
  #toldQuiet = false;
  #lost = false;
  #isAway = false;
  #isLooking = false;
  #stopped = false;

  constructor(options: LifeSignsOptions, pulse = OWN_PULSE) {
    this.#options = options;
    this.#pulse = pulse;
    this.#heardAt = this.#lookedAt = pulse.now();
    this.#stopLooking = pulse.every(BEAT_MILLISECONDS, () => void this.#look());
  }

  /** A beat has come, or anything else that the other side said. */
  heard(): void {
    this.#isAway = false;
    this.#received = null;
    this.#alive();
  }

  /** The connection has noticed by itself that nothing comes, or the other side has said that it goes. */
  lose(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#options.changed('lost');
  }

  /** What still comes after this is what was on its way, unless it is a beat. */
  goAway(): void {
    this.#isAway = true;
    this.lose();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopLooking();
  }

  async #look(): Promise<void> {
    this.#options.sendBeat();
    const now = this.#pulse.now();
    const slept = now - this.#lookedAt > SLEPT_MILLISECONDS;
    this.#lookedAt = now;
    if (slept) this.#heardAt = Math.max(this.#heardAt, now - DOUBT_MILLISECONDS);
    if (now - this.#heardAt < DOUBT_MILLISECONDS) return;
    await this.#lookForMedia();
    if (this.#stopped) return;
    // Since it looked: it may have slept while it asked.
    const silence = now - this.#heardAt;
    if (silence > QUIET_MILLISECONDS && !this.#toldQuiet) {
      this.#toldQuiet = true;
      this.#options.quiet();
    }
    if (silence > LOST_MILLISECONDS) this.lose();
  }

  async #lookForMedia(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const received = await this.#options.received().catch(() => null);
    this.#isLooking = false;
    if (received === null || this.#stopped) return;
    const grew = this.#received !== null && received > this.#received;
    this.#received = received;
    if (grew && !this.#isAway) this.#alive();
  }

  #alive(): void {
    this.#heardAt = this.#pulse.now();
    this.#toldQuiet = false;
    if (!this.#lost) return;
    this.#lost = false;
    this.#options.changed('back');
  }
}

/** Everything that a connection has received, in bytes and packets: only whether it grows means something. */
export async function receivedBy(connection: RTCPeerConnection): Promise<number> {
  let sum = 0;
  const report = await connection.getStats();
  report.forEach((stats: { type: string; bytesReceived?: number; packetsReceived?: number }) => {
    if (stats.type === 'candidate-pair') sum += stats.bytesReceived ?? 0;
    if (stats.type === 'inbound-rtp') sum += stats.packetsReceived ?? 0;
  });
  return sum;
}
