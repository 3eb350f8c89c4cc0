import type { Clock } from '../clock.ts';
import type { Refusal, RefusalCode } from '../protocol/index.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** How long nothing more is said of one code: whoever is refused may try as often as they like. */
const QUIET_MS = 60_000;

interface RefusedHandshakesParts {
  readonly metrics: Pick<Metrics, 'refused'>;
  readonly log: Log;
  readonly clock: Clock;
}

/** Counts the handshakes that were refused, and says now and then why: a wrong secret or origin looks like nothing else. */
export class RefusedHandshakes {
  readonly #parts: RefusedHandshakesParts;
  readonly #saidAt = new Map<RefusalCode, number>();

  constructor(parts: RefusedHandshakesParts) {
    this.#parts = parts;
  }

  note({ code, message }: Refusal): void {
    const { metrics, log, clock } = this.#parts;
    metrics.refused('handshake', code);
    const now = clock.now();
    if (now - (this.#saidAt.get(code) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    this.#saidAt.set(code, now);
    log.warn({ code, problem: message }, 'handshake refused');
  }
}
