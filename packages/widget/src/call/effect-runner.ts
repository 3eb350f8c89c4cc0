import type { CallClaim, CallGrant, CallView, IceServer } from 'call-window-signaling/protocol';

import { SignalingRefusal } from './call-error.ts';
import type {
  AcceptRefusal,
  DeviceNotice,
  Effect,
  EffectOf,
  Fact,
  Problem,
  StartOutcome,
  TimerName,
} from './call-events.ts';
import { DeviceEffects, problemOf } from './device-effects.ts';
import { OpenLinks } from './open-links.ts';
import type { Clock, HoldPort, LinkPort, MediaPort, ScreenPort, SignalingPort } from './ports.ts';

export interface Ports {
  readonly signaling: SignalingPort;
  readonly media: MediaPort;
  readonly screen: ScreenPort;
  readonly hold: HoldPort;
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

type Performers = { readonly [Type in Effect['type']]: (effect: EffectOf<Type>) => void };

/** Carries out what the machine decided, and brings back facts. Decides nothing itself. */
export class EffectRunner {
  readonly #ports: Ports;
  readonly #outlets: EffectOutlets;
  readonly #links: OpenLinks;
  readonly #devices: DeviceEffects;
  readonly #timers = new Map<TimerName, () => void>();
  /** The call that was accepted, until it is over. */
  #answering: string | null = null;
  /** On the clock of this machine. */
  #answeredAt = 0;
  /** Calls that the server is being asked about. */
  readonly #asking = new Set<string>();
  readonly #undelivered: (() => void)[] = [];

  constructor(ports: Ports, outlets: EffectOutlets) {
    this.#ports = ports;
    this.#outlets = outlets;
    this.#devices = new DeviceEffects(ports, (fact) => outlets.dispatch(fact));
    this.#links = new OpenLinks(ports, {
      ...{ relayOnly: outlets.relayOnly, iceServers: outlets.iceServers },
      dispatch: (fact) => outlets.dispatch(fact),
      refused: (callId) => void this.#resume(callId),
      unheard: (sayAgain) => this.#undelivered.push(sayAgain),
    });
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
    'open-media': ({ camera }) => void this.#devices.open(camera),
    'release-media': () => {
      this.#answering = null;
      this.#ports.media.release();
      this.#ports.screen.close();
      this.#ports.hold.end();
    },
    'open-camera': () => void this.#devices.openCamera(),
    'close-camera': () => this.#ports.media.closeCamera(),
    'replace-device': (effect) => void this.#devices.replace(effect),
    'open-screen': () => void this.#devices.openScreen(),
    'close-screen': () => this.#ports.screen.close(),
    'adopt-device': (effect) => void this.#devices.adopt(effect),
    'notice-device': ({ notice }) => this.#outlets.deviceNoticed(notice),
    'set-microphone-enabled': ({ enabled }) => this.#ports.media.setMicrophoneEnabled(enabled),
    'begin-hold': () => this.#ports.hold.begin(),
    'end-hold': () => this.#ports.hold.end(),
    invite: (effect) => void this.#invite(effect),
    withdraw: ({ requestId }) => this.#withdraw(requestId),
    'report-ringing': ({ callId }) => void this.#reportRinging(callId),
    accept: ({ callId }) => void this.#accept(callId),
    decline: ({ callId, message }) => this.#tell(callId, () => this.#ports.signaling.decline(callId, message)),
    cancel: ({ callId }) => this.#tell(callId, () => this.#ports.signaling.cancel(callId)),
    leave: ({ callId, reason, by }) => this.#tell(callId, () => this.#ports.signaling.leave(callId, reason, by)),
    'check-call': ({ callId }) => void this.#resume(callId),
    rejoin: ({ callId, claim }) => void this.#resume(callId, { claim }),
    'tell-leaving': ({ callId }) => void this.#ports.signaling.leaving(callId).catch(() => undefined),
    'time-setup': () => {
      this.#answeredAt = this.#ports.clock.now();
    },
    'tell-connected': ({ callId }) => this.#tellConnected(callId),
    'check-signaling': () => this.#ports.signaling.check(),
    'use-ice-servers': ({ iceServers }) => {
      this.#links.hand(iceServers);
    },
    'open-link': (effect) => this.#links.open(effect),
    'open-gate': ({ userId }) => this.#links.get(userId)?.openGate(),
    'deliver-signal': (effect) => this.#links.deliver(effect),
    'restart-link': ({ userId }) => this.#links.get(userId)?.restart(),
    'ask-link': (effect) => this.#links.ask(effect),
    'send-message': ({ userId, message }) => this.#links.get(userId)?.send(message),
    'close-link': ({ userId }) => this.#links.close(userId),
    'close-links': () => this.#links.closeAll(),
    'set-timer': ({ timer, milliseconds }) => this.#setTimer(timer, milliseconds),
    'clear-timer': ({ timer }) => this.#clearTimer(timer),
    'clear-link-timers': () => [...this.#timers.keys()].filter(isLinkTimer).forEach((timer) => this.#clearTimer(timer)),
    'settle-start': ({ requestId, outcome }) => this.#outlets.startSettled(requestId, outcome),
    'report-error': ({ problem }) => this.#outlets.errorReported(problem),
  };

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
      this.#links.hand(grant.iceServers);
      this.#outlets.dispatch({ type: 'call-changed', call: grant.call, resumed: returning !== undefined });
    } catch (error) {
      const reason = acceptRefusal(error);
      if (reason !== 'unreachable') this.#outlets.dispatch({ type: 'resume-refused', callId, reason });
    } finally {
      this.#asking.delete(callId);
    }
  }

  /** Of interest to whoever runs the server, and to no call: a server that does not know it, or is not there, misses nothing. */
  #tellConnected(callId: string): void {
    const { signaling, clock } = this.#ports;
    void signaling.connected(callId, clock.now() - this.#answeredAt).catch(() => undefined);
  }

  /** How the links do at the moment, by user id. */
  stats(): ReturnType<OpenLinks['stats']> {
    return this.#links.stats();
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

function acceptRefusal(error: unknown): AcceptRefusal {
  if (!(error instanceof SignalingRefusal)) return 'unreachable';
  return error.refusal === 'already-in-call' ? 'elsewhere' : 'gone';
}
