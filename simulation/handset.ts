import type { Notice, NoticeName, Reply, RequestName } from '../packages/signaling/src/protocol/index.ts';
import { CallError, SignalingRefusal } from '../packages/widget/src/call/call-error.ts';
import { CallSession, type SessionState } from '../packages/widget/src/call/call-session.ts';
import type { CallPhase } from '../packages/widget/src/call/call-state.ts';
import type { Clock, MediaPort, SignalingListener, SignalingPort } from '../packages/widget/src/call/ports.ts';
import { eventsBetween, type PublicEvent } from '../packages/widget/src/public-events.ts';
import type { Air } from './air.ts';
import type { Connection, SimulatedServer } from './server.ts';
import type { Wire } from './wire.ts';

/** As the real adapter has it. */
const REQUEST_MS = 8_000;

export interface Surroundings {
  readonly server: SimulatedServer;
  readonly wire: Wire;
  readonly air: Air;
  readonly clock: Clock;
}

/** Something that reveals the user, with the phase in which the device did it: for the laws to look at. */
export interface Deed {
  readonly type: 'signal' | 'open-media' | 'accept';
  readonly phase: CallPhase;
}

/** One device of a user: the real session, with a simulated world behind its ports. */
export class Handset {
  readonly userId: string;
  readonly name: string;
  readonly session: CallSession;
  readonly deeds: Deed[] = [];
  /** Everything that a host is told, in order. */
  readonly events: PublicEvent[] = [];
  /** When a ring reached this device and how long it may sound from then on, by call. */
  readonly rungUntil = new Map<string, number>();
  readonly #world: Surroundings;
  readonly #clock: Clock;
  #listener!: SignalingListener;
  #connection: Connection | null = null;
  #buffered: (() => void)[] = [];
  #prompt: PromiseWithResolvers<{ camera: boolean; cameraProblem: null }> | null = null;
  #mediaOpen = false;

  /** @param skew how wrong the device's own clock is, in milliseconds */
  constructor(userId: string, number: number, skew: number, world: Surroundings) {
    this.userId = userId;
    this.name = `${userId}-${number}`;
    this.#world = world;
    const { clock } = world;
    this.#clock = { now: () => clock.now() + skew, after: (milliseconds, ring) => clock.after(milliseconds, ring) };
    this.session = new CallSession({
      selfId: userId,
      ports: {
        signaling: this.#signaling(),
        media: this.#media(),
        links: world.air.adapterFor(this),
        clock: this.#clock,
      },
      describe: () => null,
      relayOnly: () => false,
      iceServers: () => null,
      makeRequestId: () => crypto.randomUUID(),
    });
    this.session.subscribe({
      stateChanged: (next, previous) =>
        void this.events.push(...eventsBetween(previous, next, userId, this.#clock.now())),
      errorReported: () => undefined,
    });
  }

  get state(): SessionState {
    return this.session.state;
  }

  get isConnected(): boolean {
    return this.#connection !== null;
  }

  get isPrompted(): boolean {
    return this.#prompt !== null;
  }

  get hasMedia(): boolean {
    return this.#mediaOpen || this.isPrompted;
  }

  connect(): void {
    if (this.#connection) return;
    const connection: Connection = {
      device: { deviceId: this.name, person: { userId: this.userId, name: null, picture: null } },
      notify: (name, notice) => this.#deliver(connection, name, notice),
    };
    this.#connection = connection;
    this.#world.server.connect(connection);
    this.#listener.statusChanged('connected', null);
    for (const send of this.#buffered.splice(0)) send();
  }

  /** What is on its way is lost; the server notices in its own time. */
  disconnect(): void {
    const { wire, server } = this.#world;
    const connection = this.#connection;
    if (!connection) return;
    this.#connection = null;
    wire.loseAll(this.name);
    this.#listener.statusChanged('disconnected', null);
    wire.send({ from: '', to: 'server', what: `${this.name} is gone`, arrive: () => server.disconnect(connection) });
  }

  answerPrompt(allow: boolean): void {
    const prompt = this.#prompt;
    this.#prompt = null;
    this.#mediaOpen = allow;
    if (allow) prompt?.resolve({ camera: true, cameraProblem: null });
    else prompt?.reject(new CallError('permission-denied', { device: 'both' }));
  }

  #note(type: Deed['type']): void {
    this.deeds.push({ type, phase: this.state.call.phase });
  }

  #deliver<Name extends NoticeName>(connection: Connection, name: Name, notice: Notice<Name>): void {
    const arrive = (): void => {
      if (this.#connection !== connection) return;
      if (name === 'call:ring') this.#rang(notice as Notice<'call:ring'>);
      if (name === 'call:changed') {
        const { call, now } = notice as Notice<'call:changed'>;
        this.#listener.callChanged(call, now);
      }
      if (name === 'call:signal') this.#listener.signalReceived(notice as Notice<'call:signal'>);
    };
    this.#world.wire.send({ from: 'server', to: this.name, what: name, arrive });
  }

  #rang(grant: Notice<'call:ring'>): void {
    const { id, ringsUntil } = grant.call;
    this.rungUntil.set(id, Math.max(this.rungUntil.get(id) ?? 0, this.#world.clock.now() + ringsUntil - grant.now));
    this.#listener.rang(grant);
  }

  #signaling(): SignalingPort {
    const ask = <Grant>(name: RequestName, payload: object): Promise<Grant> =>
      this.#ask(name, payload) as Promise<Grant>;
    const call = (name: RequestName, payload: object) =>
      ask<{ call: never }>(name, payload).then((granted) => granted.call);
    return {
      listen: (listener) => void (this.#listener = listener),
      connect: () => undefined,
      close: () => undefined,
      invite: ({ requestId, to, kind }) => ask('call:invite', { requestId, to, kind }),
      reportRinging: (callId) => ask('call:ringing', { callId }),
      accept: (callId) => {
        this.#note('accept');
        return ask('call:accept', { callId });
      },
      decline: (callId, message) => call('call:decline', { callId, message }),
      cancel: (callId) => call('call:cancel', { callId }),
      leave: (callId, reason, by) => call('call:leave', { callId, reason, by }),
      resume: (callId) => ask('call:resume', { callId }),
      signal: (envelope) => {
        this.#note('signal');
        return ask('call:signal', envelope);
      },
      watchPresence: async () => [],
    };
  }

  /** Buffered without a connection, as Socket.io does; given up after eight seconds. */
  #ask(name: RequestName, payload: object): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    const forget = this.#clock.after(REQUEST_MS, () => answer.reject(new CallError('signaling-unreachable')));
    const send = (): void =>
      this.#send(name, payload, (reply) => {
        forget();
        if (reply.ok) answer.resolve(reply.grant);
        else answer.reject(new SignalingRefusal('invalid-request', reply.code, reply.message));
      });
    if (this.#connection) send();
    else this.#buffered.push(send);
    return answer.promise;
  }

  #send(name: RequestName, payload: object, settle: (reply: Reply<unknown>) => void): void {
    const { wire, server } = this.#world;
    const connection = this.#connection;
    if (!connection) return;
    const reply = (answer: Reply<unknown>): void => {
      const arrive = (): void => {
        if (this.#connection === connection) settle(answer);
      };
      if (this.#connection === connection)
        wire.send({ from: 'server', to: this.name, what: `reply to ${name}`, arrive });
    };
    const arrive = (): void => void server.handle(connection.device, name, payload).then(reply);
    wire.send({ from: this.name, to: 'server', what: name, arrive });
  }

  #media(): MediaPort {
    return {
      captureEnded: () => undefined,
      open: () => {
        this.#note('open-media');
        this.#prompt = Promise.withResolvers();
        return this.#prompt.promise;
      },
      openCamera: async () => undefined,
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
