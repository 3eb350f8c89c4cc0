import { type IRateLimiterOptions, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import type { Refusal, RequestName } from '../protocol/index.ts';
import { refuse } from '../refuse.ts';

/** How many points in how many seconds. */
type Rate = Required<Pick<IRateLimiterOptions, 'points' | 'duration'>>;

/** What nobody reaches who makes calls, and what a server can bear from whoever does not. */
export const RATES = {
  /** Handshakes from one address: an office behind one router, all of whose tabs come back after an outage. */
  connect: { points: 600, duration: 60 },
  /** HTTP requests of one user, and of one address whoever it says it is. */
  http: { points: 120, duration: 60 },
  httpAddress: { points: 1_200, duration: 60 },
  /** All requests of one user: their tabs and devices together. */
  request: { points: 1_000, duration: 10 },
  invite: { points: 60, duration: 120 },
  /** A link needs about thirty, and as many with each new route. */
  signal: { points: 600, duration: 10 },
  refresh: { points: 100, duration: 60 },
  /** Frames of one WebSocket, whatever they are: several times what is answered of them. */
  frame: { points: 5_000, duration: 10 },
} as const satisfies Record<string, Rate>;

export type Rates = Readonly<Record<keyof typeof RATES, Rate>>;
type Limiters = Readonly<Record<keyof Rates, RateLimiterMemory>>;

/** How many devices of one user, and connections of one address, there may be at a time. */
export const MAX_DEVICES = 32;
export const MAX_CONNECTIONS_OF_ADDRESS = 1_000;

const OF_REQUEST: Partial<Record<RequestName, keyof Rates>> = {
  'call:invite': 'invite',
  'call:signal': 'signal',
  'identity:refresh': 'refresh',
};

/** How much one user or address may ask for. Counted in this process. */
export class Limits {
  readonly #limiters: Limiters;

  /** @param rates those that are not the usual ones */
  constructor(rates: Partial<Rates> = {}) {
    const limiterOf = ([name, rate]: [string, Rate]) => [name, new RateLimiterMemory({ ...rate, keyPrefix: name })];
    this.#limiters = Object.fromEntries(Object.entries({ ...RATES, ...rates }).map(limiterOf)) as Limiters;
  }

  /** Null if the user may send one more request of this name. */
  async request(userId: string, name: RequestName): Promise<Refusal | null> {
    // A connection that may not be asked about looks dead.
    if (name === 'connection:check') return null;
    const special = OF_REQUEST[name];
    const wait = (await this.#spend('request', userId)) ?? (special ? await this.#spend(special, userId) : null);
    return wait === null ? null : refuse('rate-limited', `Too many requests; try again in ${wait} s.`);
  }

  /** Null, or in how many seconds the address may connect again. */
  connect(address: string): Promise<number | null> {
    return this.#spend('connect', address);
  }

  /** Null, or in how many seconds the address, or the user, may ask again. */
  httpFrom(address: string): Promise<number | null> {
    return this.#spend('httpAddress', address);
  }

  httpOf(userId: string): Promise<number | null> {
    return this.#spend('http', userId);
  }

  /** Null, or in how many seconds the WebSocket may send again. */
  frame(webSocket: string): Promise<number | null> {
    return this.#spend('frame', webSocket);
  }

  async #spend(name: keyof Rates, key: string): Promise<number | null> {
    try {
      await this.#limiters[name].consume(key);
      return null;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    }
  }
}
