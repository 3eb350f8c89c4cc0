import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { InCall } from '../call/call-state.ts';
import { words } from '../strings/words.ts';
import { callStatusStyles } from './call-status.styles.ts';
import { ElapsedTime } from './elapsed-time.ts';
import { base } from './shared.styles.ts';

/** How the connection is, in a word. */
const STATUS_WORDS = {
  connecting: words.connecting,
  active: words.connected,
  reconnecting: words.reconnecting,
} as const;

/** How the call stands: that the connection is lost matters more than that it is on hold. */
export function statusOf({ phase, onHold }: Pick<CallStatus, 'phase' | 'onHold'>) {
  return onHold && phase === 'active'
    ? ({ name: 'on-hold', word: words.onHold } as const)
    : ({ name: phase, word: STATUS_WORDS[phase] } as const);
}

/** How the connection is, in a dot and a word (announced when it changes), and the time since the answer (not announced). */
export class CallStatus extends LitElement {
  static override styles = [...base, callStatusStyles];

  @property({ attribute: false }) phase: InCall['phase'] = 'connecting';
  /** Whether nobody hears anybody, as somebody wants it. */
  @property({ attribute: false }) onHold = false;
  /** When the call was answered, in milliseconds on the local clock. */
  @property({ attribute: false }) answeredAt: number | null = null;

  private readonly elapsed = new ElapsedTime(this, () => (this.phase === 'connecting' ? null : this.answeredAt));

  protected override render(): TemplateResult {
    const time = this.elapsed.text;
    const { name, word } = statusOf(this);
    return html`<span class="state" role="status" data-phase=${name}>
        <span class="dot" aria-hidden="true"></span><span>${word}</span>
      </span>
      ${time === null ? nothing : html`<span class="time" role="timer">${time}</span>`}`;
  }
}
