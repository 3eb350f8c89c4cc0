import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, queryAll } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';

import type { CallKind, InCall, OnStage, Peer, Self } from '../call/call-state.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { backdropStyles } from './backdrop.ts';
import { callStageStyles } from './call-stage.styles.ts';
import { heroStyles } from './hero.styles.ts';
import { ModalDialog } from './modal-dialog.ts';
import { namesOf, renderCallee, renderOutgoing } from './outgoing.ts';
import { outgoingStyles } from './outgoing.styles.ts';
import type { ParticipantTile } from './participant-tile.ts';
import type { CallRequest } from './request-event.ts';
import { request } from './request.ts';
import { isSecondClick } from './second-click.ts';
import { base, ownText, tints } from './shared.styles.ts';
import { stageHeaderStyles } from './stage-header.styles.ts';
import { StepBack } from './step-back.ts';
import type { Toast } from './toasts.ts';
import type { WaitingCaller } from './waiting-call.ts';

/** `overlay`: a modal dialog over the viewport. `inline`: fills the element's own box. */
export type StageMode = 'overlay' | 'inline';

/**
 * Where a call takes place, from the first permission prompt to its end. Nothing but `End call` ends it: not Escape, not a click.
 *
 * @csspart stage - The root: a dialog, or a region when inline.
 * @csspart header - Picture, name, kind, status and time.
 * @csspart end-button - `End call`.
 * @csspart remote-video - A remote participant's video.
 * @csspart local-video - One's own video.
 * @csspart controls - The bar with microphone and camera.
 * @csspart toast - A toast on the stage.
 * @csspart waiting - The card of a second caller.
 * @cssproperty [--call-window-inline-radius=12px] - Corners of the inline stage.
 * @fires call-window-request - `end`, `continue-with-voice`, and those of controls, toasts and the card
 */
export class CallStage extends LitElement {
  static override styles = [
    ...base,
    ownText,
    tints,
    backdropStyles,
    heroStyles,
    callStageStyles,
    stageHeaderStyles,
    outgoingStyles,
  ];

  /** The call to show; null closes the stage. */
  @property({ attribute: false }) call: OnStage | null = null;
  @property({ attribute: false }) self: Self = { userId: '', name: null, picture: null };
  @property({ attribute: false }) localStream: MediaStream | null = null;
  /** By user id. */
  @property({ attribute: false }) remoteStreams: ReadonlyMap<string, MediaStream> = new Map();
  @property({ reflect: true }) mode: StageMode = 'overlay';
  /** Id of the audio output for the others' voices; empty for the default. */
  @property({ attribute: false }) speaker = '';
  /** When the call was answered, in milliseconds on the local clock. */
  @property({ attribute: false }) answeredAt: number | null = null;
  /** Whether the browser holds the sound back until the user acts; the stage finds out by itself. */
  @property({ attribute: false }) soundHeldBack = false;
  @property({ attribute: false }) toasts: readonly Toast[] = [];
  /** Who calls meanwhile. The call on the stage goes on undisturbed. */
  @property({ attribute: false }) waiting: WaitingCaller | null = null;

  @query('.stage') private readonly root!: HTMLElement | null;
  @query('.choice') private readonly choice!: HTMLElement | null;
  @queryAll('call-window-participant') private readonly tiles!: NodeListOf<ParticipantTile>;

  protected readonly modal = new ModalDialog(this, () => this.root);
  private readonly stepBack = new StepBack(this, {
    isAllowed: () => this.call?.phase === 'active' && this.call.call.kind === 'video',
    isHeld: () => this.renderRoot.querySelector(':is(.header, .foot):focus-within') !== null,
  });
  private hadChoice = false;
  private hadFocus: Element | null = null;

  constructor() {
    super();
    // Whatever is clicked first in the call lets it sound, not only the button that says so.
    this.addEventListener('click', this.playSound);
  }

  protected override willUpdate(): void {
    if (!this.call || this.call.phase === 'outgoing') this.soundHeldBack = false;
    this.hadFocus = this.shadowRoot?.activeElement ?? null;
  }

  // Whoever uses a keyboard or a screen reader is led to the choice when it appears.
  protected override updated(_changed: PropertyValues<this>): void {
    const hasChoice = this.choice !== null;
    if (hasChoice && !this.hadChoice) this.choice?.focus();
    this.hadChoice = hasChoice;
    // A card that goes must not take the focus with it, out of the call.
    const isGone = this.hadFocus?.matches('.waiting') && !this.hadFocus.isConnected;
    if (isGone) this.root?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.call) return nothing;
    const name = words.callWith(namesOf(this.call.peers));
    return this.mode === 'overlay' ? this.renderDialog(name, this.call) : this.renderRegion(name, this.call);
  }

  private renderDialog(name: string, call: OnStage): TemplateResult {
    return html`<dialog part="stage" class="stage own-text" tabindex="-1" autofocus closedby="none" aria-label=${name}>
      ${this.renderContent(call)}
    </dialog>`;
  }

  private renderRegion(name: string, call: OnStage): TemplateResult {
    return html`<div part="stage" class="stage own-text" role="region" tabindex="-1" aria-label=${name}>
      ${this.renderContent(call)}
    </div>`;
  }

  private renderContent(call: OnStage): TemplateResult {
    const kind = kindOf(call);
    return html`<div class="content" data-kind=${kind} data-phase=${call.phase} ?data-quiet=${this.stepBack.active}>
      ${call.phase === 'outgoing' ? renderCallee(call) : this.renderTiles(call)}
      ${kind === 'video' ? this.renderPreview(call) : nothing}
      ${call.phase === 'outgoing' ? renderOutgoing(call, this.ask) : nothing}
      ${
        kind === 'video'
          ? html`<div class="shade top"></div>
              <div class="shade bottom"></div>`
          : nothing
      }
      ${this.renderHeader(call, kind)} ${this.renderWaiting()} ${this.renderFoot(call, kind)}
    </div>`;
  }

  private renderTiles(call: InCall): TemplateResult {
    const peers = call.peers.filter(({ standing }) => standing !== 'left');
    return html`<div class="tiles" data-count=${peers.length}>
      ${repeat(
        peers,
        ({ userId }) => userId,
        (peer) => this.renderTile(peer, call, peers.length === 1),
      )}
    </div>`;
  }

  private renderTile(peer: Peer, call: InCall, solo: boolean): TemplateResult {
    return html`<call-window-participant
      exportparts="remote-video"
      .peer=${peer}
      .kind=${call.call.kind}
      .phase=${call.phase}
      .stream=${this.remoteStreams.get(peer.userId) ?? null}
      .speaker=${this.speaker}
      .answeredAt=${this.answeredAt}
      .onPlayback=${this.noticePlayback}
      ?solo=${solo}
    ></call-window-participant>`;
  }

  private renderPreview(call: OnStage): TemplateResult {
    return html`<call-window-local-preview
      exportparts="local-video"
      .self=${this.self}
      .stream=${this.localStream}
      .camera=${call.media.camera}
      .expanded=${call.phase === 'outgoing'}
    ></call-window-local-preview>`;
  }

  private renderHeader(call: OnStage, kind: CallKind): TemplateResult {
    const [peer] = call.peers;
    const { userId = '', name = '', picture = null } = peer ?? {};
    return html`<div class="header" part="header">
      <call-window-avatar .userId=${userId} .name=${name} .picture=${picture}></call-window-avatar>
      <div class="who">
        <span class="name"><bdi>${namesOf(call.peers)}</bdi></span>
        <span class="kind">${icon(kind === 'video' ? icons.video : icons.phone)}<span>${words.call[kind]}</span></span>
      </div>
      ${this.renderStatus(call, kind)}
      <button type="button" class="end icon-down icon-filled" part="end-button" @click=${this.end}>
        ${icon(icons.phone)}<span>${words.endCall}</span>
      </button>
    </div>`;
  }

  // In a voice call between two the status stands beneath the name in the middle; it is said once.
  private renderStatus(call: OnStage, kind: CallKind): TemplateResult | typeof nothing {
    if (call.phase === 'outgoing' || (kind === 'voice' && call.peers.length === 1)) return nothing;
    return html`<call-window-status
      class="state"
      .phase=${call.phase}
      .answeredAt=${this.answeredAt}
    ></call-window-status>`;
  }

  // Another caller's card is another card: it comes in anew, and nobody answers one caller in place of another.
  private renderWaiting(): unknown {
    if (!this.waiting) return nothing;
    const { callId, person, kind } = this.waiting;
    return keyed(
      callId,
      html`<call-window-waiting
        class="waiting"
        exportparts="waiting"
        .person=${person}
        .kind=${kind}
        .callId=${callId}
      ></call-window-waiting>`,
    );
  }

  private renderFoot(call: OnStage, kind: CallKind): TemplateResult {
    return html`<div class="foot">
      <call-window-toasts exportparts="toast" .toasts=${this.toasts}></call-window-toasts>
      ${this.soundHeldBack ? this.renderPlaySound() : nothing}
      <call-window-controls class="controls" exportparts="controls" .kind=${kind} .media=${call.media}>
      </call-window-controls>
    </div>`;
  }

  private renderPlaySound(): TemplateResult {
    return html`<button type="button" class="sound" aria-description=${words.soundHeldBack}>
      ${icon(icons.sound)}<span>${words.enableSound}</span>
    </button>`;
  }

  private readonly ask = (wish: CallRequest): void => request(this, wish);

  private readonly end = (event: Event): void => {
    if (!isSecondClick(event)) this.ask({ type: 'end' });
  };

  private readonly noticePlayback = (): void => {
    this.soundHeldBack = [...this.tiles].some((tile) => tile.isHeldBack);
  };

  // Played right here, within the click: only that counts as the user's consent.
  private readonly playSound = (): void => {
    for (const tile of this.tiles) if (tile.isHeldBack) void tile.play();
  };
}

function kindOf(call: OnStage): CallKind {
  return call.phase === 'outgoing' ? call.attempt.kind : call.call.kind;
}
