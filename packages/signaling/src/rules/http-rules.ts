import QuickLRU from 'quick-lru';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';

import { problemOf } from '../observability/describe-error.ts';
import type { Log } from '../observability/log.ts';
import type { HostRules } from './host-rules.ts';

/** How long the host may take, and how long its answer holds. */
const ANSWER_MS = 2_000;
const HOLDS_MS = 30_000;
const MAX_ANSWERS = 100_000;

const Answer = v.object({ allowed: v.boolean() });

type Rule = keyof HostRules;

class NotAnswered extends Error {}

export interface HttpRulesOptions {
  readonly url: string;
  readonly secret: string;
  readonly log: Log;
}

/**
 * Asks the host by HTTP: `{ rule, user, other }`, signed like its webhooks (Standard Webhooks), answered with `{ "allowed": true }` or
 * `false`. What it does not answer in time, or makes no sense, is not allowed, and is asked again the next time.
 */
export class HttpRules implements HostRules {
  readonly #options: HttpRulesOptions;
  readonly #signer: Webhook;
  /** Questions that were answered, or are being asked. */
  readonly #answers = new QuickLRU<string, Promise<boolean>>({ maxSize: MAX_ANSWERS, maxAge: HOLDS_MS });

  constructor(options: HttpRulesOptions) {
    this.#options = options;
    this.#signer = new Webhook(options.secret, { format: 'raw' });
  }

  readonly canSee = (watcher: string, user: string): Promise<boolean> => this.#ask('canSee', watcher, user);

  readonly authorizeCall = (caller: string, callee: string): Promise<boolean> =>
    this.#ask('authorizeCall', caller, callee);

  #ask(rule: Rule, user: string, other: string): Promise<boolean> {
    // User ids hold no white space.
    const key = `${rule} ${user} ${other}`;
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = this.#send(JSON.stringify({ rule, user, other })).catch((error: unknown) => {
      this.#options.log.warn(
        { rule, problem: error instanceof NotAnswered ? error.message : problemOf(error) },
        'rule not answered',
      );
      this.#answers.delete(key);
      return false;
    });
    this.#answers.set(key, answer);
    return answer;
  }

  async #send(body: string): Promise<boolean> {
    const [id, now] = [crypto.randomUUID(), new Date()];
    const headers = {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': this.#signer.sign(id, now, body),
    };
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await fetch(this.#options.url, { method: 'POST', headers, body, signal, redirect: 'error' });
    if (!response.ok) throw new NotAnswered(`status ${response.status}`);
    return v.parse(Answer, await response.json()).allowed;
  }
}
