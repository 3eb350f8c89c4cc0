import type { LinkQuality, LinkStats, TrackStats } from '../call/link-stats.ts';
import { measure, type Measured, rateOf } from './measure.ts';
import { rate, Verdict } from './quality.ts';
import { ReturningMedia } from './returning-media.ts';
import { type Counters, readCounters, type RtpCounters } from './stats-report.ts';

/** How often it is looked. Half a call's packets a second are too few to tell loss from bad luck. */
const LOOK_MILLISECONDS = 2_000;

/** Measures a link for as long as it is up, and tells when it has become better or worse. */
export class LinkMeter {
  readonly #connection: RTCPeerConnection;
  readonly #rated: (quality: LinkQuality) => void;
  readonly #verdict = new Verdict();
  readonly #returning = new ReturningMedia();
  #timer: ReturnType<typeof setInterval> | undefined;
  #before: Counters | null = null;
  #now: Counters | null = null;
  #measured: Measured | null = null;

  constructor(connection: RTCPeerConnection, rated: (quality: LinkQuality) => void) {
    this.#connection = connection;
    this.#rated = rated;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#look(), LOOK_MILLISECONDS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The other side says what it sends. */
  announce(message: Parameters<ReturningMedia['announce']>[0]): void {
    this.#returning.announce(message);
  }

  /** As it was in the last few seconds; a link that was just made has not much to tell. */
  async stats(): Promise<LinkStats> {
    if (!this.#now) await this.#look();
    const { lost, ...times } = this.#measured ?? NOTHING;
    const now = this.#now;
    return {
      quality: this.#verdict.quality,
      roundTripMilliseconds: times.roundTripMilliseconds,
      jitterMilliseconds: times.jitterMilliseconds,
      lost,
      route: now?.route ?? null,
      bytesSent: now?.bytesSent ?? 0,
      bytesReceived: now?.bytesReceived ?? 0,
      sends: this.#tracks('sent'),
      receives: this.#tracks('received'),
    };
  }

  async #look(): Promise<void> {
    const counters = await readCounters(this.#connection).catch(() => null);
    if (!counters) return;
    const before = this.#now;
    [this.#before, this.#now] = [before, counters];
    if (!before) return;
    const { quality } = this.#verdict;
    this.#measured = measure(before, this.#returning.leaveOut(before, counters));
    this.#verdict.note(rate(this.#measured));
    if (this.#verdict.quality !== null && this.#verdict.quality !== quality) this.#rated(this.#verdict.quality);
  }

  #tracks(way: 'sent' | 'received'): readonly TrackStats[] {
    const [before, now] = [this.#before, this.#now];
    return (now?.[way] ?? []).map((is) => {
      const was = before?.[way].find(({ source }) => source === is.source);
      const { bitsPerSecond, framesPerSecond } = before && now ? rateOf(before, now, was, is) : NO_RATE;
      const { source, codec, bytes } = is;
      return { source, codec, bytes, bitsPerSecond, picture: pictureOf(is, framesPerSecond) };
    });
  }
}

const NOTHING: Measured = {
  roundTripMilliseconds: null,
  jitterMilliseconds: null,
  lost: { sent: null, received: null },
  frozen: 0,
};
const NO_RATE = { bitsPerSecond: 0, framesPerSecond: 0 };

function pictureOf({ width, height }: RtpCounters, framesPerSecond: number): TrackStats['picture'] {
  return width > 0 ? { width, height, framesPerSecond } : null;
}
