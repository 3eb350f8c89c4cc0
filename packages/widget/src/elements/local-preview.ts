import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import type { CameraState, Self } from '../call/call-state.ts';
import { streamInto } from '../directives/stream-into.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { backdropStyles, renderBackdrop } from './backdrop.ts';
import type { Corner } from './corners.ts';
import { DragToCorner } from './drag-to-corner.ts';
import { FirstFrame } from './first-frame.ts';
import { localPreviewStyles } from './local-preview.styles.ts';
import { base, tints } from './shared.styles.ts';

const GLIDE: KeyframeAnimationOptions = { duration: 320, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' };

/**
 * One's own picture, mirrored and silent. Fills the stage while the call is placed; then glides into a corner, where it can be
 * dragged, thrown, or moved with the arrow keys to another.
 *
 * @csspart local-video - The video.
 * @cssproperty [--call-window-self-view-width] - Its width in the corner.
 */
export class LocalPreview extends LitElement {
  static override styles = [...base, tints, backdropStyles, localPreviewStyles];

  @property({ attribute: false }) self: Self = { userId: '', name: null, picture: null };
  @property({ attribute: false }) stream: MediaStream | null = null;
  @property({ attribute: false }) camera: CameraState = 'none';
  /** Whether it fills the stage. */
  @property({ type: Boolean, reflect: true }) expanded = false;
  @property({ reflect: true }) corner: Corner = 'top-end';

  @query('video') private readonly video!: HTMLVideoElement;

  private readonly frame = new FirstFrame(this);
  protected readonly dragging = new DragToCorner(this, (corner, from) => this.settle(corner, from));
  private leaving: DOMRect | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('expanded') === true) this.leaving = this.getBoundingClientRect();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('stream') || changed.has('camera'))
      this.frame.expect(this.camera === 'live' && this.stream ? this.video : null);
    if (!this.leaving) return;
    this.glideFrom(this.leaving);
    this.leaving = null;
  }

  protected override render(): TemplateResult {
    const isMovable = !this.expanded;
    return html`<div
      class="frame"
      role="group"
      tabindex=${isMovable ? 0 : nothing}
      aria-label=${words.ownPicture}
      aria-description=${isMovable ? words.moveOwnPicture : nothing}
    >
      ${this.expanded ? nothing : this.renderCover()}
      <video
        part="local-video"
        tabindex="-1"
        .muted=${true}
        ?data-shown=${this.frame.shown}
        autoplay
        playsinline
        disablepictureinpicture
        @resize=${this.adoptShape}
        ${streamInto(this.stream)}
      ></video>
    </div>`;
  }

  // Lies under the video, which fades in over it.
  private renderCover(): TemplateResult {
    const { userId, name, picture } = this.self;
    const why = reason(this.camera);
    return html`<div class="cover">
      ${renderBackdrop(userId, picture)}
      <call-window-avatar .userId=${userId} .name=${name ?? ''} .picture=${picture}></call-window-avatar>
      ${
        why === null
          ? nothing
          : html`<span class="slashed">${icon(icons.videoOff)}</span><span class="words">${why}</span>`
      }
    </div>`;
  }

  // A phone held upright sends a tall picture: the frame follows the camera.
  private adoptShape(): void {
    const { videoWidth, videoHeight } = this.video;
    if (videoWidth > 0) this.toggleAttribute('portrait', videoHeight > videoWidth);
  }

  private settle(corner: Corner, from: DOMRect): void {
    this.corner = corner;
    void this.updateComplete.then(() => this.glideFrom(from));
  }

  /** Plays the way from where it was seen last; scaled alike in both directions, so that a face is never squeezed. */
  private glideFrom(from: DOMRect): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const to = this.getBoundingClientRect();
    if (to.width === 0 || from.width === 0) return;
    const scale = Math.max(from.width / to.width, from.height / to.height);
    const dx = from.x + from.width / 2 - (to.x + to.width / 2);
    const dy = from.y + from.height / 2 - (to.y + to.height / 2);
    this.animate(
      [
        { translate: `${dx}px ${dy}px`, scale },
        { translate: '0px 0px', scale: 1 },
      ],
      GLIDE,
    );
  }
}

/** Why there is nothing to see; null while there is, or will be at once. */
function reason(camera: CameraState): string | null {
  if (camera === 'live' || camera === 'opening') return null;
  return camera === 'interrupted' ? words.ownCameraGivesNothing : words.ownCameraIsOff;
}
