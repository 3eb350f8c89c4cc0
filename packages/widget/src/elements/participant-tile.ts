import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import type { CallKind, InCall, Peer } from '../call/call-state.ts';
import { playMedia, streamInto, type PlaybackListener } from '../directives/stream-into.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { backdropStyles, renderBackdrop } from './backdrop.ts';
import type { Corner } from './corners.ts';
import { FirstFrame } from './first-frame.ts';
import { heroStyles } from './hero.styles.ts';
import { participantTileStyles } from './participant-tile.styles.ts';
import { base, tints } from './shared.styles.ts';
import { smallPictureStyles } from './small-picture.styles.ts';
import { SmallPicture } from './small-picture.ts';
import { speakingStyles } from './speaking.styles.ts';
import { inSteps, showLevel, Speaking } from './speaking.ts';
import { VoiceLevel } from './voice-level.ts';

const UNSEEN_WORDS = { off: words.cameraIsOff, paused: words.pictureIsPaused, 'on-hold': words.putYouOnHold } as const;

/**
 * One remote participant: their video, or their picture while there is none to see. The media element stays for the whole call,
 * also under the poster: it plays the sound.
 *
 * @csspart remote-video - The video, in video calls.
 */
export class ParticipantTile extends LitElement {
  static override styles = [
    ...base,
    tints,
    backdropStyles,
    heroStyles,
    smallPictureStyles,
    participantTileStyles,
    speakingStyles,
  ];

  @property({ attribute: false }) peer: Peer | null = null;
  @property({ attribute: false }) kind: CallKind = 'video';
  @property({ attribute: false }) phase: InCall['phase'] = 'connecting';
  /** Whether the local user has put them on hold: then they are neither heard nor seen. */
  @property({ attribute: false }) onHold = false;
  @property({ attribute: false }) stream: MediaStream | null = null;
  /** Id of the audio output; empty for the default. */
  @property({ attribute: false }) speaker = '';
  /** When the call was answered, in milliseconds on the local clock. */
  @property({ attribute: false }) answeredAt: number | null = null;
  /** Whether this is the only other person: their tile is the stage. */
  @property({ type: Boolean, reflect: true }) solo = false;
  /** Whether one's own picture has taken its place, and it lies in a corner. */
  @property({ attribute: false }) swapped = false;
  @property({ reflect: true }) corner: Corner = 'top-end';
  /** Told when it was moved. */
  @property({ attribute: false }) onCorner: ((corner: Corner) => void) | null = null;
  /** Told when it was pressed while it lies in a corner. */
  @property({ attribute: false }) onSwap: (() => void) | null = null;
  /** Told whether the browser holds the sound back. */
  @property({ attribute: false }) onPlayback: PlaybackListener | undefined;

  @query('.sound') private readonly media!: HTMLMediaElement | null;
  @query('video') private readonly video!: HTMLVideoElement | null;
  @query('.level, .speaking') private readonly ring!: HTMLElement | null;
  @query('.tile') private readonly tile!: HTMLElement | null;

  private readonly frame = new FirstFrame(this);
  private readonly small = new SmallPicture(this, () => this.swapped);
  protected readonly voice = new VoiceLevel(this, {
    stream: () => (this.isHeard ? this.stream : null),
    show: (level) => this.showLevel(level),
  });
  private readonly speaking = new Speaking();
  private watched: MediaStream | null = null;
  /** What plays the sound: the element that the call began with, so that it goes on while cameras come and go. */
  private player: CallKind | null = null;
  /** Whether the browser holds this sound back until the user acts. */
  isHeldBack = false;

  /** The video itself, in video calls. */
  get picture(): HTMLVideoElement | null {
    return this.video;
  }

  /** Plays with sound; to be called from a click where the browser held it back before. */
  async play(): Promise<void> {
    if (this.media) this.heard(await playMedia(this.media));
  }

  private readonly heard: PlaybackListener = (heldBack) => {
    this.isHeldBack = heldBack;
    this.onPlayback?.(heldBack);
  };

  // Not by rendering: ten times a second is too often for that.
  private showLevel(level: number): void {
    if (this.ring) showLevel(this.ring, this.kind === 'video' ? inSteps(level) : level);
    this.tile?.toggleAttribute('data-speaking', this.speaking.hear(level));
  }

  private hush(): void {
    this.speaking.forget();
    this.tile?.removeAttribute('data-speaking');
  }

  private get isHeard(): boolean {
    return this.phase === 'active' && this.stream !== null && !this.onHold;
  }

  /** Why there is nothing to be seen of them; null while there is, or will be at once. */
  private get whyUnseen(): 'off' | 'paused' | 'on-hold' | null {
    if (this.peer?.onHold) return 'on-hold';
    const camera = this.peer?.sends?.camera;
    if (camera === 'paused' || camera === 'off') return camera;
    return camera === 'none' && this.phase !== 'connecting' ? 'off' : null;
  }

  protected override willUpdate(): void {
    this.player ??= this.peer && this.kind;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.peer) return nothing;
    return html`<div class="tile" data-kind=${this.kind} data-phase=${this.phase}>
      ${this.player === 'voice' ? this.renderAudio() : nothing}
      ${this.kind === 'video' || this.player === 'video' ? this.renderVideo() : nothing} ${this.renderPoster(this.peer)}
      ${this.kind === 'video' ? renderSpeaking() : nothing}
      <div class="notes" role="status">${this.renderNote(this.peer)}</div>
      ${this.small.renderButton()}
    </div>`;
  }

  // A picture is expected anew whenever there is a new stream or the camera was switched on.
  protected override updated(_changed: PropertyValues<this>): void {
    if (!this.isHeard) this.hush();
    const expected = this.kind === 'video' && this.whyUnseen === null ? this.stream : null;
    if (expected === this.watched) return;
    this.watched = expected;
    this.frame.expect(expected ? this.video : null);
  }

  // Firefox would stop at a video on the keyboard's way.
  private renderVideo(): TemplateResult {
    const isSilent = this.player === 'voice';
    return html`<video
      part="remote-video"
      ?hidden=${this.kind === 'voice'}
      class=${isSilent ? nothing : 'sound'}
      tabindex="-1"
      .muted=${isSilent}
      autoplay
      playsinline
      disablepictureinpicture
      @resize=${({ target }: Event) => this.small.adoptShape(target as HTMLVideoElement)}
      ${isSilent ? streamInto(this.stream) : streamInto(this.stream, this.heard, this.speaker)}
    ></video>`;
  }

  private renderAudio(): TemplateResult {
    return html`<audio class="sound" autoplay ${streamInto(this.stream, this.heard, this.speaker)}></audio>`;
  }

  private renderPoster(peer: Peer): TemplateResult {
    const isGone = this.kind === 'video' && this.frame.shown && this.whyUnseen === null && !this.onHold;
    return html`<div class="poster" ?data-gone=${isGone}>
      ${renderBackdrop(peer.userId, peer.picture)}
      <div class="hero">
        <div class="face">
          ${this.kind === 'voice' ? html`<span class="level"></span>` : nothing}
          <call-window-avatar .userId=${peer.userId} .name=${peer.name} .picture=${peer.picture}></call-window-avatar>
        </div>
        ${this.kind === 'voice' && this.solo ? this.renderTitle(peer) : nothing}
        ${this.kind === 'video' ? this.renderCaption(peer) : nothing}
      </div>
    </div>`;
  }

  private renderCaption({ name }: Peer): TemplateResult | typeof nothing {
    if (this.whyUnseen === null) return nothing;
    const text = UNSEEN_WORDS[this.whyUnseen](name);
    return html`<p class="caption" role="status">${text}</p>
      <span class="slashed">${icon(this.whyUnseen === 'off' ? icons.videoOff : icons.paused)}</span>`;
  }

  private renderTitle(peer: Peer): TemplateResult {
    return html`<h2 class="title" dir="auto">${peer.name}</h2>
      <div class="line">
        <call-window-status
          .phase=${this.phase}
          .onHold=${peer.onHold ?? false}
          .answeredAt=${this.answeredAt}
        ></call-window-status>
      </div>
      <p class="caption" role="status">${peer.onHold ? words.putYouOnHold(peer.name) : nothing}</p>`;
  }

  private renderNote(peer: Peer): TemplateResult | typeof nothing {
    // That they hold is said in the middle, where there is room for it.
    const isSaid = peer.onHold && (this.solo || this.kind === 'video');
    const silence = isSaid ? null : whySilent(peer);
    if (silence === null && this.solo) return nothing;
    return html`<span class="note">
      ${silence === null ? nothing : icon(peer.onHold ? icons.paused : icons.microphoneOff)}
      <span>${silence ?? peer.name}</span>
    </span>`;
  }
}

// Who listens hears it.
function renderSpeaking(): TemplateResult {
  return html`<span class="speaking" aria-hidden="true"><i></i><i></i><i></i></span>`;
}

/** Why nothing is to be heard of them; null while something is. */
export function whySilent({ sends, name, onHold }: Peer): string | null {
  if (onHold) return words.putYouOnHold(name);
  if (sends?.microphone === 'off') return words.isMuted(name);
  return sends?.microphone === 'none' ? words.hasNoMicrophone(name) : null;
}
