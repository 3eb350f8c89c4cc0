import type { CallView } from 'call-window-signaling/protocol';
import { type PropertyValues, type TemplateResult } from 'lit';

import { currentCall, ringingCall, snapshotOf, waitingCall } from './call-snapshot.ts';
import { callWindowStyles, callWindowTokens } from './call-window.styles.ts';
import type { CallState } from './call/call-state.ts';
import { holdOf } from './call/hold.ts';
import type { LinkStats } from './call/link-stats.ts';
import { renderParts } from './call-window-parts.ts';
import { waitingOf } from './call-window-views.ts';
import { ToastQueue } from './controllers/toast-queue.ts';
import { CallRequestEvent, type CallRequest } from './elements/request-event.ts';
import type { WaitingCaller } from './elements/waiting-call.ts';
import { checkedCallees, checkedKind, checkedMessage, invalid, originOf, splitIds } from './host-arguments.ts';
import { HostSettings } from './host-settings.ts';
import { areUsable, listOfUrls } from './ice-servers.ts';
import type {
  CallHold,
  CallKind,
  CallSnapshot,
  CallStats,
  CallWindowEventMap,
  CallWindowState,
  DeviceChoice,
  RingReadiness,
} from './public-api.ts';
import { ringReadiness } from './ring-readiness.ts';
import { scriptOrigin } from './script-origin.ts';
import { SessionBinding } from './session-binding.ts';
import { SettingsDesk } from './settings-desk.ts';
import type { SessionMember } from './shared-session.ts';

/**
 * Video and voice calls for the page around it: buttons that ring a peer, a dialog when somebody rings, and the call itself.
 *
 * @fires call-incoming - Somebody calls. Cancel it to show an own dialog.
 * @fires call-started - The invite was granted, or the ring is shown.
 * @fires call-connected - Media flows both ways.
 * @fires call-ended - `{ call, reason, durationSeconds, message, entry }`
 * @fires call-error - `{ code, message, cause }`
 * @fires call-state - `{ state, previous }`
 * @fires hold-change - `{ held, previous }`
 * @fires presence-change - `{ userId, reachable }`
 * @fires quality-change - `{ userId, quality, previous }`
 * @fires signaling-change - `{ state, previous }`
 * @csspart buttons - The buttons' row with the peer's presence.
 * @csspart incoming - The dialog that rings.
 * @csspart stage - The call itself.
 * @csspart header - The stage's upper bar.
 * @csspart remote-video - A remote participant's picture.
 * @csspart screen - What somebody shares.
 * @csspart local-video - One's own picture.
 * @csspart controls - The buttons at the stage's foot.
 * @csspart end-button - `End call`.
 * @csspart toast - A short message.
 * @csspart settings - The settings of devices and picture.
 * @csspart waiting - The card of a second caller, on the stage.
 */
export class CallWindow extends HostSettings {
  static override styles = [callWindowTokens, callWindowStyles];

  readonly #toasts = new ToastQueue<CallRequest>(this);
  readonly #binding = new SessionBinding(this, () => this.#member(), this.#toasts);

  readonly #settings = new SettingsDesk(this, this.#binding);

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

  /** Who has put the other on hold; `none` without a call. */
  get held(): CallHold {
    return holdOf(this.#call);
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
    return this.#start(options?.to, checkedKind(options?.kind));
  }

  async #start(
    to: string | readonly string[] | undefined,
    kind: CallKind,
    more: { readonly share?: boolean } = {},
  ): Promise<CallSnapshot> {
    const users = checkedCallees(to, this.#peerIds, this.userId);
    if (!areUsable(this.iceServers))
      throw this.#binding.refuse('invalid-request', 'startCall: iceServers are not usable');
    return snapshotOf(await this.#binding.start(users, kind, more), this.userId);
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
   * Lets the user choose a screen, a window or a tab, and shares it with those in the call, beside the camera. Without a call it calls
   * the element's peer first. To be called in a user's action. What hinders it is told by `call-error` and a toast.
   */
  async shareScreen(): Promise<void> {
    if (this.state === 'idle') await this.#start(undefined, 'video', { share: true });
    else this.#binding.dispatch({ type: 'share-screen' });
  }

  /** Does nothing where nothing is shared. */
  async stopSharing(): Promise<void> {
    this.#binding.dispatch({ type: 'stop-sharing' });
  }

  /**
   * Puts the others on hold: they are told so, hear and see nothing of the local user, and are not heard. Microphone, camera and shared
   * screen are afterwards as they were. A reload of the page keeps the hold, but no shared screen. Does nothing before media flows, or without a call.
   */
  async hold(): Promise<void> {
    this.#binding.dispatch({ type: 'hold' });
  }

  /** Ends the local user's hold; where the other side has one, too, that is theirs to end. */
  async resume(): Promise<void> {
    this.#binding.dispatch({ type: 'resume' });
  }

  /** How the links of the call do, one to each participant; empty without a call. */
  async getCallStats(): Promise<readonly CallStats[]> {
    return (await this.#binding.stats()).map(([userId, stats]) => ({ userId, ...stats }));
  }

  readonly #measure = async (userId: string): Promise<LinkStats | null> =>
    (await this.getCallStats()).find((stats) => stats.userId === userId) ?? null;

  /**
   * Uses these devices from now on, in a running call at once, and remembers them in this browser; what is not named stays. The
   * others are heard on `speaker`, and it rings on `ringer`, which is the speaker until it is chosen. All are ids as
   * `enumerateDevices` tells them; `''` and `default` are the system's default, to which a device that is gone gives way until
   * it is there again. Resolves when they are in use, where they are needed.
   * @throws {CallError} `device-not-found`, `device-in-use`, `permission-denied`, `unsupported-browser` or `invalid-request`;
   * nothing has changed then
   */
  async setDevices(devices: DeviceChoice): Promise<void> {
    await this.#settings.choose(devices);
  }

  /**
   * Shows the settings of devices and picture, in a call over it, before one over the page: then camera and microphone are opened for
   * the person themselves, and closed with the settings. Nobody is rung. Resolves when the devices are open, or are not to be had.
   * @throws {CallError} `unauthenticated` where the element has no user
   */
  async openSettings(): Promise<void> {
    await this.#settings.open();
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
    return renderParts({
      ...{ host: this, binding: this.#binding, peerIds: this.#peerIds, toasts: this.#toasts.toasts },
      ...{ waiting: this.#waiting, measure: this.#measure, settings: this.#settings.view },
    });
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
        return void this.#start(request.to, request.kind, request).catch(() => undefined);
      case 'accept':
        return void this.acceptCall(request).catch(() => undefined);
      case 'silence':
        return this.#binding.silence();
      case 'enable-sound':
        return this.#binding.enableSound();
      case 'dismiss-toast':
        return this.#toasts.dismiss(request.id);
      case 'open-settings':
      case 'close-settings':
      case 'choose-device':
      case 'adjust-capture':
      case 'test-speaker':
        return this.#settings.act(request);
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

function pick({ token, getToken, displayName, avatarUrl, ringtone, ringback, doNotDisturb, relayOnly }: CallWindow) {
  return { token, getToken, displayName, avatarUrl, ringtone, ringback, doNotDisturb, relayOnly };
}

declare global {
  interface HTMLElementTagNameMap {
    'call-window': CallWindow;
  }

  interface HTMLElementEventMap extends CallWindowEventMap {}
}
