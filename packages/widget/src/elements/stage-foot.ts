import { html, nothing, type TemplateResult } from 'lit';

import type { CallKind, OnStage } from '../call/call-state.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { renderSharing } from './sharing-note.ts';
import type { ShortcutSetting } from './shortcut-keys.ts';
import type { Toast } from './toasts.ts';

interface FootOptions {
  readonly kind: CallKind;
  /** Whether this browser can share a screen. */
  readonly canShare: boolean;
  /** Whether there is a camera that looks the other way. */
  readonly canFlip: boolean;
  readonly toasts: readonly Toast[];
  /** As a card it has buttons of its own, and toasts lie over the page. */
  readonly shape: 'stage' | 'card';
  readonly soundHeldBack: boolean;
  readonly shortcuts: ShortcutSetting;
  /** For whoever talks while they are muted. */
  readonly mutedNotice: TemplateResult;
}

/** What lies at the stage's foot: toasts, the way to the sound where it is held back, and the controls. */
export function renderFoot(call: OnStage, options: FootOptions): TemplateResult {
  const { toasts, shape, soundHeldBack, mutedNotice } = options;
  return html`<div class="foot">
    <call-window-toasts exportparts="toast" .toasts=${toasts} .standalone=${shape === 'card'}></call-window-toasts>
    ${soundHeldBack && shape === 'stage' ? renderPlaySound() : nothing}
    ${shape === 'stage' ? html`${renderSharing(call)} ${mutedNotice} ${renderControls(call, options)}` : nothing}
  </div>`;
}

function renderControls(
  { phase, media }: OnStage,
  { kind, canShare, canFlip, shortcuts }: FootOptions,
): TemplateResult {
  const isAnswered = phase !== 'outgoing';
  return html`<call-window-controls
    class="controls"
    exportparts="controls"
    .media=${media}
    .hasCamera=${kind === 'video' || isAnswered}
    .canShare=${canShare && isAnswered}
    .canFlip=${canFlip}
    .shortcuts=${shortcuts}
  ></call-window-controls>`;
}

function renderPlaySound(): TemplateResult {
  return html`<button type="button" class="sound" aria-description=${words.soundHeldBack}>
    ${icon(icons.sound)}<span>${words.enableSound}</span>
  </button>`;
}
