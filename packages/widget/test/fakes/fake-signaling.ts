import type {
  CallClaim,
  CallGrant,
  CallView,
  LeaveReason,
  Notice,
  PresenceEntry,
} from 'call-window-signaling/protocol';

import { CallError, SignalingRefusal } from '../../src/call/call-error.ts';
import type { CallAttempt } from '../../src/call/call-state.ts';
import type { OutgoingSignal, Pace, SignalingListener, SignalingPort } from '../../src/call/ports.ts';
import { Log } from './log.ts';

type RequestName = Exclude<keyof SignalingPort, 'listen' | 'connect' | 'close' | 'check' | 'setPace'>;

/** A request that waits for a test to answer it. */
export class FakeRequest {
  readonly name: RequestName;
  readonly payload: readonly unknown[];
  readonly #answer = Promise.withResolvers<unknown>();

  constructor(name: RequestName, payload: readonly unknown[]) {
    this.name = name;
    this.payload = payload;
  }

  get answer(): Promise<unknown> {
    return this.#answer.promise;
  }

  grant(grant?: CallGrant | CallView | readonly PresenceEntry[]): void {
    this.#answer.resolve(grant);
  }

  refuse(code: CallError['code'], refusal: string = code): void {
    this.#answer.reject(new SignalingRefusal(code, refusal, 'refused by the test'));
  }

  /** No answer came in time. */
  giveUp(): void {
    this.#answer.reject(new CallError('signaling-unreachable'));
  }
}

/** A signaling server whose every word is a test's. */
export class FakeSignaling implements SignalingPort {
  readonly requests = new Log<FakeRequest>();
  connects = 0;
  checks = 0;
  pace: Pace = 'calm';
  closed = false;
  listener!: SignalingListener;

  listen(listener: SignalingListener): void {
    this.listener = listener;
  }

  connect(): void {
    this.connects += 1;
  }

  close(): void {
    this.closed = true;
  }

  check(): void {
    this.checks += 1;
  }

  setPace(pace: Pace): void {
    this.pace = pace;
  }

  invite = (attempt: CallAttempt): Promise<CallGrant> => this.#ask('invite', attempt);
  accept = (callId: string): Promise<CallGrant> => this.#ask('accept', callId);
  resume = (callId: string, claim?: CallClaim): Promise<CallGrant> =>
    this.#ask('resume', callId, ...(claim === undefined ? [] : [claim]));
  leaving = (callId: string): Promise<void> => this.#ask('leaving', callId);
  connected = (callId: string, setupMs: number): Promise<void> => this.#ask('connected', callId, setupMs);
  withdraw = (requestId: string): Promise<void> => this.#ask('withdraw', requestId);
  reportRinging = (callId: string): Promise<void> => this.#ask('reportRinging', callId);
  decline = (callId: string, message?: string): Promise<CallView> =>
    this.#ask('decline', message === undefined ? callId : `${callId} ${message}`);
  cancel = (callId: string): Promise<CallView> => this.#ask('cancel', callId);
  leave = (callId: string, reason: LeaveReason, by?: string): Promise<CallView> =>
    this.#ask('leave', callId, reason, ...(by === undefined ? [] : [by]));
  signal = (envelope: OutgoingSignal): Promise<void> => this.#ask('signal', envelope);
  watchPresence = (users: readonly string[]): Promise<readonly PresenceEntry[]> => this.#ask('watchPresence', users);

  /** The first request of this name, as soon as it is made. */
  asked(name: RequestName): Promise<FakeRequest> {
    return this.requests.first((request) => request.name === name);
  }

  /** What was sent with each request of this name so far. */
  payloads(name: RequestName): readonly (readonly unknown[])[] {
    return this.requests.entries.filter((request) => request.name === name).map(({ payload }) => payload);
  }

  comesUp(): void {
    this.listener.statusChanged('connected', null);
  }

  goesDown(): void {
    this.listener.statusChanged('disconnected', null);
  }

  changes(call: CallView, now = 1_000): void {
    this.listener.callChanged(call, now);
  }

  relays(notice: Notice<'call:signal'>): void {
    this.listener.signalReceived(notice);
  }

  #ask<Grant>(name: RequestName, ...payload: readonly unknown[]): Promise<Grant> {
    const request = new FakeRequest(name, payload);
    this.requests.add(request);
    return request.answer as Promise<Grant>;
  }
}
