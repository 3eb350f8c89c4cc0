import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import type { CallKind, InCall, Peer } from '../call/call-state.ts';
import { playMedia, streamInto, type PlaybackListener } from '../directives/stream-into.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { backdropStyles, renderBackdrop } from './backdrop.ts';
import { FirstFrame } from './first-frame.ts';
import { heroStyles } from './hero.styles.ts';
import { participantTileStyles } from './participant-tile.styles.ts';
import { base, tints } from './shared.styles.ts';
import { VoiceLevel } from './voice-level.ts';

/**
 * One remote participant: their video, or their picture while there is none to see. The media element stays for the whole call,
 * also under the poster: it plays the sound.
 *
 * @csspart remote-video - The video, in video calls.
 */
export class ParticipantTile extends LitElement {
  static override styles = [...base, tints, backdropStyles, heroStyles, participantTileStyles];

  @property({ attribute: false }) peer: Peer | null = null;
  @property({ attribute: false }) kind: CallKind = 'video';
  @property({ attribute: false }) phase: InCall['phase'] = 'connecting';
  @property({ attribute: false }) stream: MediaStream | null = null;
  /** Id of the audio output; empty for the default. */
  @property({ attribute: false }) speaker = '';
  /** When the call was answered, in milliseconds on the local clock. */
  @property({ attribute: false }) answeredAt: number | null = null;
  /** Whether this is the only other person: their tile is the stage. */
  @property({ type: Boolean, reflect: true }) solo = false;
  /** Told whether the browser holds the sound back. */
  @property({ attribute: false }) onPlayback: PlaybackListener | undefined;

  @query('video, audio') private readonly media!: HTMLMediaElement | null;
  @query('.level') private readonly ring!: HTMLElement | null;

  private readonly frame = new FirstFrame(this);
  protected readonly voice = new VoiceLevel(this, {
    stream: () => (this.kind === 'voice' && this.phase === 'active' ? this.stream : null),
    show: (level) => this.ring?.style.setProperty('--_level', level.toFixed(2)),
  });
  private watched: MediaStream | null = null;
  /** Whether the browser holds this sound back until the user acts. */
  isHeldBack = false;

  /** Plays with sound; to be called from a click where the browser held it back before. */
  async play(): Promise<void> {
    if (this.media) this.heard(await playMedia(this.media));
  }

  private readonly heard: PlaybackListener = (heldBack) => {
    this.isHeldBack = heldBack;
    this.onPlayback?.(heldBack);
  };

  private get isCameraOff(): boolean {
    const camera = this.peer?.sends?.camera;
    return camera === 'off' || (camera === 'none' && this.phase !== 'connecting');
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.peer) return nothing;
    return html`<div class="tile" data-kind=${this.kind} data-phase=${this.phase}>
      ${this.kind === 'video' ? this.renderVideo() : this.renderAudio()} ${this.renderPoster(this.peer)}
      <div class="notes" role="status">${this.renderNote(this.peer)}</div>
    </div>`;
  }

  // A picture is expected anew whenever there is a new stream or the camera was switched on.
  protected override updated(_changed: PropertyValues<this>): void {
    const expected = this.kind === 'video' && !this.isCameraOff ? this.stream : null;
    if (expected === this.watched) return;
    this.watched = expected;
    this.frame.expect(expected && this.media instanceof HTMLVideoElement ? this.media : null);
  }

  private renderVideo(): TemplateResult {
    // Firefox would stop at a video on the keyboard's way.
    return html`<video
      part="remote-video"
      tabindex="-1"
      autoplay
      playsinline
      disablepictureinpicture
      ${streamInto(this.stream, this.heard, this.speaker)}
    ></video>`;
  }

  private renderAudio(): TemplateResult {
    return html`<audio autoplay ${streamInto(this.stream, this.heard, this.speaker)}></audio>`;
  }

  private renderPoster(peer: Peer): TemplateResult {
    const isGone = this.kind === 'video' && this.frame.shown && !this.isCameraOff;
    return html`<div class="poster" ?data-gone=${isGone}>
      ${renderBackdrop(peer.userId, peer.picture)}
      <div class="hero">
        <div class="face">
          ${this.kind === 'voice' ? html`<span class="level"></span>` : nothing}
          <call-window-avatar .userId=${peer.userId} .name=${peer.name} .picture=${peer.picture}></call-window-avatar>
        </div>
        ${this.kind === 'voice' && this.solo ? this.renderTitle(peer) : nothing}
        ${
          this.kind === 'video' && this.isCameraOff
            ? html`<p class="caption" role="status">${words.cameraIsOff(peer.name)}</p>`
            : nothing
        }
      </div>
    </div>`;
  }

  private renderTitle(peer: Peer): TemplateResult {
    return html`<h2 class="title" dir="auto">${peer.name}</h2>
      <div class="line">
        <call-window-status .phase=${this.phase} .answeredAt=${this.answeredAt}></call-window-status>
      </div>`;
  }

  private renderNote(peer: Peer): TemplateResult | typeof nothing {
    const silence = whySilent(peer);
    if (silence === null && this.solo) return nothing;
    return html`<span class="note">
      ${silence === null ? nothing : icon(icons.microphoneOff)}
      <span>${silence ?? peer.name}</span>
    </span>`;
  }
}

/** Why nothing is to be heard of them; null while something is. */
function whySilent({ sends, name }: Peer): string | null {
  if (sends?.microphone === 'off') return words.isMuted(name);
  return sends?.microphone === 'none' ? words.hasNoMicrophone(name) : null;
}
