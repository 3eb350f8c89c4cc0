import { html, nothing, type TemplateResult } from 'lit';

import type { OnStage } from '../call/call-state.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words as strings } from '../strings/words.ts';
import { isOnHold } from './stage-call.ts';

/** Nobody shares without knowing it. What is shared is not shown: in the same tab it would show itself in itself. */
export function renderSharing(call: OnStage): TemplateResult {
  const { media } = call;
  const isSeen = media.screen === 'live' && !isOnHold(call);
  const { withSound, silent } = strings.sharing;
  const words = media.screenSound ? withSound : silent;
  const note = html`<span class="sharing-note">${icon(icons.screen)}<span>${words}</span></span>`;
  return html`<div class="sharing" role="status">${isSeen ? note : nothing}</div>`;
}
