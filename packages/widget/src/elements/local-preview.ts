import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import type { CameraState, Self } from '../call/call-state.ts';
import { streamInto } from '../directives/stream-into.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { backdropStyles, renderBackdrop } from './backdrop.ts';
import type { Corner } from './corners.ts';
import { FirstFrame } from './first-frame.ts';
import { localPreviewStyles } from './local-preview.styles.ts';
import { isMirrored } from './mirroring.ts';
import { base, tints } from './shared.styles.ts';
import { smallPictureStyles } from './small-picture.styles.ts';
import { SmallPicture } from './small-picture.ts';

/**
 * One's own picture, silent, and mirrored unless a phone's back takes it. Fills the stage while the call is placed; then glides into
 * a corner, where it can be dragged, thrown, or moved with the arrow keys to another, and pressed to fill the stage again.
 *
 * @csspart local-video - The video.
 * @cssproperty [--call-window-self-view-width] - Its width in the corner.
 */
export class LocalPreview extends LitElement {
  static override styles = [...base, tints, backdropStyles, smallPictureStyles, localPreviewStyles];

  @property({ attribute: false }) self: Self = { userId: '', name: null, picture: null };
  @property({ attribute: false }) stream: MediaStream | null = null;
  @property({ attribute: false }) camera: CameraState = 'none';
  /** Whether it is not sent for the moment, since the line is too narrow for it. */
  @property({ type: Boolean, reflect: true }) paused = false;
  /** Whether it fills the stage. */
  @property({ type: Boolean, reflect: true }) expanded = false;
  /** Whether it does so in place of the other's picture. */
  @property({ type: Boolean, reflect: true }) swapped = false;
  @property({ reflect: true }) corner: Corner = 'top-end';
  /** Told when it was moved. */
  @property({ attribute: false }) onCorner: ((corner: Corner) => void) | null = null;
  /** Told when it was pressed; null where there are no two pictures to swap. */
  @property({ attribute: false }) onSwap: (() => void) | null = null;

  @query('video') private readonly video!: HTMLVideoElement;

  private readonly frame = new FirstFrame(this);
  private readonly small = new SmallPicture(this, () => !this.expanded);

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('stream') || changed.has('camera'))
      this.frame.expect(this.camera === 'live' && this.stream ? this.video : null);
  }

  protected override render(): TemplateResult {
    // Where it has a button, the arrow keys are that button's.
    const isMovable = !this.expanded && !this.small.canSwap;
    return html`<div
      class="frame"
      role="group"
      tabindex=${isMovable ? 0 : nothing}
      aria-label=${words.ownPicture}
      aria-description=${isMovable ? words.moveWithArrows : nothing}
    >
      ${this.expanded && !this.swapped ? nothing : this.renderCover()}
      <video
        part="local-video"
        tabindex="-1"
        .muted=${true}
        ?data-shown=${this.frame.shown}
        ?data-mirrored=${isMirrored(this.stream)}
        autoplay
        playsinline
        disablepictureinpicture
        @resize=${() => this.small.adoptShape(this.video)}
        ${streamInto(this.stream)}
      ></video>
      <div role="status">${this.paused ? renderPaused() : nothing}</div>
      ${this.small.renderButton()}
    </div>`;
  }

  // Lies under the video, which fades in over it.
  private renderCover(): TemplateResult {
    const { userId, name, picture } = this.self;
    const why = reason(this.camera);
    return html`<div class="cover" ?data-gone=${this.frame.shown}>
      ${renderBackdrop(userId, picture)}
      <call-window-avatar .userId=${userId} .name=${name ?? ''} .picture=${picture}></call-window-avatar>
      ${
        why === null
          ? nothing
          : html`<span class="slashed">${icon(icons.videoOff)}</span><span class="words">${why}</span>`
      }
    </div>`;
  }
}

// One sees oneself beneath: the camera is on.
function renderPaused(): TemplateResult {
  return html`<p class="paused">${icon(icons.paused)}<span>${words.ownPictureIsPaused}</span></p>`;
}

/** Why there is nothing to see; null while there is, or will be at once. */
function reason(camera: CameraState): string | null {
  if (camera === 'live' || camera === 'opening') return null;
  return camera === 'interrupted' ? words.ownCameraGivesNothing : words.ownCameraIsOff;
}
