import type { CallView } from 'call-window-signaling/protocol';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';

import { currentCall, ringingCall, snapshotOf, waitingCall } from './call-snapshot.ts';
import { callWindowStyles, callWindowTokens } from './call-window.styles.ts';
import type { CallState, Self } from './call/call-state.ts';
import { callerOf, presenceOf, selfOf, waitingOf } from './call-window-views.ts';
import { ToastQueue } from './controllers/toast-queue.ts';
import { CallRequestEvent, type CallRequest } from './elements/request-event.ts';
import type { WaitingCaller } from './elements/waiting-call.ts';
import { checkedCallees, checkedKind, checkedMessage, invalid, originOf, splitIds } from './host-arguments.ts';
import { HostSettings } from './host-settings.ts';
import { areUsable, listOfUrls } from './ice-servers.ts';
import type { CallKind, CallSnapshot, CallWindowEventMap, CallWindowState, RingReadiness } from './public-api.ts';
import { ringReadiness } from './ring-readiness.ts';
import { scriptOrigin } from './script-origin.ts';
import { SessionBinding } from './session-binding.ts';
import type { SessionMember } from './shared-session.ts';

/**
 * Video and voice calls for the page around it: buttons that ring a peer, a dialog when somebody rings, and the call itself.
 *
 * @fires call-incoming - Somebody calls. Cancel it to show an own dialog.
 * @fires call-started - The invite was granted, or the ring is shown.
 * @fires call-connected - Media flows both ways.
 * @fires call-ended - `{ call, reason, durationSeconds }`
 * @fires call-error - `{ code, message, cause }`
 * @fires call-state - `{ state, previous }`
 * @fires presence-change - `{ userId, reachable }`
 * @fires signaling-change - `{ state, previous }`
 * @csspart buttons - The buttons' row with the peer's presence.
 * @csspart incoming - The dialog that rings.
 * @csspart stage - The call itself.
 * @csspart header - The stage's upper bar.
 * @csspart remote-video - A remote participant's picture.
 * @csspart local-video - One's own picture.
 * @csspart controls - The buttons at the stage's foot.
 * @csspart end-button - `End call`.
 * @csspart toast - A short message.
 * @csspart waiting - The card of a second caller, on the stage.
 */
export class CallWindow extends HostSettings {
  static override styles = [callWindowTokens, callWindowStyles];

  readonly #toasts = new ToastQueue<CallRequest>(this);
  readonly #binding = new SessionBinding(this, () => this.#member(), this.#toasts);

  constructor() {
    super();
    this.addEventListener(CallRequestEvent.type, (event) => this.#onRequest(event));
  }

  /** Where the call stands; reflected to the attribute `state`. */
  get state(): CallWindowState {
    return this.#call.phase;
  }

  /** The call that is on, as a frozen snapshot; null without one. */
  get call(): CallSnapshot | null {
    const call = currentCall(this.#call);
    return call && snapshotOf(call, this.userId);
  }

  /** The call that rings while another one is on, as a frozen snapshot; null without one. */
  get waitingCall(): CallSnapshot | null {
    const call = waitingCall(this.#binding.state);
    return call && snapshotOf(call, this.userId);
  }

  /** Whether the user would notice a ring at this moment, and what is in the way. Frozen; to be read when it is needed. */
  get readyToRing(): RingReadiness {
    return ringReadiness(this.#binding.state.signaling);
  }

  /**
   * Rings `to`, or the element's peer.
   * @returns the call, once the server has granted the invite; busy, declined and unreachable arrive as `call-ended`
   * @throws {CallError} with a code when nobody was rung; `invalid-request` for a kind, a user or ICE servers that are none
   */
  async startCall(options: { to?: string | readonly string[]; kind: CallKind }): Promise<CallSnapshot> {
    const kind = checkedKind(options?.kind);
    const users = checkedCallees(options?.to, this.#peerIds, this.userId);
    if (!areUsable(this.iceServers))
      throw this.#binding.refuse('invalid-request', 'startCall: iceServers are not usable');
    return snapshotOf(await this.#binding.start(users, kind), this.userId);
  }

  /**
   * Answers the call that rings, or the one with this id; a call that is on ends. A video call with `kind: 'voice'` with the
   * camera off.
   * @throws {CallError} `invalid-request` when no such call rings, or for a kind that is none
   */
  async acceptCall(options?: { callId?: string; kind?: CallKind }): Promise<void> {
    const call = this.#ringing(options?.callId);
    this.#binding.dispatch({ type: 'accept', kind: checkedKind(options?.kind ?? call.kind), callId: call.id });
  }

  /**
   * Declines the call that rings, or the one with this id; the caller reads `message`, at most 140 characters.
   * @throws {CallError} `invalid-request` when no such call rings, or for a longer message
   */
  async declineCall(options?: { callId?: string; message?: string }): Promise<void> {
    const call = this.#ringing(options?.callId);
    this.#binding.dispatch({ type: 'decline', message: checkedMessage(options?.message), callId: call.id });
  }

  /** Hangs up, or cancels a call that nobody answered yet. Does nothing without a call. */
  async endCall(): Promise<void> {
    this.#binding.dispatch({ type: this.state === 'incoming' ? 'decline' : 'end' });
  }

  /** Muted, the others hear nothing. */
  async setMuted(muted: boolean): Promise<void> {
    this.#binding.dispatch({ type: 'set-muted', muted });
  }

  /** Off, the camera is released and its light goes out. */
  async setCameraEnabled(enabled: boolean): Promise<void> {
    this.#binding.dispatch({ type: 'set-camera', enabled });
  }

  /**
   * Lets the others be heard on `speaker` and the ring on `ringer`, which is the speaker until it is chosen. Both are ids of
   * `audiooutput` devices; `''` and `default` are the system's default, to which a device that is gone falls back.
   * @throws {CallError} `device-not-found`, `unsupported-browser` or `invalid-request`; nothing has changed then
   */
  async setDevices(devices: { speaker?: string | undefined; ringer?: string | undefined }): Promise<void> {
    await this.#binding.chooseOutputs(devices);
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.#binding.headStart) await this.#binding.headStart;
    await super.scheduleUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (IDENTITY.some((property) => changed.has(property))) this.#binding.identityChanged();
    if (changed.has('peerId')) this.#binding.peersChanged();
    if (SOUNDS.some((property) => changed.has(property))) this.#binding.ringSettingsChanged();
  }

  protected override render(): TemplateResult {
    return html`${this.#renderButtons()} ${this.#renderIncoming()} ${this.#renderStage()} ${this.#renderToasts()}`;
  }

  #renderButtons(): TemplateResult | typeof nothing {
    if (this.#peerIds.length === 0) return nothing;
    return html`<call-window-buttons
      exportparts="buttons"
      .presence=${presenceOf(this.#binding.state, this.#peerIds)}
      .disabled=${this.state !== 'idle'}
    ></call-window-buttons>`;
  }

  #renderIncoming(): TemplateResult | typeof nothing {
    const call = this.#call;
    const rings = call.phase === 'incoming' && this.#binding.presents && !this.#binding.hostShows(call.call);
    return html`<call-window-incoming
      exportparts="incoming"
      .open=${rings}
      .callId=${call.phase === 'incoming' ? call.call.id : ''}
      .person=${call.phase === 'incoming' ? callerOf(call) : NOBODY}
      .kind=${call.phase === 'incoming' ? call.call.kind : 'video'}
      .soundHeldBack=${this.#binding.soundHeldBack}
      .also=${this.#waiting?.person ?? null}
    ></call-window-incoming>`;
  }

  #renderStage(): TemplateResult | typeof nothing {
    const call = this.#call;
    if (call.phase === 'idle' || call.phase === 'incoming' || !this.#binding.presents) return nothing;
    return html`<call-window-stage
      exportparts="stage, header, remote-video, local-video, controls, end-button, toast, waiting"
      .call=${call}
      .self=${selfOf(this.#call, this)}
      .localStream=${this.#binding.localStream}
      .remoteStreams=${this.#binding.remoteStreams}
      .speaker=${this.#binding.speaker}
      .mode=${this.display}
      .answeredAt=${this.#binding.answeredAt}
      .toasts=${this.#toasts.toasts}
      .waiting=${this.#waiting}
    ></call-window-stage>`;
  }

  /** A modal stage makes everything beside it inert: while it is open it shows the toasts itself. */
  #renderToasts(): TemplateResult {
    const onStage = this.state !== 'idle' && this.state !== 'incoming' && this.#binding.presents;
    return html`<call-window-toasts
      exportparts="toast"
      standalone
      .toasts=${onStage ? [] : this.#toasts.toasts}
    ></call-window-toasts>`;
  }

  get #call(): CallState {
    return this.#binding.state.call;
  }

  /** Unless the host shows it itself. */
  get #waiting(): WaitingCaller | null {
    const call = waitingCall(this.#binding.state);
    return call && !this.#binding.hostShows(call) ? waitingOf(this.#binding.state) : null;
  }

  get #peerIds(): readonly string[] {
    return splitIds(this.peerId ?? '').filter((userId) => userId !== this.userId);
  }

  #ringing(callId: string | undefined): CallView {
    const call = ringingCall(this.#binding.state, callId);
    if (!call) throw invalid('no such call rings');
    return call;
  }

  #onRequest(event: Event): void {
    if (!(event instanceof CallRequestEvent)) return;
    // A wish of the inner elements is nobody else's business.
    event.stopPropagation();
    this.#act(event.request);
  }

  #act(request: CallRequest): void {
    switch (request.type) {
      case 'start':
        // What hinders a call is reported by `call-error` and a toast.
        return void this.startCall(request).catch(() => undefined);
      case 'accept':
        return void this.acceptCall(request).catch(() => undefined);
      case 'silence':
        return this.#binding.silence();
      case 'enable-sound':
        return this.#binding.enableSound();
      case 'dismiss-toast':
        return this.#toasts.dismiss(request.id);
      default:
        this.#binding.dispatch(request);
    }
  }

  /** Null as long as the element says neither who the user is nor which server to ask. */
  #member(): SessionMember | null {
    const server = this.server ? originOf(this.server, this.baseURI) : scriptOrigin;
    if (!this.userId || !server) return null;
    return {
      userId: this.userId,
      server,
      settings: () => ({
        ...pick(this),
        iceServers: areUsable(this.iceServers) ? (this.iceServers?.map(listOfUrls) ?? null) : null,
        peerIds: this.#peerIds,
      }),
      describePeer: (userId) => this.#describePeer(userId),
      changed: () => this.requestUpdate(),
    };
  }

  #describePeer(userId: string): { name: string | null; picture: string | null } | null {
    const [only, ...others] = this.#peerIds;
    return only === userId && others.length === 0 ? { name: this.peerName, picture: this.peerAvatar } : null;
  }
}

/** What decides who connects, and where. */
const IDENTITY = ['userId', 'server', 'token', 'getToken'] as const;

/** What decides how it rings. */
const SOUNDS = ['ringtone', 'ringback', 'doNotDisturb'] as const;

const NOBODY: Self = { userId: '', name: null, picture: null };

function pick({ token, getToken, displayName, avatarUrl, ringtone, ringback, doNotDisturb, relayOnly }: CallWindow) {
  return { token, getToken, displayName, avatarUrl, ringtone, ringback, doNotDisturb, relayOnly };
}

declare global {
  interface HTMLElementTagNameMap {
    'call-window': CallWindow;
  }

  interface HTMLElementEventMap extends CallWindowEventMap {}
}
