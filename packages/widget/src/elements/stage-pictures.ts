import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { InCall, OnStage, Peer, Self } from '../call/call-state.ts';
import { hasTwoPictures, isOnHold, isPicturePaused, kindOf, peersHere, presenterOf } from './stage-call.ts';
import type { Swapping } from './swapping.ts';

/** What the pictures on the stage are made of. */
export interface Pictures {
  readonly self: Self;
  readonly localStream: MediaStream | null;
  readonly remoteStreams: ReadonlyMap<string, MediaStream>;
  readonly remoteScreens: ReadonlyMap<string, MediaStream>;
  readonly speaker: string;
  readonly answeredAt: number | null;
  readonly swapping: Swapping;
  /** Whether one's own picture fills the stage in an answered call. */
  readonly isSwapped: boolean;
  readonly noticePlayback: () => void;
}

/** The others: one fills the stage, several share it. */
export function renderTiles(call: InCall, pictures: Pictures): TemplateResult {
  const peers = peersHere(call);
  const solo = peers.length === 1 && presenterOf(call) === null;
  return html`<div class="tiles" data-count=${peers.length}>
    ${repeat(
      peers,
      ({ userId }) => userId,
      (peer) => renderTile(peer, call, solo, pictures),
    )}
  </div>`;
}

function renderTile(peer: Peer, call: InCall, solo: boolean, pictures: Pictures): TemplateResult {
  const { swapping } = pictures;
  return html`<call-window-participant
    exportparts="remote-video"
    .peer=${peer}
    .kind=${kindOf(call)}
    .phase=${call.phase}
    .onHold=${isOnHold(call)}
    .stream=${pictures.remoteStreams.get(peer.userId) ?? null}
    .speaker=${pictures.speaker}
    .answeredAt=${pictures.answeredAt}
    .onPlayback=${pictures.noticePlayback}
    .swapped=${pictures.isSwapped}
    .corner=${swapping.corner}
    .onCorner=${swapping.settle}
    .onSwap=${swapping.swap}
    ?solo=${solo}
  ></call-window-participant>`;
}

/** What one of them shares. */
export function renderScreen({ userId, name }: Peer, pictures: Pictures): TemplateResult {
  return html`<call-window-screen
    exportparts="screen"
    .stream=${pictures.remoteScreens.get(userId) ?? null}
    .name=${name}
    .speaker=${pictures.speaker}
    .onPlayback=${pictures.noticePlayback}
  ></call-window-screen>`;
}

/** One's own picture. */
export function renderPreview(call: OnStage, pictures: Pictures): TemplateResult {
  const { swapping, isSwapped } = pictures;
  return html`<call-window-local-preview
    exportparts="local-video"
    .self=${pictures.self}
    .stream=${pictures.localStream}
    .camera=${call.media.camera}
    .paused=${isPicturePaused(call)}
    .expanded=${call.phase === 'outgoing' || isSwapped}
    .swapped=${isSwapped}
    .corner=${swapping.corner}
    .onCorner=${swapping.settle}
    .onSwap=${hasTwoPictures(call) ? swapping.swap : null}
  ></call-window-local-preview>`;
}
