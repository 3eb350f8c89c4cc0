import { html, LitElement, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import { property, query, queryAll } from 'lit/decorators.js';

import type { CallKind, OnStage, Self } from '../call/call-state.ts';
import { words } from '../strings/words.ts';
import { backdropStyles } from './backdrop.ts';
import { callStageStyles } from './call-stage.styles.ts';
import { ElapsedTime } from './elapsed-time.ts';
import { FullScreen } from './full-screen.ts';
import { heroStyles } from './hero.styles.ts';
import { HoldFocus, renderHold } from './hold-layer.ts';
import { holdLayerStyles } from './hold-layer.styles.ts';
import { minimisedCardStyles } from './minimised-card.styles.ts';
import { renderCard } from './minimised-card.ts';
import { Minimising } from './minimising.ts';
import { ModalDialog } from './modal-dialog.ts';
import { mutedNoticeStyles } from './muted-notice.styles.ts';
import { MutedNotice } from './muted-notice.ts';
import { namesOf, renderCallee, renderOutgoing } from './outgoing.ts';
import { outgoingStyles } from './outgoing.styles.ts';
import type { MeasureLink } from './quality-meter.ts';
import type { ParticipantTile } from './participant-tile.ts';
import { renderPictureInPicture } from './picture-in-picture-view.ts';
import { pictureInPictureStyles } from './picture-in-picture.styles.ts';
import { roundButtonStyles } from './round-button.styles.ts';
import { PictureInPicture } from './picture-in-picture.ts';
import { PushToTalk } from './push-to-talk.ts';
import type { CallRequest } from './request-event.ts';
import { request } from './request.ts';
import { isSecondClick } from './second-click.ts';
import { base, ownText, tints, tooltip } from './shared.styles.ts';
import type { ShortcutSetting } from './shortcut-keys.ts';
import { shortcutListStyles, shortcutPanelStyles } from './shortcut-panel.styles.ts';
import { ShortcutPanel } from './shortcut-panel.ts';
import { Shortcuts, type Deeds, type FocusPlace } from './shortcuts.ts';
import { stageHeaderStyles } from './stage-header.styles.ts';
import type { SharedScreen } from './shared-screen.ts';
import { sharingStyles } from './sharing.styles.ts';
import {
  answeredCallId,
  hasTwoPictures,
  canStepBack,
  isMutedInCall,
  isOnHold,
  kindOf,
  presenterOf,
} from './stage-call.ts';
import { deedsIn } from './stage-deeds.ts';
import { StageFocus } from './stage-focus.ts';
import { renderFoot } from './stage-foot.ts';
import { renderHeader } from './stage-header.ts';
import { renderPreview, renderScreen, renderTiles, type Pictures } from './stage-pictures.ts';
import { renderRoot, type StageMode } from './stage-root.ts';
import { StepBack } from './step-back.ts';
import { usualSurface } from './surface.ts';
import { Swapping } from './swapping.ts';
import type { Toast } from './toasts.ts';
import { viewButtons, type ViewButton } from './view-buttons.ts';
import type { WaitingCaller } from './waiting-call.ts';
import { renderWaiting } from './waiting-card.ts';

/**
 * Where a call takes place, from the first permission prompt to its end. Nothing but `End call` ends it: not Escape, not a click.
 * How much of the screen it takes is state of its own, forgotten with the call: a card over the page, the full screen, a window.
 *
 * @csspart stage - The root: a dialog, or a region when inline.
 * @csspart header - Picture, name, kind, status and time.
 * @csspart end-button - `End call`.
 * @csspart remote-video - A remote participant's video.
 * @csspart screen - What somebody shares.
 * @csspart local-video - One's own video.
 * @csspart controls - The bar with microphone, camera and screen.
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
    tooltip,
    backdropStyles,
    heroStyles,
    callStageStyles,
    sharingStyles,
    stageHeaderStyles,
    outgoingStyles,
    roundButtonStyles,
    minimisedCardStyles,
    shortcutListStyles,
    shortcutPanelStyles,
    mutedNoticeStyles,
    holdLayerStyles,
  ];

  /** The call to show; null closes the stage. */
  @property({ attribute: false }) call: OnStage | null = null;
  @property({ attribute: false }) self: Self = { userId: '', name: null, picture: null };
  /** Whether there is a camera that looks the other way. */
  @property({ attribute: false }) canFlip = false;
  @property({ attribute: false }) localStream: MediaStream | null = null;
  /** By user id. */
  @property({ attribute: false }) remoteStreams: ReadonlyMap<string, MediaStream> = new Map();
  /** What each of them shares, by user id. */
  @property({ attribute: false }) remoteScreens: ReadonlyMap<string, MediaStream> = new Map();
  /** What the own microphone gives, silent while it is muted. */
  @property({ attribute: false }) voice: MediaStream | null = null;
  /** Looks how the link to a participant does. */
  @property({ attribute: false }) measure: MeasureLink | null = null;
  /** Whether this browser can share a screen. */
  @property({ attribute: false }) canShare = false;
  @property({ reflect: true }) mode: StageMode = 'overlay';
  /** Id of the audio output for the others' voices; empty for the default. */
  @property({ attribute: false }) speaker = '';
  /** When the call was answered, in milliseconds on the local clock. */
  @property({ attribute: false }) answeredAt: number | null = null;
  /** Whether the browser holds the sound back until the user acts; the stage finds out by itself. */
  @property({ attribute: false }) soundHeldBack = false;
  /** Whether the user talks while they are muted; the stage finds out by itself. */
  @property({ attribute: false }) talksUnheard = false;
  @property({ attribute: false }) toasts: readonly Toast[] = [];
  /** Whether keys by themselves do anything. */
  @property({ attribute: false }) shortcuts: ShortcutSetting = 'on';
  /** Who calls meanwhile. The call on the stage goes on undisturbed. */
  @property({ attribute: false }) waiting: WaitingCaller | null = null;

  @query('.stage') private readonly root!: HTMLElement | null;
  @queryAll('call-window-participant, call-window-screen') private readonly players!: NodeListOf<
    ParticipantTile | SharedScreen
  >;

  protected readonly modal = new ModalDialog(this, () => this.root, {
    surfaceOf: (root) => (this.minimising.active ? 'floating' : usualSurface(root)),
  });
  protected readonly focusing = new StageFocus(this, () => this.root);
  private readonly minimising = new Minimising(this, {
    callId: () => answeredCallId(this.call),
    root: () => this.root,
    focusOn: (view) => this.renderRoot.querySelector(view === 'card' ? '.restore' : '.minimise'),
  });
  private readonly swapping = new Swapping(this, {
    callId: () => answeredCallId(this.call),
    small: () => this.renderRoot.querySelector<ReactiveElement>('.content [small]'),
  });
  // A dialog can't take the screen; what is in it can.
  private readonly fullScreen = new FullScreen(this, () =>
    this.mode === 'overlay' ? this.renderRoot.querySelector('.content') : this.root,
  );
  private readonly pictureInPicture = new PictureInPicture(this, {
    callId: () => answeredCallId(this.call),
    title: () => words.callWith(namesOf(this.call?.peers ?? [])),
    styles: [...base, tints, roundButtonStyles, pictureInPictureStyles],
    render: () => this.renderPictureInPicture(),
    video: () => this.renderRoot.querySelector<ParticipantTile>('call-window-participant')?.picture ?? null,
  });
  private readonly elapsed = new ElapsedTime(this, () =>
    this.pictureInPicture.hasPage && this.call?.phase !== 'connecting' ? this.answeredAt : null,
  );
  private readonly stepBack = new StepBack(this, {
    isAllowed: () => canStepBack(this.call) && !this.minimising.active,
    isHeld: () => this.renderRoot.querySelector(':is(.header, .foot):focus-within') !== null,
  });
  private readonly shortcutPanel = new ShortcutPanel(this, {
    isAllowed: () => this.call !== null && !this.minimising.active && this.shortcuts === 'on',
    root: () => this.root,
  });
  protected readonly keys = new Shortcuts(this, (focus) => (this.shortcuts === 'on' ? this.deeds(focus) : {}));
  private readonly mutedNotice = new MutedNotice(this, {
    mutedVoice: () => (isMutedInCall(this.call) ? this.voice : null),
    isShown: () => this.talksUnheard,
    setShown: (shown) => (this.talksUnheard = shown),
  });
  protected readonly holdFocus = new HoldFocus(this, () => this.root);
  protected readonly talking = new PushToTalk(this, {
    isAllowed: () => this.shortcuts === 'on' && !this.minimising.active && !isOnHold(this.call),
    microphone: () => this.call?.media.microphone ?? null,
  });

  constructor() {
    super();
    // Whatever is clicked first in the call lets it sound, not only the button that says so.
    this.addEventListener('click', this.playSound);
  }

  protected override willUpdate(): void {
    if (!this.call || this.call.phase === 'outgoing') this.soundHeldBack = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.call) return nothing;
    const { mode, minimising } = this;
    return renderRoot(
      {
        mode,
        name: words.callWith(namesOf(this.call.peers)),
        corner: minimising.active ? minimising.corner : null,
        restore: () => minimising.restore(),
      },
      this.renderContent(this.call),
    );
  }

  // A card over the page has but one key, and only where it has the focus.
  private deeds(focus: FocusPlace): Deeds {
    const { call, canShare, ask, minimising } = this;
    if (minimising.active && focus === 'within') return { minimise: () => minimising.restore() };
    if (!call || minimising.active) return {};
    return deedsIn(call, { canShare, ask, views: this.views(call), toggleList: this.shortcutPanel.toggle });
  }

  private views(call: OnStage): readonly ViewButton[] {
    const { pictureInPicture, fullScreen, minimise, ask } = this;
    return viewButtons(call, { pictureInPicture, fullScreen, minimise, ask });
  }

  private renderContent(call: OnStage): TemplateResult {
    const kind = kindOf(call);
    const presenter = presenterOf(call);
    const { pictures } = this;
    return html`<div
      class="content"
      data-kind=${kind}
      data-phase=${call.phase}
      ?data-quiet=${this.stepBack.active}
      ?data-screen=${presenter !== null}
      ?data-on-hold=${isOnHold(call)}
    >
      ${presenter ? renderScreen(presenter, pictures) : nothing}
      ${call.phase === 'outgoing' ? renderCallee(call) : renderTiles(call, pictures)}
      ${kind === 'video' ? renderPreview(call, pictures) : nothing}
      ${call.phase === 'outgoing' ? renderOutgoing(call, this.ask) : nothing}
      ${
        kind === 'video'
          ? html`<div class="shade top"></div>
              <div class="shade bottom"></div>`
          : nothing
      }
      ${this.minimising.active ? nothing : renderHold(call, this.ask)} ${this.renderBar(call, kind)}
      ${renderWaiting(this.waiting)} ${this.renderFoot(call, kind)} ${this.shortcutPanel.render()}
    </div>`;
  }

  private renderBar(call: OnStage, kind: CallKind): TemplateResult {
    const { answeredAt, ask, end, restore, shortcuts } = this;
    return this.minimising.active && call.phase !== 'outgoing'
      ? renderCard(call, { answeredAt, ask, end, restore })
      : renderHeader(call, {
          kind,
          answeredAt,
          measure: this.measure,
          views: this.views(call),
          shortcuts,
          end,
        });
  }

  private renderPictureInPicture(): TemplateResult | typeof nothing {
    if (!this.call || this.call.phase === 'outgoing') return nothing;
    const { ask, backToPage: back, elapsed, remoteStreams: streams } = this;
    return renderPictureInPicture(this.call, { streams, time: elapsed.text, ask, back });
  }

  private get pictures(): Pictures {
    const { self, localStream, remoteStreams, remoteScreens, speaker, answeredAt, swapping, noticePlayback } = this;
    // The card shows the other's picture in any case.
    const isSwapped = swapping.active && !this.minimising.active && this.call !== null && hasTwoPictures(this.call);
    const streams = { localStream, remoteStreams, remoteScreens };
    return { ...streams, self, speaker, answeredAt, swapping, isSwapped, noticePlayback };
  }

  private renderFoot(call: OnStage, kind: CallKind): TemplateResult {
    const { toasts, soundHeldBack, canShare, canFlip, shortcuts } = this;
    return renderFoot(call, {
      ...{ kind, canShare, canFlip, toasts, soundHeldBack, shortcuts },
      mutedNotice: this.mutedNotice.render(),
      shape: this.minimising.active ? 'card' : 'stage',
    });
  }

  private readonly ask = (wish: CallRequest): void => request(this, wish);

  private readonly end = (event: Event): void => {
    if (!isSecondClick(event)) this.ask({ type: 'end' });
  };

  private readonly minimise = async (): Promise<void> => {
    // A card over the page lies in the page.
    if (this.fullScreen.isOn) await this.fullScreen.leave();
    this.minimising.minimise();
  };

  private readonly backToPage = (): void => {
    this.pictureInPicture.leave();
    window.focus();
    this.renderRoot.querySelector<HTMLElement>('.picture-in-picture, .restore')?.focus({ preventScroll: true });
  };

  // A second click would hit `End call`, which lies in the same place afterwards.
  private readonly restore = (event: Event): void => {
    if (!isSecondClick(event)) this.minimising.restore();
  };

  private readonly noticePlayback = (): void => {
    this.soundHeldBack = [...this.players].some((player) => player.isHeldBack);
  };

  // Played right here, within the click: only that counts as the user's consent.
  private readonly playSound = (): void => {
    for (const player of this.players) if (player.isHeldBack) void player.play();
  };
}
