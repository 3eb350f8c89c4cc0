import { html, nothing, type TemplateResult } from 'lit';

import type { InCall, Peer } from '../call/call-state.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { microphoneControl, type Control } from './call-controls.ts';
import { resumeControl } from './hold-layer.ts';
import { namesOf } from './outgoing.ts';
import { whySilent } from './participant-tile.ts';
import type { CallRequest } from './request-event.ts';
import { isOnHold, kindOf, standsStill } from './stage-call.ts';

interface CardOptions {
  readonly answeredAt: number | null;
  readonly ask: (wish: CallRequest) => void;
  readonly end: (event: Event) => void;
  readonly restore: (event: Event) => void;
}

/** What a minimised call says and offers, beneath the other's picture; a voice call has their face beside it. */
export function renderCard(call: InCall, { answeredAt, ask, end, restore }: CardOptions): TemplateResult {
  return html`<div class="card">
    ${kindOf(call) === 'voice' ? renderFace(call.peers[0]) : nothing}
    <div class="about">
      <span class="name"><bdi>${namesOf(call.peers)}</bdi></span>
      ${renderStatus(call, answeredAt)}
    </div>
    <div class="card-buttons" role="group" aria-label=${words.callControls}>
      ${renderRound(isOnHold(call) ? resumeControl : microphoneControl(call.media.microphone), ask)}
      <button
        type="button"
        class="round restore"
        aria-label=${words.restore}
        data-tip=${words.restore}
        @click=${restore}
      >
        ${icon(icons.restore)}
      </button>
      <button
        type="button"
        class="round hang-up icon-down icon-filled"
        part="end-button"
        aria-label=${words.endCall}
        data-tip=${words.endCall}
        @click=${end}
      >
        ${icon(icons.phone)}
      </button>
    </div>
  </div>`;
}

// There is no room for both the longest status and the time.
function renderStatus(call: InCall, answeredAt: number | null): TemplateResult {
  const { phase } = call;
  const since = phase === 'active' ? answeredAt : null;
  return html`<call-window-status
    class="state"
    .phase=${phase}
    .onHold=${standsStill(call)}
    .answeredAt=${since}
  ></call-window-status>`;
}

// Of a video call the picture itself says who is muted.
function renderFace(peer: Peer | undefined): TemplateResult | typeof nothing {
  if (!peer) return nothing;
  const { userId, name, picture } = peer;
  const silence = whySilent(peer);
  return html`<div class="card-face">
    <call-window-avatar .userId=${userId} .name=${name} .picture=${picture}></call-window-avatar>
    ${
      silence === null
        ? nothing
        : html`<span class="silent" role="img" aria-label=${silence}
            >${icon(peer.onHold ? icons.paused : icons.microphoneOff)}</span
          >`
    }
  </div>`;
}

function renderRound({ word, picture, isOff, disabled, wish }: Control, ask: CardOptions['ask']): TemplateResult {
  return html`<button
    type="button"
    class="round"
    aria-label=${word}
    aria-disabled=${disabled}
    data-tip=${word}
    ?data-off=${isOff}
    @click=${() => disabled || ask(wish)}
  >
    ${icon(picture)}
  </button>`;
}
