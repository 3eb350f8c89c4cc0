import type { CallGrant, CallView, IceServer, PresenceEntry } from 'call-window-signaling/protocol';

import { CallError, type CallErrorCode } from './call-error.ts';
import type { CallEvent, CallTimer, DeviceNotice, Problem, StartOutcome } from './call-events.ts';
import type { CallAttempt, CallKind, Line } from './call-state.ts';
import { EffectRunner, type Ports } from './effect-runner.ts';
import { type KeptCall, keptFrom, type Terms } from './kept-call.ts';
import type { Describe } from './peers.ts';
import type { SignalingListener, SignalingStatus } from './ports.ts';
import { advance, FREE_LINE } from './line.ts';

/** Everything that an element may show. Replaced, never changed. */
export interface SessionState extends Line {
  readonly signaling: SignalingStatus;
  /** Why the server refused, while `signaling` is `refused`. */
  readonly refusedWith: CallErrorCode | null;
  /** What the server says of the watched users, by user id. */
  readonly presence: ReadonlyMap<string, PresenceEntry>;
  /** Server's clock minus this machine's, in milliseconds. */
  readonly clockOffset: number;
}

export interface SessionListener {
  stateChanged(state: SessionState, previous: SessionState): void;
  /** `connection`: the signaling server's doing, not this call's. */
  errorReported(problem: Problem, about: 'call' | 'connection'): void;
  deviceNoticed?(notice: DeviceNotice): void;
}

export interface SessionOptions {
  readonly selfId: string;
  readonly ports: Ports;
  readonly describe: Describe;
  readonly relayOnly: () => boolean;
  readonly iceServers: () => readonly IceServer[] | null;
  /** Makes the id that lets the server recognise a repeated request. */
  readonly makeRequestId: () => string;
}

/** Before the server has said anything. */
export const INITIAL_SESSION: SessionState = {
  ...FREE_LINE,
  signaling: 'connecting',
  refusedWith: null,
  presence: new Map(),
  clockOffset: 0,
};

/** The store: events go in through `dispatch`, the machine decides, effects go out through the ports, listeners hear of the new state. */
export class CallSession {
  #state = INITIAL_SESSION;
  #queue: CallEvent[] = [];
  #running = false;
  #watched: readonly string[] = [];
  #wasConnected = false;
  /** Known from the first grant on, and no call is without one. */
  #graceMilliseconds = 60_000;
  readonly #options: SessionOptions;
  readonly #runner: EffectRunner;
  readonly #listeners = new Set<SessionListener>();
  readonly #starts = new Map<string, PromiseWithResolvers<CallView>>();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#runner = new EffectRunner(options.ports, {
      dispatch: (fact) => this.dispatch(fact),
      granted: (grant) => this.#granted(grant),
      startSettled: (requestId, outcome) => this.#startSettled(requestId, outcome),
      errorReported: (problem) => this.#report(problem, 'call'),
      deviceNoticed: (notice) => [...this.#listeners].forEach((listener) => listener.deviceNoticed?.(notice)),
      relayOnly: options.relayOnly,
      iceServers: options.iceServers,
    });
    options.ports.signaling.listen(this.#signalingListener);
  }

  get state(): SessionState {
    return this.#state;
  }

  get terms(): Terms {
    return { graceMilliseconds: this.#graceMilliseconds, clockOffset: this.#state.clockOffset };
  }

  /** Takes up the call that the page before was in; it goes on as soon as the server is there to say so. */
  restore(kept: KeptCall, { graceMilliseconds, clockOffset }: Terms): void {
    this.#graceMilliseconds = graceMilliseconds;
    this.#change({ clockOffset });
    this.dispatch({ type: 'restore', kept });
  }

  /** Connects to the signaling server; from now on this user can be rung. */
  open(): void {
    this.#options.ports.signaling.connect();
  }

  /** Tries again where the server had refused: the host has another token now. */
  reopen(): void {
    if (this.#state.signaling === 'refused') this.open();
  }

  /** Ends the call that is on, and tells at once how it looks from here: nobody will be there to hear the server. */
  endAtOnce(): void {
    this.dispatch({ type: 'end' });
    this.tellEnds();
  }

  /** The page goes away, and may be loaded again: an answered call is kept for that, anything else is over. */
  leavePage(): void {
    const { call } = this.#state;
    if (keptFrom(call)) this.dispatch({ type: 'leave-page' });
    else if (call.phase !== 'incoming') this.endAtOnce();
    this.tellEnds();
  }

  /** The page was away, though it was not loaded again. */
  comeBack(): void {
    if (this.#state.signaling === 'connected') this.dispatch({ type: 'signaling-returned' });
  }

  /** Tells what waits for the server's word without it. */
  tellEnds(): void {
    for (const { call } of this.#state.closing) this.#over(`last-word ${call.id}`);
  }

  /** Ends the call, if there is one, and closes the connection. */
  close(): void {
    // A ring is not declined by closing one page: it goes on elsewhere.
    this.dispatch({ type: 'stop-ringing' });
    this.endAtOnce();
    this.#options.ports.signaling.close();
    this.#listeners.clear();
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: SessionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Rings the given users. Resolves when the server has granted the invite; busy, declined and unreachable come as ends of the call.
   * @throws {CallError} `already-in-call`, `permission-denied`, `canceled`, … when nobody was rung.
   */
  start(to: readonly string[], kind: CallKind, more: Pick<CallAttempt, 'share'> = {}): Promise<CallView> {
    if (this.#state.call.phase !== 'idle') return Promise.reject(new CallError('already-in-call'));
    const requestId = this.#options.makeRequestId();
    const settled = Promise.withResolvers<CallView>();
    this.#starts.set(requestId, settled);
    this.dispatch({ type: 'start', attempt: { requestId, to, kind, ...more } });
    return settled.promise;
  }

  /** How the links of the call do at the moment, by user id. */
  stats(): ReturnType<EffectRunner['stats']> {
    return this.#runner.stats();
  }

  /** Whose presence is shown; each call replaces the one before. */
  watch(users: readonly string[]): void {
    if (users.join(' ') === this.#watched.join(' ')) return;
    this.#watched = users;
    if (this.#state.signaling === 'connected') void this.#refreshPresence();
  }

  dispatch(event: CallEvent): void {
    this.#queue.push(event);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#apply(next);
    } finally {
      this.#running = false;
    }
  }

  #over(timer: CallTimer): void {
    this.dispatch({ type: 'time-out', timer });
  }

  #apply(event: CallEvent): void {
    const { selfId, describe } = this.#options;
    const graceMilliseconds = this.#graceMilliseconds;
    const isConnected = this.#state.signaling === 'connected';
    const step = advance(this.#state, event, { selfId, describe, graceMilliseconds, isConnected });
    const { call, waiting, closing, ended, past } = step.state;
    this.#change({ call, waiting, closing, ended, past });
    // The link cannot come back without it.
    const isDown = call.phase === 'connecting' || call.phase === 'reconnecting';
    this.#options.ports.signaling.setPace(isDown ? 'hurried' : 'calm');
    if (step.then) this.#queue.unshift(step.then);
    const failures = step.effects.flatMap((effect) => this.#runner.run(effect));
    for (const problem of failures) this.#report(problem, 'call');
  }

  #change(change: Partial<SessionState>): void {
    const previous = this.#state;
    const next = { ...previous, ...change };
    if (
      Object.keys(change).every((key) =>
        Object.is(next[key as keyof SessionState], previous[key as keyof SessionState]),
      )
    ) {
      return;
    }
    this.#state = next;
    for (const listener of [...this.#listeners]) listener.stateChanged(next, previous);
  }

  #report(problem: Problem, about: 'call' | 'connection'): void {
    for (const listener of [...this.#listeners]) listener.errorReported(problem, about);
  }

  #granted({ now, graceSeconds, iceSeconds }: CallGrant): void {
    this.#graceMilliseconds = graceSeconds * 1000;
    this.#serverTime(now);
    if (iceSeconds !== null) this.dispatch({ type: 'ice-servers-granted', milliseconds: iceSeconds * 1000 });
  }

  #serverTime(now: number): void {
    this.#change({ clockOffset: now - this.#options.ports.clock.now() });
  }

  #startSettled(requestId: string, outcome: StartOutcome): void {
    const start = this.#starts.get(requestId);
    this.#starts.delete(requestId);
    if ('granted' in outcome) start?.resolve(outcome.granted);
    else start?.reject(new CallError(outcome.failed.code, outcome.failed));
  }

  readonly #signalingListener: SignalingListener = {
    statusChanged: (status, problem) => {
      this.#change({ signaling: status, refusedWith: status === 'refused' ? (problem?.code ?? null) : null });
      if (problem) this.#report(problem, 'connection');
      if (status === 'connected') this.#connected();
    },
    rang: (grant) => {
      this.#granted(grant);
      this.dispatch({ type: 'rang', grant });
    },
    callChanged: (call, serverNow) => {
      this.#serverTime(serverNow);
      this.dispatch({ type: 'call-changed', call });
    },
    signalReceived: (notice) => this.dispatch({ type: 'signal-received', ...notice }),
    presenceChanged: (entry) => {
      if (this.#watched.includes(entry.userId))
        this.#change({ presence: new Map(this.#state.presence).set(entry.userId, entry) });
    },
  };

  #connected(): void {
    this.#runner.redeliver();
    // A call that the page before was in is to be resumed with the first connection.
    if (this.#wasConnected || this.#state.call.phase === 'reconnecting') this.dispatch({ type: 'signaling-returned' });
    this.#wasConnected = true;
    if (this.#watched.length > 0) void this.#refreshPresence();
  }

  async #refreshPresence(): Promise<void> {
    const users = this.#watched;
    try {
      const entries = await this.#options.ports.signaling.watchPresence(users);
      if (users === this.#watched) this.#change({ presence: new Map(entries.map((entry) => [entry.userId, entry])) });
    } catch {
      // Presence is asked for again with the next connection; until then it stays unknown.
      if (users === this.#watched) this.#change({ presence: new Map() });
    }
  }
}
