import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { Peer } from '../call/call-state.ts';
import type { LinkStats } from '../call/link-stats.ts';
import { words } from '../strings/words.ts';
import { renderLinkDetails } from './link-details.ts';
import { qualityMeterStyles } from './quality-meter.styles.ts';
import { base, tooltip } from './shared.styles.ts';

/** How the link to a participant does at the moment; null where there is none. */
export type MeasureLink = (userId: string) => Promise<LinkStats | null>;

const BARS = [1, 2, 3, 4] as const;
const REFRESH_MILLISECONDS = 1_000;

/** The panel's width and its least distance from the window's edge, in pixels. */
const [WIDTH, EDGE] = [304, 8] as const;

/** How good the link to a participant is, in four bars; pressed, it tells in numbers, for as long as that is open. */
export class QualityMeter extends LitElement {
  static override styles = [...base, tooltip, qualityMeterStyles];

  @property({ attribute: false }) peer: Peer | null = null;
  @property({ attribute: false }) measure: MeasureLink | null = null;

  @state() private stats: LinkStats | null = null;
  @query('.panel') private readonly panel!: HTMLElement | null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addEventListener('keydown', this.escape);
  }

  private get isOpen(): boolean {
    return this.panel?.matches(':popover-open') ?? false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override render(): TemplateResult | typeof nothing {
    const quality = this.peer?.quality;
    if (!this.peer || quality === undefined) return nothing;
    return html`<button
        type="button"
        class="meter"
        data-quality=${quality}
        aria-label=${words.connectionIs(quality)}
        data-tip=${words.connectionIs(quality)}
        popovertarget="panel"
      >
        ${BARS.map((bar) => html`<span class="bar" ?data-full=${bar <= quality}></span>`)}
      </button>
      <div
        id="panel"
        class="panel"
        popover
        role="dialog"
        aria-label=${words.details.title}
        @beforetoggle=${this.place}
        @toggle=${this.refresh}
      >
        ${this.stats ? renderLinkDetails(this.stats, this.peer.name) : nothing}
      </div>`;
  }

  // The stage keeps Escape to itself, and never closes with it.
  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    this.panel?.hidePopover();
  };

  private readonly place = (): void => {
    const { left, bottom } = this.getBoundingClientRect();
    const room = innerWidth - WIDTH - EDGE;
    this.panel?.style.setProperty('left', `${Math.max(EDGE, Math.min(left, room))}px`);
    this.panel?.style.setProperty('top', `${bottom + EDGE}px`);
  };

  private readonly refresh = async (): Promise<void> => {
    clearTimeout(this.timer);
    if (!this.peer || !this.isOpen) return;
    this.stats = (await this.measure?.(this.peer.userId)) ?? null;
    clearTimeout(this.timer);
    if (this.isConnected) this.timer = setTimeout(() => void this.refresh(), REFRESH_MILLISECONDS);
  };
}
