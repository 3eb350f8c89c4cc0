import { html, nothing, type TemplateResult } from 'lit';

import type { CallKind, OnStage, Peer } from '../call/call-state.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { namesOf } from './outgoing.ts';
import type { MeasureLink } from './quality-meter.ts';
import type { ShortcutSetting } from './shortcut-keys.ts';
import { isOnHold, peersHere, presenterOf, standsStill } from './stage-call.ts';
import { renderViewButtons, type ViewButton } from './view-buttons.ts';

interface HeaderOptions {
  readonly kind: CallKind;
  readonly answeredAt: number | null;
  readonly measure: MeasureLink | null;
  readonly views: readonly ViewButton[];
  readonly shortcuts: ShortcutSetting;
  readonly end: (event: Event) => void;
}

/** The stage's upper bar: who, what, how it stands, and how it ends. */
export function renderHeader(call: OnStage, options: HeaderOptions): TemplateResult {
  const { kind, views, shortcuts, end } = options;
  const { userId = '', name = '', picture = null } = call.peers[0] ?? {};
  return html`<div class="header" part="header">
    <call-window-avatar .userId=${userId} .name=${name} .picture=${picture}></call-window-avatar>
    <div class="who">
      <span class="name"><bdi>${namesOf(call.peers)}</bdi></span>
      <span class="kind">${icon(kind === 'video' ? icons.video : icons.phone)}<span>${words.call[kind]}</span></span>
    </div>
    ${renderStatus(call, options)} ${views.length > 0 ? renderViewButtons(views, shortcuts) : nothing}
    <button type="button" class="end icon-down icon-filled" part="end-button" @click=${end}>
      ${icon(icons.phone)}<span>${words.endCall}</span>
    </button>
  </div>`;
}

// In a voice call between two the status stands beneath the name in the middle; it is said once.
function renderStatus(call: OnStage, { kind, answeredAt, measure }: HeaderOptions): TemplateResult | typeof nothing {
  if (call.phase === 'outgoing') return nothing;
  const isInTheMiddle = kind === 'voice' && call.peers.length === 1 && presenterOf(call) === null && !isOnHold(call);
  const onHold = standsStill(call);
  const status = html`<call-window-status
    .phase=${call.phase}
    .onHold=${onHold}
    .answeredAt=${answeredAt}
  ></call-window-status>`;
  // Of nothing there is no quality.
  const peer = onHold ? null : weakestOf(peersHere(call));
  return html`<div class="state">
    ${isInTheMiddle ? nothing : status}
    <call-window-quality .peer=${peer} .measure=${measure}></call-window-quality>
  </div>`;
}

// Of several links the weakest is the one that is noticed, and there is room for one meter. One that is gone is neither.
function weakestOf(peers: readonly Peer[]): Peer | null {
  const measured = peers.flatMap((peer) => {
    const quality = peer.link === 'connected' ? peer.quality : undefined;
    return quality === undefined ? [] : [{ peer, quality }];
  });
  const least = Math.min(...measured.map(({ quality }) => quality));
  return measured.find(({ quality }) => quality === least)?.peer ?? null;
}
