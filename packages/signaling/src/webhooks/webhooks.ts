import { Webhook } from 'standardwebhooks';

import type { Clock } from '../clock.ts';
import { problemOf } from '../observability/describe-error.ts';
import type { Log } from '../observability/log.ts';
import type { Message, Outbox } from './outbox.ts';
import { post } from './post.ts';

/** How often the outbox is looked into. */
const LOOK_MS = 1_000;
const BATCH = 20;

/** How long a receiver may take. */
const ANSWER_MS = 10_000;

/** From the first pause to the longest. */
const PAUSE_MS = { first: 5_000, longest: 3_600_000 } as const;

const DAY_MS = 86_400_000;
/** For how long a message is tried. */
const KEPT_MS = 3 * DAY_MS;
/** For how long one that was delivered is known, so that it is not told again. */
const REMEMBERED_MS = 7 * DAY_MS;
const FORGET_MS = 3_600_000;

export interface WebhooksOptions {
  readonly url: string;
  readonly secret: string;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tells the host of calls by HTTP: signed as Standard Webhooks 1.0 has it (`webhook-id`, `webhook-timestamp`, `webhook-signature`),
 * each message at least once and under one id, again and later each time until it is taken (a status from 200 to 299).
 */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #signer: Webhook;
  #stopLooking: () => void = () => undefined;
  #looking: Promise<void> = Promise.resolve();
  #forgotAt = Number.NEGATIVE_INFINITY;
  #failing = false;
  readonly #closed = new AbortController();

  constructor(options: WebhooksOptions) {
    this.#options = options;
    this.#signer = new Webhook(options.secret, { format: 'raw' });
    this.#wait();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#stopLooking();
    await this.#looking;
  }

  #wait(): void {
    if (this.#closed.signal.aborted) return;
    this.#stopLooking = this.#options.clock.after(LOOK_MS, () => {
      this.#looking = this.#look().finally(() => this.#wait());
    });
  }

  async #look(): Promise<void> {
    const { outbox, clock, log } = this.#options;
    try {
      for (;;) {
        const messages = await outbox.take(BATCH, clock.now());
        const delivered = await Promise.all(messages.map((message) => this.#deliver(message)));
        await outbox.delivered(delivered.flat(), clock.now());
        if (messages.length < BATCH || this.#closed.signal.aborted) break;
      }
      await this.#forget();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) log.warn({ err: error }, 'the outbox of the webhooks is out of reach');
      this.#failing = true;
    }
  }

  /** Its id when it was taken, or nothing. */
  async #deliver(message: Message): Promise<readonly string[]> {
    const { outbox, clock, log } = this.#options;
    const problem = await this.#send(message);
    if (problem === null) return [message.id];
    const pause = Math.min(PAUSE_MS.longest, PAUSE_MS.first * 2 ** (message.attempts - 1));
    const { callId, event, attempts } = message;
    log.warn({ callId, event, attempts, problem, againInMs: pause }, 'webhook not taken');
    await outbox.tryAgain(message.id, clock.now() + pause);
    return [];
  }

  /** Null when it was taken. */
  async #send({ id, body }: Message): Promise<string | null> {
    // The receiver compares it with its own clock.
    const now = new Date();
    const headers = {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': this.#signer.sign(id, now, body),
    };
    const { signal } = this.#closed;
    try {
      const status = await post({ url: this.#options.url, headers, body, milliseconds: ANSWER_MS, signal });
      return status >= 200 && status < 300 ? null : `status ${status}`;
    } catch (error) {
      return problemOf(error);
    }
  }

  async #forget(): Promise<void> {
    const now = this.#options.clock.now();
    if (now - this.#forgotAt < FORGET_MS) return;
    await this.#options.outbox.forget(now - REMEMBERED_MS, now - KEPT_MS);
    this.#forgotAt = now;
  }
}
