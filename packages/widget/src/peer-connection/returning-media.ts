import type { PeerMessage } from 'call-window-signaling/protocol';

import type { Counters } from './stats-report.ts';
import type { TrackSource } from './track-sources.ts';

type MediaMessage = Extract<PeerMessage, { type: 'media' }>;

/**
 * Knows what comes back after a pause that the other side has told of. Browsers take the pause for a picture that froze, and for jitter,
 * as soon as it is over; it is no fault of the line.
 */
export class ReturningMedia {
  readonly #off = new Set<TrackSource>();
  readonly #returning = new Set<TrackSource>();

  announce(message: MediaMessage): void {
    this.#note('microphone', message.microphone);
    this.#note('camera', message.camera);
    this.#note('screen', message.screen);
    this.#note('screen-audio', message.screen);
  }

  /** The later of two looks without what has come back between them. */
  leaveOut(before: Counters, now: Counters): Counters {
    const back = now.received.filter(({ source, packets }) => {
      const was = before.received.find((other) => other.source === source)?.packets ?? 0;
      return this.#returning.has(source) && packets > was;
    });
    for (const { source } of back) this.#returning.delete(source);
    return { ...now, received: now.received.filter((counters) => !back.includes(counters)) };
  }

  #note(source: TrackSource, sent: MediaMessage['camera'] | undefined): void {
    if (sent !== 'on') this.#off.add(source);
    else if (this.#off.delete(source)) this.#returning.add(source);
  }
}
