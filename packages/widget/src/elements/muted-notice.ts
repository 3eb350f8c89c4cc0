import { html, nothing, type ReactiveController, type ReactiveElement, type TemplateResult } from 'lit';

import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { request } from './request.ts';
import { VoiceLevel } from './voice-level.ts';

/** Louder than this is a voice and no noise of the room; from 0 to 1. */
const VOICE = 0.3;
/** So many of the last readings have to be one: a cough or a key on a table is over before. */
const READINGS = 6;
const ENOUGH = 4;
/** How long the notice stays, and how soon the next one may come, in milliseconds. */
export const STAYS = 6_000;
export const NOT_BEFORE = 30_000;

interface Options {
  /** What the own microphone gives, while it is muted in a call; null otherwise. */
  readonly mutedVoice: () => MediaStream | null;
  /** Whether it is on screen. */
  readonly isShown: () => boolean;
  readonly setShown: (shown: boolean) => void;
}

/** Whether somebody talks, going by the last levels of their microphone. */
export function isTalking(levels: readonly number[]): boolean {
  return levels.filter((level) => level > VOICE).length >= ENOUGH;
}

/**
 * Says `You're muted` to whoever talks while they are. It listens to a copy of the microphone's track, as a muted one gives silence;
 * nobody else is ever given that copy, and it ends with the silence.
 */
export class MutedNotice implements ReactiveController {
  private source: MediaStream | null = null;
  private copy: MediaStream | null = null;
  private levels: readonly number[] = [];
  private shownAt = -Infinity;
  private hiding: ReturnType<typeof setTimeout> | undefined;

  private readonly host: ReactiveElement;
  private readonly options: Options;
  protected readonly listening: VoiceLevel;

  constructor(host: ReactiveElement, options: Options) {
    this.host = host;
    this.options = options;
    host.addController(this);
    this.listening = new VoiceLevel(host, { stream: () => this.copy, show: (level) => this.hear(level) });
  }

  hostUpdate(): void {
    const source = this.host.isConnected ? this.options.mutedVoice() : null;
    if (source === this.source) return;
    this.stop();
    this.source = source;
    this.copy = source && copyOf(source);
  }

  hostDisconnected(): void {
    this.stop();
  }

  render(): TemplateResult {
    return html`<div class="muted" role="status">${this.options.isShown() ? this.renderNotice() : nothing}</div>`;
  }

  private renderNotice(): TemplateResult {
    return html`<span class="muted-note">
      ${icon(icons.microphoneOff)}<span>${words.youAreMuted}</span>
      <button type="button" class="muted-action" @click=${this.unmute}>${words.unmute}</button>
    </span>`;
  }

  private readonly unmute = (): void => request(this.host, { type: 'set-muted', muted: false });

  private hear(level: number): void {
    this.levels = [...this.levels, level].slice(-READINGS);
    const now = Date.now();
    if (this.options.isShown() || now - this.shownAt < NOT_BEFORE || !isTalking(this.levels)) return;
    this.shownAt = now;
    this.options.setShown(true);
    this.hiding = setTimeout(this.hide, STAYS);
  }

  // Not from under somebody's finger.
  private readonly hide = (): void => {
    if (this.host.renderRoot.querySelector('.muted-note:is(:hover, :focus-within)'))
      this.hiding = setTimeout(this.hide, STAYS);
    else this.options.setShown(false);
  };

  private stop(): void {
    clearTimeout(this.hiding);
    this.copy?.getTracks().forEach((track) => track.stop());
    this.copy = null;
    this.source = null;
    this.levels = [];
    this.options.setShown(false);
  }
}

function copyOf(stream: MediaStream): MediaStream {
  const tracks = stream.getAudioTracks().map((track) => track.clone());
  for (const track of tracks) track.enabled = true;
  return new MediaStream(tracks);
}
