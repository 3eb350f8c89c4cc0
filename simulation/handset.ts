import type { Notice, NoticeName, RequestName } from '../packages/signaling/src/protocol/index.ts';
import { CallError } from '../packages/widget/src/call/call-error.ts';
import { CallSession, type SessionState } from '../packages/widget/src/call/call-session.ts';
import type { CallKind, EndedCall } from '../packages/widget/src/call/call-state.ts';
import { keptFrom } from '../packages/widget/src/call/kept-call.ts';
import type {
  Clock,
  HoldPort,
  MediaPort,
  ScreenPort,
  SignalingListener,
  SignalingPort,
} from '../packages/widget/src/call/ports.ts';
import { eventsBetween, type PublicEvent } from '../packages/widget/src/public-events.ts';
import type { Air } from './air.ts';
import { CountingClock } from './counting-clock.ts';
import { type Deed, ringing, UserDeeds } from './deeds.ts';
import type { SimulatedServer } from './server.ts';
import { Socket } from './socket.ts';
import type { Wire } from './wire.ts';

/** Nobody here shares anything. */
const NO_SCREEN: ScreenPort = {
  screenEnded: () => undefined,
  open: () => Promise.reject(new CallError('unsupported-browser')),
  close: () => undefined,
};

/** Nor is anybody put on hold. */
const NO_HOLD: HoldPort = { begin: () => undefined, end: () => undefined };

export interface Surroundings {
  readonly server: SimulatedServer;
  readonly wire: Wire;
  readonly air: Air;
  readonly clock: Clock;
}

/** One device of a user: the real session, with a simulated world behind its ports. */
export class Handset {
  readonly userId: string;
  readonly name: string;
  readonly clock: CountingClock;
  session!: CallSession;
  socket!: Socket;
  /** What the device did, and what its user did with it. */
  readonly deeds: Deed[] = [];
  readonly user = new UserDeeds();
  /** Everything that a host is told, in order, since the page was loaded. */
  readonly events: PublicEvent[] = [];
  /** The ends that were told, by whichever page. */
  readonly ends: EndedCall[] = [];
  /** Until when a call may ring here, by call: as the server said, and later by as much as the first ring was late. */
  readonly ringsUntil = new Map<string, number>();
  readonly #world: Surroundings;
  #listener!: SignalingListener;
  /** What the page that is loaded has promised. */
  #starts = { unsettled: 0 };
  #prompt: PromiseWithResolvers<{ camera: boolean; cameraProblem: null; microphoneProblem: null }> | null = null;
  #mediaOpen = false;

  /** @param skew how wrong the device's own clock is, in milliseconds */
  constructor(userId: string, number: number, skew: number, world: Surroundings) {
    this.userId = userId;
    this.name = `${userId}-${number}`;
    this.#world = world;
    this.clock = new CountingClock(world.clock, skew);
    this.#load();
  }

  #load(): void {
    this.socket = this.#makeSocket();
    this.session = this.#makeSession();
    this.session.subscribe({
      stateChanged: (next, previous) => {
        this.events.push(...eventsBetween(previous, next, this.userId, this.clock.now()));
        if (next.ended && next.ended !== previous.ended) this.ends.push(next.ended);
      },
      errorReported: () => undefined,
    });
  }

  /** The page is loaded again, with the answered call that it was in. */
  reload(how: 'in order' | 'unheard' | 'after a crash'): void {
    const { call } = this.state;
    const kept = keptFrom(call);
    const { terms } = this.session;
    const { server } = this.#world;
    if (how !== 'after a crash') {
      if (!kept) this.user.noteEnd(call);
      this.session.leavePage();
    }
    // The last that a page says arrives or is lost with its connection.
    if (how === 'in order' && kept) server.handleAtOnce(this.socket.device, 'call:leaving', { callId: kept.call.id });
    this.#unload();
    this.#load();
    if (kept) this.session.restore(kept, terms);
    this.socket.connect();
  }

  #unload(): void {
    this.#world.air.closeAll(this);
    this.socket.close();
    this.clock.stopAll();
    this.#prompt = null;
    this.#mediaOpen = false;
    this.#starts = { unsettled: 0 };
    this.ringsUntil.clear();
    // What an earlier page told is no business of the next one's host.
    this.events.length = 0;
  }

  get state(): SessionState {
    return this.session.state;
  }

  get isPrompted(): boolean {
    return this.#prompt !== null;
  }

  get hasMedia(): boolean {
    return this.#mediaOpen || this.isPrompted;
  }

  /** How many promises of `startCall` are still to be kept or broken. */
  get unsettledStarts(): number {
    return this.#starts.unsettled;
  }

  hasLinkTo(other: Handset): boolean {
    const own = this.#world.air.open.filter(({ owner }) => owner === this);
    return own.length === 1 && own[0]!.isLinkedTo(other);
  }

  call(userId: string, kind: CallKind): void {
    const starts = this.#starts;
    starts.unsettled += 1;
    const settled = (): void => void (starts.unsettled -= 1);
    this.session.start([userId], kind).then(settled, () => {
      settled();
      this.user.gaveUpOn.add(userId);
    });
  }

  accept(callId: string, kind: CallKind): void {
    this.user.noteAccept(callId, this.state);
    this.session.dispatch({ type: 'accept', kind, ...this.#naming(callId) });
  }

  decline(callId: string): void {
    this.user.declined.add(callId);
    this.session.dispatch({ type: 'decline', ...this.#naming(callId) });
  }

  hangUp(): void {
    this.user.noteEnd(this.state.call);
    this.session.dispatch({ type: 'end' });
  }

  answerPrompt(allow: boolean): void {
    const prompt = this.#prompt;
    this.#prompt = null;
    this.#mediaOpen = allow;
    if (allow) prompt?.resolve({ camera: true, cameraProblem: null, microphoneProblem: null });
    else prompt?.reject(new CallError('permission-denied', { device: 'both' }));
  }

  /** Whoever means the call that rings first need not name it. */
  #naming(callId: string): { callId?: string } {
    return ringing(this.state)[0]?.id === callId ? {} : { callId };
  }

  noteOpenGate(): void {
    this.#note('open-gate');
  }

  #note(type: Deed['type'], about?: string): void {
    const { call } = this.state;
    const callId = about ?? (call.phase === 'idle' ? undefined : call.call?.id);
    this.deeds.push({ type, phase: call.phase, callId, meant: callId !== undefined && this.user.means(callId) });
  }

  #makeSocket(): Socket {
    const { server, wire } = this.#world;
    const device = { deviceId: this.name, person: { userId: this.userId, name: null, picture: null } };
    return new Socket(
      { device, server, wire, clock: this.clock },
      {
        statusChanged: (status) => this.#listener.statusChanged(status, null),
        noticed: (name, notice) => this.#noticed(name, notice),
      },
    );
  }

  #makeSession(): CallSession {
    return new CallSession({
      selfId: this.userId,
      ports: {
        signaling: this.#signaling(),
        media: this.#media(),
        screen: NO_SCREEN,
        hold: NO_HOLD,
        links: this.#world.air.adapterFor(this),
        clock: this.clock,
      },
      describe: () => null,
      relayOnly: () => false,
      iceServers: () => null,
      makeRequestId: () => crypto.randomUUID(),
    });
  }

  #noticed(name: NoticeName, notice: Notice<NoticeName>): void {
    if (name === 'call:ring') this.#rang(notice as Notice<'call:ring'>);
    if (name === 'call:changed') {
      const { call, now } = notice as Notice<'call:changed'>;
      this.#listener.callChanged(call, now);
    }
    if (name === 'call:signal') this.#listener.signalReceived(notice as Notice<'call:signal'>);
  }

  #rang(grant: Notice<'call:ring'>): void {
    const { id, ringsUntil } = grant.call;
    const until = ringsUntil + this.#world.clock.now() - grant.now;
    // One that comes again makes it ring no longer.
    if (!this.ringsUntil.has(id)) this.ringsUntil.set(id, until);
    this.#listener.rang(grant);
  }

  #signaling(): SignalingPort {
    const ask = <Grant>(name: RequestName, payload: object): Promise<Grant> =>
      this.socket.ask(name, payload) as Promise<Grant>;
    const call = (name: RequestName, payload: object) =>
      ask<{ call: never }>(name, payload).then((granted) => granted.call);
    return {
      listen: (listener) => void (this.#listener = listener),
      connect: () => undefined,
      close: () => undefined,
      invite: (attempt) => this.#invite(attempt),
      withdraw: (requestId) => ask('call:withdraw', { requestId }),
      reportRinging: (callId) => ask('call:ringing', { callId }),
      accept: (callId) => {
        this.#note('accept', callId);
        return ask('call:accept', { callId });
      },
      decline: (callId, message) => call('call:decline', { callId, message }),
      cancel: (callId) => call('call:cancel', { callId }),
      leave: (callId, reason, by) => call('call:leave', { callId, reason, by }),
      resume: (callId, claim) => ask('call:resume', { callId, claim }),
      leaving: (callId) => ask('call:leaving', { callId }),
      connected: (callId, setupMs) => ask('call:connected', { callId, setupMs }),
      check: () => undefined,
      setPace: () => undefined,
      signal: (envelope) => {
        this.#note('signal', envelope.callId);
        return ask('call:signal', envelope);
      },
      watchPresence: async () => [],
    };
  }

  /** Granted to somebody who has given up meanwhile, it is nobody's wish any more. */
  async #invite({ requestId, to, kind }: Parameters<SignalingPort['invite']>[0]): ReturnType<SignalingPort['invite']> {
    const grant = (await this.socket.ask('call:invite', { requestId, to, kind })) as Notice<'call:ring'>;
    const { call } = this.state;
    const { id } = grant.call;
    if (call.phase === 'outgoing' && call.attempt.requestId === requestId) this.user.placed.add(id);
    return grant;
  }

  #media(): MediaPort {
    return {
      captureEnded: () => undefined,
      capturePaused: () => undefined,
      captureResumed: () => undefined,
      devicesChanged: () => undefined,
      open: () => {
        this.#note('open-media');
        this.#prompt = Promise.withResolvers();
        return this.#prompt.promise;
      },
      openCamera: async () => undefined,
      chosenReturned: () => undefined,
      replace: async () => '',
      adopt: async () => '',
      flipCamera: async () => '',
      closeCamera: () => undefined,
      setMicrophoneEnabled: () => undefined,
      release: () => {
        this.#prompt?.reject(new CallError('canceled'));
        this.#prompt = null;
        this.#mediaOpen = false;
      },
    };
  }
}
