import type { CallView } from 'call-window-signaling/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { currentCall, ringingCallOf } from './call-snapshot.ts';
import { CallError } from './call/call-error.ts';
import type { DeviceNotice, Intent, Problem } from './call/call-events.ts';
import { type CallSession, INITIAL_SESSION, type SessionListener, type SessionState } from './call/call-session.ts';
import type { CallKind, EndedCall } from './call/call-state.ts';
import type { ToastQueue } from './controllers/toast-queue.ts';
import type { DeviceSettings } from './device-settings.ts';
import type { CallRequest } from './elements/request-event.ts';
import { eventsBetween, type PublicEvent } from './public-events.ts';
import { joinSession, type SessionMember, type SharedSession } from './shared-session.ts';
import { callAgain, deviceToast, endedToast, errorWords } from './toast-words.ts';

/** Binds an element to its user's session: for as long as it is in the document, and over a move within it. */
export class SessionBinding implements ReactiveController, SessionListener {
  #shared: SharedSession | null = null;
  #member: SessionMember | null = null;
  #unsubscribe: () => void = () => undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #describeMember: () => SessionMember | null;
  readonly #toasts: ToastQueue<CallRequest>;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    describeMember: () => SessionMember | null,
    toasts: ToastQueue<CallRequest>,
  ) {
    this.#host = host;
    this.#describeMember = describeMember;
    this.#toasts = toasts;
    host.addController(this);
  }

  get state(): SessionState {
    return this.#shared?.session.state ?? INITIAL_SESSION;
  }

  /** Whether this element is the one that shows the call. */
  get presents(): boolean {
    return this.#member !== null && this.#shared?.presenter === this.#member;
  }

  /** Whether the host shows this ring itself. */
  hostShows(call: CallView): boolean {
    return this.#shared?.hostShows.has(call.id) ?? false;
  }

  get localStream(): MediaStream | null {
    return this.#shared?.devices.media.preview ?? null;
  }

  get remoteStreams(): ReadonlyMap<string, MediaStream> {
    return this.#shared?.remoteStreams ?? new Map();
  }

  get remoteScreens(): ReadonlyMap<string, MediaStream> {
    return this.#shared?.remoteScreens ?? new Map();
  }

  /** Null as long as the element has no user. */
  get devices(): DeviceSettings | null {
    return this.#shared?.devices ?? null;
  }

  /** Where the others are heard, as `setSinkId` takes it. */
  get speaker(): string {
    return this.#shared?.devices.outputs.speaker ?? '';
  }

  /** Settled when it is time to render; null when that is now. */
  get headStart(): Promise<void> | null {
    return this.#shared?.headStart.over ?? null;
  }

  get soundHeldBack(): boolean {
    return this.#shared?.soundHeldBack ?? false;
  }

  /** When the call was answered, on this machine's clock; null before. */
  get answeredAt(): number | null {
    const answeredAt = currentCall(this.state.call)?.answeredAt ?? null;
    return answeredAt === null ? null : answeredAt - this.state.clockOffset;
  }

  hostConnected(): void {
    this.#reflectState();
    if (this.#host.isConnected && !this.#shared) this.#join();
  }

  /** A move takes the element out and puts it back within one task; only what is still out afterwards was removed. */
  hostDisconnected(): void {
    setTimeout(() => {
      if (!this.#host.isConnected) this.#leave();
    });
  }

  identityChanged(): void {
    const member = this.#describeMember();
    const same = member?.userId === this.#member?.userId && member?.server === this.#member?.server;
    if (same) return this.#shared?.identityChanged();
    this.#leave();
    this.#join();
  }

  peersChanged(): void {
    this.#shared?.watchPeers();
  }

  ringSettingsChanged(): void {
    this.#shared?.ringSettingsChanged();
  }

  silence(): void {
    this.#shared?.silence();
  }

  enableSound(): void {
    this.#shared?.enableSound();
  }

  dispatch(intent: Intent): void {
    this.#shared?.session.dispatch(intent);
  }

  /** How the links of the call do, by user id. */
  async stats(): ReturnType<CallSession['stats']> {
    return this.#shared?.session.stats() ?? [];
  }

  /** @throws {CallError} when nobody was rung */
  async start(to: readonly string[], kind: CallKind, more: { readonly share?: boolean } = {}): Promise<CallView> {
    if (!this.#shared || !this.#member) throw this.refuse('unauthenticated');
    const { signaling, refusedWith, call } = this.state;
    const ringing = to.length === 1 ? ringingCallOf(this.state, to[0]) : null;
    if (ringing) return this.#answerBack(ringing, kind);
    if (call.phase !== 'idle') throw this.refuse('already-in-call');
    if (signaling === 'refused') throw this.refuse(refusedWith ?? 'unauthenticated');
    if (signaling === 'disconnected') throw this.refuse('signaling-unreachable');
    this.#shared.present(this.#member);
    return this.#shared.session.start(to, kind, more);
  }

  /** Calling somebody who is ringing oneself accepts that call. */
  #answerBack(call: CallView, kind: CallKind): CallView {
    this.dispatch({ type: 'accept', kind, callId: call.id });
    return call;
  }

  stateChanged(state: SessionState, previous: SessionState): void {
    this.#reflectState();
    this.#host.requestUpdate();
    if (!this.presents || !this.#member) return;
    if (state.ended && state.ended !== previous.ended) this.#tellEnd(state.ended, this.#member.userId);
    for (const event of eventsBetween(previous, state, this.#member.userId, Date.now())) this.#announce(event);
  }

  #tellEnd(ended: EndedCall, selfId: string): void {
    this.#shared?.hostShows.delete(ended.call.id);
    const toast = endedToast(ended);
    // Whoever is in a call can't call anybody.
    const again = this.state.call.phase === 'idle' ? callAgain(ended, selfId) : undefined;
    if (toast) this.#toasts.show(toast.text, toast.tone, again);
  }

  errorReported(problem: Problem, about: 'call' | 'connection'): void {
    if (!this.presents) return;
    const isOutage = about === 'connection' && problem.code === 'signaling-unreachable';
    // A call goes on without the server, and an outage is no error of the call: `signaling-change` tells of it.
    if (isOutage && this.state.call.phase !== 'idle') return;
    // It shows as `Offline`; nobody who isn't calling needs a message.
    this.#report(problem, isOutage ? 'quietly' : 'on-screen');
  }

  deviceNoticed(notice: DeviceNotice): void {
    if (!this.presents) return;
    const { text, tone } = deviceToast(notice);
    this.#toasts.show(text, tone);
  }

  #report(problem: Problem, how: 'on-screen' | 'quietly'): void {
    const text = errorWords(problem);
    if (text === null) return;
    if (how === 'on-screen') this.#toasts.show(text, 'danger');
    console.warn(`[call-window] ${problem.code} ${text}`);
    this.#announce({ type: 'call-error', detail: { code: problem.code, message: text, cause: problem.cause } });
  }

  /** Says on screen, to the host and in the promise why nothing was started. */
  refuse(code: CallError['code'], message?: string): CallError {
    // On the element that was asked, whichever shows the calls of this user.
    this.#report({ code }, 'on-screen');
    return new CallError(code, message === undefined ? {} : { message });
  }

  #join(): void {
    this.#member = this.#describeMember();
    if (!this.#member) return;
    this.#shared = joinSession(this.#member);
    this.#unsubscribe = this.#shared.session.subscribe(this);
    this.#reflectState();
    this.#host.requestUpdate();
  }

  #leave(): void {
    const [shared, member] = [this.#shared, this.#member];
    if (!shared || !member) return;
    // What the call becomes by this removal is still told, so the subscription ends after it.
    shared.remove(member);
    this.#unsubscribe();
    this.#shared = null;
    this.#member = null;
    this.#reflectState();
    this.#host.requestUpdate();
  }

  #announce({ type, detail }: PublicEvent): void {
    const event = new CustomEvent(type, {
      detail,
      bubbles: true,
      composed: true,
      cancelable: type === 'call-incoming',
    });
    const shown = this.#host.dispatchEvent(event);
    if (type === 'call-incoming' && !shown) this.#shared?.hostShows.add(detail.call.id);
  }

  #reflectState(): void {
    const { phase } = this.state.call;
    if (this.#host.getAttribute('state') !== phase) this.#host.setAttribute('state', phase);
  }
}
