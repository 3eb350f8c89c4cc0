import type { CallClaim, CallGrant, CallView, IceServer } from 'call-window-signaling/protocol';

import { asCallError, CallError, SignalingRefusal } from './call-error.ts';
import type { AcceptRefusal, DeviceNotice, Effect, Fact, Problem, StartOutcome, TimerName } from './call-events.ts';
import type { Clock, Link, LinkListener, LinkPort, MediaPort, OutgoingSignal, SignalingPort } from './ports.ts';

export interface Ports {
  readonly signaling: SignalingPort;
  readonly media: MediaPort;
  readonly links: LinkPort;
  readonly clock: Clock;
}

export interface EffectOutlets {
  dispatch(fact: Fact): void;
  /** What every grant brings besides the call: the server's clock and its terms. */
  granted(grant: CallGrant): void;
  startSettled(requestId: string, outcome: StartOutcome): void;
  errorReported(problem: Problem): void;
  deviceNoticed(notice: DeviceNotice): void;
  relayOnly(): boolean;
  /** Replaces what the server hands out. */
  iceServers(): readonly IceServer[] | null;
}

type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;
type Performers = { readonly [Type in Effect['type']]: (effect: EffectOf<Type>) => void };

/** Numbers of requests for a link that is still to be made, out of the way of those that a link counts from 0. */
const FIRST_ASK = 90_000;
const ASKS = 10_000;

interface OpenLink {
  readonly callId: string;
  readonly attempt: number;
  readonly link: Link;
}

/** Carries out what the machine decided, and brings back facts. Decides nothing itself. */
export class EffectRunner {
  readonly #ports: Ports;
  readonly #outlets: EffectOutlets;
  readonly #links = new Map<string, OpenLink>();
  readonly #timers = new Map<TimerName, () => void>();
  /** The call that was accepted, until it is over. */
  #answering: string | null = null;
  /** Calls that the server is being asked about. */
  readonly #asking = new Set<string>();
  readonly #undelivered: (() => void)[] = [];
  #asked = 0;
  #iceServers: readonly IceServer[] = [];

  constructor(ports: Ports, outlets: EffectOutlets) {
    this.#ports = ports;
    this.#outlets = outlets;
    ports.media.captureEnded = (kind, label) => outlets.dispatch({ type: 'capture-ended', kind, label });
    ports.media.capturePaused = (kind, paused) =>
      outlets.dispatch({ type: paused ? 'capture-paused' : 'capture-resumed', kind });
    ports.media.devicesChanged = () => outlets.dispatch({ type: 'devices-changed' });
  }

  /** What went wrong, if anything did: an effect that fails must not cost those after it (the camera would stay on). */
  run(effect: Effect): readonly Problem[] {
    const perform = this.#performers[effect.type] as (effect: Effect) => void;
    try {
      perform(effect);
      return [];
    } catch (error) {
      return [problemOf(error, 'connection-failed')];
    }
  }

  readonly #performers: Performers = {
    'open-media': ({ camera }) => void this.#openMedia(camera),
    'release-media': () => {
      this.#answering = null;
      this.#ports.media.release();
    },
    'open-camera': () => void this.#openCamera(),
    'close-camera': () => this.#ports.media.closeCamera(),
    'replace-device': (effect) => void this.#replaceDevice(effect),
    'notice-device': ({ notice }) => this.#outlets.deviceNoticed(notice),
    'set-microphone-enabled': ({ enabled }) => this.#ports.media.setMicrophoneEnabled(enabled),
    invite: (effect) => void this.#invite(effect),
    withdraw: ({ requestId }) => this.#withdraw(requestId),
    'report-ringing': ({ callId }) => void this.#reportRinging(callId),
    accept: ({ callId }) => void this.#accept(callId),
    decline: ({ callId, message }) => this.#tell(callId, () => this.#ports.signaling.decline(callId, message)),
    cancel: ({ callId }) => this.#tell(callId, () => this.#ports.signaling.cancel(callId)),
    leave: ({ callId, reason, by }) => this.#tell(callId, () => this.#ports.signaling.leave(callId, reason, by)),
    resume: ({ callId }) => void this.#resume(callId),
    return: ({ callId, claim }) => void this.#resume(callId, { claim }),
    'tell-leaving': ({ callId }) => void this.#ports.signaling.leaving(callId).catch(() => undefined),
    'check-signaling': () => this.#ports.signaling.check(),
    'use-ice-servers': ({ iceServers }) => {
      this.#iceServers = iceServers;
    },
    'open-link': (effect) => this.#openLink(effect),
    'open-gate': ({ userId }) => this.#links.get(userId)?.link.openGate(),
    'deliver-signal': (effect) => this.#deliver(effect),
    'restart-link': ({ userId }) => this.#links.get(userId)?.link.restart(),
    'ask-link': (effect) => this.#askForLink(effect),
    'send-message': ({ userId, message }) => this.#links.get(userId)?.link.send(message),
    'close-link': ({ userId }) => this.#closeLink(userId),
    'close-links': () => [...this.#links.keys()].forEach((userId) => this.#closeLink(userId)),
    'set-timer': ({ timer, milliseconds }) => this.#setTimer(timer, milliseconds),
    'clear-timer': ({ timer }) => this.#clearTimer(timer),
    'clear-link-timers': () => [...this.#timers.keys()].filter(isLinkTimer).forEach((timer) => this.#clearTimer(timer)),
    'settle-start': ({ requestId, outcome }) => this.#outlets.startSettled(requestId, outcome),
    'report-error': ({ problem }) => this.#outlets.errorReported(problem),
  };

  async #openMedia(camera: boolean): Promise<void> {
    try {
      const opened = await this.#ports.media.open({ camera });
      this.#outlets.dispatch({ type: 'media-opened', ...opened });
    } catch (error) {
      if (isAbort(error)) return;
      this.#outlets.dispatch({ type: 'media-failed', problem: problemOf(error, 'device-not-found') });
    }
  }

  async #openCamera(): Promise<void> {
    try {
      await this.#ports.media.openCamera();
      this.#outlets.dispatch({ type: 'camera-opened' });
    } catch (error) {
      if (isAbort(error)) return;
      this.#outlets.dispatch({ type: 'camera-failed', problem: problemOf(error, 'device-not-found') });
    }
  }

  async #replaceDevice({ kind, gone }: EffectOf<'replace-device'>): Promise<void> {
    try {
      const label = await this.#ports.media.replace(kind);
      this.#outlets.dispatch({ type: 'device-replaced', kind, gone, label });
    } catch (error) {
      if (isAbort(error)) return;
      this.#outlets.dispatch({ type: 'device-unavailable', kind, problem: problemOf(error, 'device-not-found') });
    }
  }

  async #invite({ attempt }: EffectOf<'invite'>): Promise<void> {
    const { requestId } = attempt;
    const fact = await askTwice(() => this.#ports.signaling.invite(attempt)).then(
      (grant): Fact => ({ type: 'invite-granted', requestId, grant }),
      (error: unknown): Fact => ({
        type: 'invite-refused',
        requestId,
        problem: { ...problemOf(error, 'signaling-unreachable'), cause: error },
      }),
    );
    if (fact.type === 'invite-granted') this.#outlets.granted(fact.grant);
    this.#outlets.dispatch(fact);
  }

  /** A ring that came late is over for the server: it says how, and nothing rings on. */
  async #reportRinging(callId: string): Promise<void> {
    try {
      await this.#ports.signaling.reportRinging(callId);
    } catch (error) {
      if (error instanceof SignalingRefusal) await this.#resume(callId);
    }
  }

  async #accept(callId: string): Promise<void> {
    try {
      this.#answering = callId;
      const grant = await askTwice(
        () => this.#ports.signaling.accept(callId),
        () => this.#answering === callId,
      );
      this.#outlets.granted(grant);
      this.#outlets.dispatch({ type: 'call-changed', call: grant.call });
    } catch (error) {
      const reason = acceptRefusal(error);
      if (reason === 'gone') await this.#resume(callId);
      // Says nothing new where the server has just told how the call ended.
      this.#outlets.dispatch({ type: 'accept-refused', callId, reason, cause: error });
    }
  }

  async #resume(callId: string, returning?: { readonly claim: CallClaim | undefined }): Promise<void> {
    if (this.#asking.has(callId)) return;
    this.#asking.add(callId);
    try {
      const grant = await this.#ports.signaling.resume(callId, returning?.claim);
      this.#outlets.granted(grant);
      this.#iceServers = grant.iceServers;
      this.#outlets.dispatch({ type: 'call-changed', call: grant.call, resumed: returning !== undefined });
    } catch (error) {
      const reason = acceptRefusal(error);
      if (reason !== 'unreachable') this.#outlets.dispatch({ type: 'resume-refused', callId, reason });
    } finally {
      this.#asking.delete(callId);
    }
  }

  /** Says again what could not be said during an outage: that a call is over is nothing to find out by a deadline. */
  redeliver(): void {
    // What was asked before it has been lost with the connection.
    this.#asking.clear();
    for (const tell of this.#undelivered.splice(0)) tell();
  }

  #withdraw(requestId: string): void {
    askTwice(() => this.#ports.signaling.withdraw(requestId)).catch((error: unknown) => {
      if (!(error instanceof SignalingRefusal)) this.#undelivered.push(() => this.#withdraw(requestId));
    });
  }

  #tell(callId: string, farewell: () => Promise<CallView>): void {
    askTwice(farewell).then(
      (call) => {
        this.#outlets.dispatch({ type: 'call-changed', call });
        this.#outlets.dispatch({ type: 'farewell-answered', callId });
      },
      (error: unknown) => {
        // Refused: another device has answered, or it is over. Which of them, and how, is to be had for the asking.
        if (error instanceof SignalingRefusal) void this.#resume(callId);
        else this.#undelivered.push(() => this.#tell(callId, farewell));
      },
    );
  }

  /**
   * A signal that is refused was meant for a call that is over, or that another device has: the server says which. One that was not
   * heard is said again, unless there is a newer attempt by then.
   */
  async #signal(envelope: OutgoingSignal): Promise<void> {
    try {
      await this.#ports.signaling.signal(envelope);
    } catch (error) {
      if (!(error instanceof SignalingRefusal)) this.#undelivered.push(() => this.#signalAgain(envelope));
      else if (error.refusal === 'no-such-call') await this.#resume(envelope.callId);
    }
  }

  #signalAgain(envelope: OutgoingSignal): void {
    const open = this.#links.get(envelope.to);
    if (open?.callId === envelope.callId && open.attempt === envelope.attempt) void this.#signal(envelope);
  }

  #askForLink({ callId, userId, attempt }: EffectOf<'ask-link'>): void {
    this.#asked = (this.#asked + 1) % ASKS;
    const sequence = FIRST_ASK + this.#asked;
    const ask = this.#ports.signaling.signal({
      ...{ callId, to: userId, attempt, sequence },
      signal: { type: 'restart', restart: 'link' },
    });
    // It is asked for again when it does not come.
    ask.catch(() => undefined);
  }

  #openLink({ callId, userId, attempt, role, gate, patience }: EffectOf<'open-link'>): void {
    this.#closeLink(userId);
    const listener: LinkListener = {
      signal: (signal, sequence) => void this.#signal({ callId, to: userId, attempt, sequence, signal }),
      changed: (link) => this.#outlets.dispatch({ type: 'link-changed', userId, attempt, link }),
      quiet: () => this.#outlets.dispatch({ type: 'link-quiet', userId, attempt }),
      mediaArrived: (kind) => this.#outlets.dispatch({ type: 'media-arrived', userId, attempt, kind }),
      said: (message) => this.#outlets.dispatch({ type: 'peer-said', userId, attempt, message }),
    };
    const iceServers = this.#outlets.iceServers() ?? this.#iceServers;
    const relayOnly = this.#outlets.relayOnly();
    const link = this.#ports.links.open({ userId, role, gate, iceServers, relayOnly, patience, listener });
    this.#links.set(userId, { callId, attempt, link });
  }

  #deliver({ userId, attempt, sequence, signal }: EffectOf<'deliver-signal'>): void {
    const open = this.#links.get(userId);
    if (open?.attempt === attempt) open.link.deliver(signal, sequence);
  }

  #closeLink(userId: string): void {
    this.#links.get(userId)?.link.close();
    this.#links.delete(userId);
  }

  #setTimer(timer: TimerName, milliseconds: number): void {
    this.#clearTimer(timer);
    const forget = this.#ports.clock.after(milliseconds, () => {
      this.#timers.delete(timer);
      this.#outlets.dispatch({ type: 'time-out', timer });
    });
    this.#timers.set(timer, forget);
  }

  #clearTimer(timer: TimerName): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }
}

/** The answer may have been lost and not the request: asked again, the server answers as it did. */
async function askTwice<Answer>(ask: () => Promise<Answer>, wanted: () => boolean = () => true): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SignalingRefusal || !wanted()) throw error;
    return ask();
  }
}

function isLinkTimer(timer: TimerName): boolean {
  return !timer.startsWith('ring-over ') && !timer.startsWith('last-word ');
}

function problemOf(error: unknown, otherwise: CallError['code']): Problem {
  const { code, cause, device } = asCallError(error, otherwise);
  return { code, cause, device };
}

/** Released while the prompt was open: nobody waits for the answer any more. */
function isAbort(error: unknown): boolean {
  return error instanceof CallError && error.code === 'canceled';
}

function acceptRefusal(error: unknown): AcceptRefusal {
  if (!(error instanceof SignalingRefusal)) return 'unreachable';
  return error.refusal === 'already-in-call' ? 'elsewhere' : 'gone';
}
