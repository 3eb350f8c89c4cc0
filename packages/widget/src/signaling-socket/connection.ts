import type { ClientEvents, RefusalCode, ServerEvents } from 'call-window-signaling/protocol';
import type { Socket } from 'socket.io-client';

import type { CallErrorCode } from '../call/call-error.ts';
import type { Pace, SignalingListener } from '../call/ports.ts';

export type SignalingSocket = Socket<ServerEvents, ClientEvents>;

/** A connection that does not answer a question this small twice, in several times what an answer took before, carries nothing. */
const CHECKS = 2;
const ROUND_TRIPS = 4;
const CHECK_MILLISECONDS = { least: 450, most: 4_000 } as const;

/** How a lost connection is tried again: from the first pause to the longest, and how long one attempt may take. */
export const PACES = {
  calm: { first: 500, longest: 5_000, timeout: 10_000 },
  // An attempt that began before the network was back waits for its repetition: better to begin anew.
  hurried: { first: 200, longest: 800, timeout: 2_000 },
} as const satisfies Record<Pace, object>;

/** One attempt in so many may take long all the same: the network may be slow, and not gone. */
const LONG_ATTEMPT = 3;

/** Who connects. `token` is asked for again after a refusal; a user without one relies on the server's open identity. */
export interface Identity {
  readonly userId: string;
  readonly name: string | null;
  readonly picture: string | null;
  readonly token: (reason: 'connect' | 'refused') => Promise<string | null>;
  /** Whether asking again after a refusal can bring another token. */
  readonly canRenew: () => boolean;
}

/** The words for hosts that the server's refusals come down to. */
export const ERROR_CODES: Readonly<Record<RefusalCode, CallErrorCode>> = {
  unauthenticated: 'unauthenticated',
  'token-expired': 'token-expired',
  'not-permitted': 'not-permitted',
  'invalid-request': 'invalid-request',
  'rate-limited': 'rate-limited',
  'already-in-call': 'already-in-call',
  'no-such-call': 'invalid-request',
  'unsupported-protocol': 'invalid-request',
  'internal-error': 'signaling-unreachable',
};

/** Follows the connection: lost ones come back by themselves, refused ones get one more try with a new token. */
export class Connection {
  readonly #socket: SignalingSocket;
  readonly #identity: Identity;
  readonly #closed = new AbortController();
  #listener!: SignalingListener;
  #renewed = false;
  #outageReported = false;
  #isChecking = false;
  /** How long a check may go unanswered, in milliseconds. */
  #checkTimeout: number = CHECK_MILLISECONDS.least;
  #pace: Pace = 'calm';

  constructor(socket: SignalingSocket, identity: Identity) {
    this.#socket = socket;
    this.#identity = identity;
  }

  listen(listener: SignalingListener): void {
    this.#listener = listener;
    this.#socket.on('connect', () => this.#connected());
    this.#socket.on('connect_error', (error) => this.#failed(error));
    this.#socket.on('disconnect', (reason) => this.#lost(reason));
    this.#socket.io.on('reconnect_attempt', (attempt) => this.#timeAttempt(attempt));
    const { signal } = this.#closed;
    const networkChanged = (): void => {
      this.#networkChanged();
    };
    addEventListener('online', networkChanged, { signal });
    // A laptop that wakes up, a phone that is looked at again.
    document.addEventListener('visibilitychange', () => document.hidden || networkChanged(), { signal });
    networkInformation()?.addEventListener('change', networkChanged, { signal });
  }

  close(): void {
    this.#closed.abort();
    this.#socket.disconnect();
  }

  /** A connection whose network has gone looks alive until the next ping is due. */
  async check(): Promise<void> {
    if (!this.#socket.connected || this.#isChecking) return;
    this.#isChecking = true;
    let answers = false;
    for (let check = 0; check < CHECKS && !answers; check += 1) answers = await this.#isAnswered();
    this.#isChecking = false;
    if (!answers) this.renew();
  }

  /** Something was answered, and how long that took. */
  answered(milliseconds: number): void {
    const { least, most } = CHECK_MILLISECONDS;
    this.#checkTimeout = Math.min(most, Math.max(least, ROUND_TRIPS * milliseconds));
  }

  async #isAnswered(): Promise<boolean> {
    const askedAt = performance.now();
    try {
      await this.#socket.timeout(this.#checkTimeout).emitWithAck('connection:check', { check: true });
      this.answered(performance.now() - askedAt);
      return true;
    } catch {
      // The next one may only be late.
      this.#checkTimeout = Math.min(CHECK_MILLISECONDS.most, 2 * this.#checkTimeout);
      return false;
    }
  }

  setPace(pace: Pace): void {
    if (this.#pace === pace) return;
    this.#pace = pace;
    this.#timeAttempt(1);
    // The pause that it is in may be a long one.
    if (pace === 'hurried') this.#tryNow();
  }

  /** The host has no token at the moment: an outage like any other. */
  tokenFailed(error: Error): void {
    this.#unreachable(error);
    // Its end is what has it tried again.
    this.#socket.io.engine.close();
  }

  /** Gives up a connection that carries nothing for a new one. */
  renew(): void {
    if (!this.#socket.connected) return;
    this.#socket.disconnect();
    this.#listener.statusChanged('disconnected', null);
    this.#socket.connect();
  }

  #networkChanged(): void {
    if (this.#socket.connected) void this.check();
    else this.#tryNow();
  }

  #tryNow(): void {
    if (this.#socket.connected || !this.#socket.active) return;
    this.#socket.disconnect();
    this.#socket.connect();
  }

  #timeAttempt(attempt: number): void {
    const { first, longest, timeout } = PACES[this.#pace];
    const { io: manager } = this.#socket;
    manager.reconnectionDelay(first);
    manager.reconnectionDelayMax(longest);
    manager.timeout(attempt % LONG_ATTEMPT === 0 ? PACES.calm.timeout : timeout);
  }

  #connected(): void {
    this.#renewed = false;
    this.#outageReported = false;
    this.#listener.statusChanged('connected', null);
  }

  #failed(error: Error): void {
    const refusal = refusalOf(error);
    if (!refusal) return this.#unreachable(error);
    if (refusal === 'internal-error' || refusal === 'rate-limited') return this.#outOfOrder(error);
    const renewable = refusal === 'unauthenticated' || refusal === 'token-expired';
    if (renewable && !this.#renewed && this.#identity.canRenew()) {
      this.#renewed = true;
      this.#socket.connect();
      return;
    }
    this.#listener.statusChanged('refused', { code: ERROR_CODES[refusal], cause: error });
  }

  /** The server is there and cannot say who anybody is, or has too much to do. Socket.io takes that for its last word. */
  #outOfOrder(error: Error): void {
    this.#unreachable(error);
    const timer = setTimeout(() => this.#socket.connect(), PACES[this.#pace].longest);
    this.#closed.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /** Reported once per outage, however many attempts fail. */
  #unreachable(error: Error): void {
    const problem = this.#outageReported ? null : ({ code: 'signaling-unreachable', cause: error } as const);
    this.#outageReported = true;
    this.#listener.statusChanged('disconnected', problem);
  }

  #lost(reason: Socket.DisconnectReason): void {
    if (reason === 'io client disconnect') return;
    this.#listener.statusChanged('disconnected', null);
    // Socket.io leaves it at that when the server hung up, for example before a restart.
    if (reason === 'io server disconnect') this.#socket.connect();
  }
}

/** The server's code, when it was the server that refused the handshake. */
export function refusalOf(error: Error & { data?: unknown }): RefusalCode | null {
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('code' in data)) return null;
  const code = String(data.code);
  return Object.hasOwn(ERROR_CODES, code) ? (code as RefusalCode) : 'unauthenticated';
}

/** The Network Information API (WICG), where there is one. */
function networkInformation(): EventTarget | undefined {
  return (navigator as { connection?: EventTarget }).connection;
}
