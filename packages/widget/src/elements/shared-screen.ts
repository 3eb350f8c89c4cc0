import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { playMedia, streamInto, type PlaybackListener } from '../directives/stream-into.ts';
import { icon, type IconNode } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { FirstFrame } from './first-frame.ts';
import { Panning } from './panning.ts';
import { base, tooltip } from './shared.styles.ts';
import { sharedScreenStyles } from './shared-screen.styles.ts';
import { actualScale, fitted, held, MAX_SCALE, type Size, WHOLE, type Zoom, zoomAt } from './zoom.ts';

const STEP = 1.25;
const MIDDLE = { x: 0, y: 0 } as const;

/** Pixels that an arrow key moves the picture by. */
const STRIDE = 64;

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [STRIDE, 0],
  ArrowRight: [-STRIDE, 0],
  ArrowUp: [0, STRIDE],
  ArrowDown: [0, -STRIDE],
};

/**
 * What somebody shares: whole, pixel for pixel, or as near as one likes; moved by dragging, with two fingers, the wheel or the keys.
 *
 * @csspart screen - The video.
 */
export class SharedScreen extends LitElement {
  static override styles = [...base, tooltip, sharedScreenStyles];

  @property({ attribute: false }) stream: MediaStream | null = null;
  /** Whose it is. */
  @property({ attribute: false }) name = '';
  /** Id of the audio output; empty for the default. */
  @property({ attribute: false }) speaker = '';
  /** Told whether the browser holds the sound back. */
  @property({ attribute: false }) onPlayback: PlaybackListener | undefined;

  @state() private zoom: Zoom = WHOLE;

  @query('video') private readonly video!: HTMLVideoElement;
  @query('.box') private readonly box!: HTMLElement;

  private readonly frame = new FirstFrame(this);
  protected readonly panning = new Panning(this, {
    surface: () => this.box,
    pan: (x, y) => this.move({ ...this.zoom, x: this.zoom.x + x, y: this.zoom.y + y }),
    pinch: (factor, point) => this.move(zoomAt(this.zoom, factor, point)),
  });
  /** Whether the browser holds this sound back until the user acts. */
  isHeldBack = false;

  /** Plays with sound; to be called from a click where the browser held it back before. */
  async play(): Promise<void> {
    this.heard(await playMedia(this.video));
  }

  private readonly heard: PlaybackListener = (heldBack) => {
    this.isHeldBack = heldBack;
    this.onPlayback?.(heldBack);
  };

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('stream')) this.frame.expect(this.stream ? this.video : null);
    const { scale, x, y } = this.zoom;
    // Not as an attribute: a strict policy forbids that.
    this.video.style.transform = scale === 1 ? '' : `translate(${x}px, ${y}px) scale(${scale})`;
  }

  protected override render(): TemplateResult {
    const { scale } = this.zoom;
    return html`<div
        class="box"
        role="group"
        tabindex="0"
        aria-label=${words.screenOf(this.name)}
        aria-description=${words.moveScreen}
        ?data-near=${scale > 1}
        @dblclick=${this.toggle}
        @keydown=${this.onKey}
      >
        <video
          part="screen"
          tabindex="-1"
          ?data-shown=${this.frame.shown}
          autoplay
          playsinline
          disablepictureinpicture
          @resize=${() => this.move(this.zoom)}
          ${streamInto(this.stream, this.heard, this.speaker)}
        ></video>
        ${this.frame.shown ? nothing : html`<p class="wait" role="status">${words.sharesScreen(this.name)}</p>`}
      </div>
      ${this.renderTools(scale)}`;
  }

  private renderTools(scale: number): TemplateResult {
    const isWhole = scale === 1;
    const percent = html`<span class="tool text" aria-hidden="true">${Math.round(scale * 100)} %</span>`;
    return html`<div class="tools" role="group" aria-label=${words.zoom}>
      ${this.renderTool(words.zoomOut, icons.zoomOut, isWhole, () => this.step(1 / STEP))} ${percent}
      ${this.renderTool(words.zoomIn, icons.zoomIn, scale === MAX_SCALE, () => this.step(STEP))}
      <button
        type="button"
        class="tool text"
        aria-label=${isWhole ? words.actualSize : words.fit}
        @click=${this.toggle}
      >
        ${isWhole ? '1 : 1' : words.fit}
      </button>
    </div>`;
  }

  private renderTool(word: string, picture: IconNode, disabled: boolean, act: () => void): TemplateResult {
    return html`<button
      type="button"
      class="tool"
      aria-label=${word}
      aria-disabled=${disabled}
      data-tip=${word}
      @click=${act}
    >
      ${icon(picture)}
    </button>`;
  }

  private step(factor: number): void {
    this.move(zoomAt(this.zoom, factor, MIDDLE));
  }

  private readonly toggle = (): void => {
    if (this.zoom.scale !== 1) return this.move(WHOLE);
    const picture = this.picture;
    const scale = actualScale(picture, fitted(picture, this.room), devicePixelRatio);
    // Where that is all there is to see already, nearer is what was meant.
    this.move(zoomAt(WHOLE, scale > 1 ? scale : 2, MIDDLE));
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const act = this.deedOf(event.key);
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  private deedOf(key: string): (() => void) | undefined {
    if (key === '+' || key === '=') return () => this.step(STEP);
    if (key === '-') return () => this.step(1 / STEP);
    if (key === '0') return () => this.move(WHOLE);
    const arrow = this.zoom.scale > 1 ? ARROWS[key] : undefined;
    return arrow && (() => this.move({ ...this.zoom, x: this.zoom.x + arrow[0], y: this.zoom.y + arrow[1] }));
  }

  private move(zoom: Zoom): void {
    this.zoom = held(zoom, fitted(this.picture, this.room), this.room);
  }

  private get picture(): Size {
    return { width: this.video.videoWidth || 16, height: this.video.videoHeight || 9 };
  }

  private get room(): Size {
    return { width: this.box.clientWidth, height: this.box.clientHeight };
  }
}
