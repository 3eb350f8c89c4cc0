import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { InCall, Peer } from '../call/call-state.ts';
import { streamInto } from '../directives/stream-into.ts';
import { icon, type IconNode } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { cameraControl, microphoneControl, type Control } from './call-controls.ts';
import { statusOf } from './call-status.ts';
import { resumeControl } from './hold-layer.ts';
import { namesOf } from './outgoing.ts';
import { whySilent } from './participant-tile.ts';
import { initialsOf, safePictureUrl, tintOf } from './picture.ts';
import type { CallRequest } from './request-event.ts';
import { isOnHold, kindOf, peersHere, standsStill } from './stage-call.ts';

interface ViewOptions {
  readonly streams: ReadonlyMap<string, MediaStream>;
  /** Time since the answer; null while it is not counted. */
  readonly time: string | null;
  readonly ask: (wish: CallRequest) => void;
  readonly back: () => void;
}

/** A call in a window of its own, of plain elements: none of ours are known there. */
export function renderPictureInPicture(call: InCall, { streams, time, ask, back }: ViewOptions): TemplateResult {
  const kind = kindOf(call);
  const peers = peersHere(call);
  const isSeen = kind === 'video' && !isOnHold(call);
  const status = statusOf({ phase: call.phase, onHold: standsStill(call) });
  return html`<div class="pictures" data-count=${peers.length}>
      ${repeat(
        peers,
        ({ userId }) => userId,
        (peer) => renderPicture(peer, isSeen ? (streams.get(peer.userId) ?? null) : null),
      )}
    </div>
    <div class="bar">
      <div class="about">
        <span class="name"><bdi>${namesOf(call.peers)}</bdi></span>
        <span class="status" data-phase=${status.name}
          ><span class="dot" aria-hidden="true"></span
          ><span role="status">${status.word}</span>${time === null ? nothing : html` · ${time}`}</span
        >
      </div>
      <div class="buttons" role="group" aria-label=${words.callControls}>
        ${controlsOf(call).map((control) => renderDevice(control, ask))}
        ${renderButton('back', words.backToPage, icons.backToPage, back)}
        ${renderButton('hang-up icon-down icon-filled', words.endCall, icons.phone, () => ask({ type: 'end' }))}
      </div>
    </div>`;
}

function controlsOf(call: InCall): readonly Control[] {
  if (isOnHold(call)) return [resumeControl];
  const microphone = microphoneControl(call.media.microphone);
  return kindOf(call) === 'video' ? [microphone, cameraControl(call.media.camera)] : [microphone];
}

function renderPicture(peer: Peer, stream: MediaStream | null): TemplateResult {
  const url = safePictureUrl(peer.picture);
  const note = whySilent(peer) ?? whyUnseen(peer, stream);
  const hasPicture = stream !== null && peer.sends?.camera === 'on';
  return html`<div class="picture">
    <div class="face" data-tint=${tintOf(peer.userId)} aria-hidden="true">
      ${url ? html`<img src=${url} alt="" referrerpolicy="no-referrer" />` : initialsOf(peer.name)}
    </div>
    ${
      stream
        ? html`<video tabindex="-1" ?hidden=${!hasPicture} .muted=${true} playsinline ${streamInto(stream)}></video>`
        : nothing
    }
    <span class="note" role="status" ?hidden=${note === null}>${note}</span>
  </div>`;
}

function whyUnseen({ sends, name }: Peer, stream: MediaStream | null): string | null {
  if (stream && sends?.camera === 'paused') return words.pictureIsPaused(name);
  return stream && sends?.camera === 'off' ? words.cameraIsOff(name) : null;
}

function renderDevice({ word, picture, isOff, disabled, wish }: Control, ask: ViewOptions['ask']): TemplateResult {
  return html`<button
    type="button"
    class="round"
    title=${word}
    aria-label=${word}
    aria-disabled=${disabled}
    ?data-off=${isOff}
    @click=${() => disabled || ask(wish)}
  >
    ${icon(picture)}
  </button>`;
}

function renderButton(look: string, word: string, picture: IconNode, press: () => void): TemplateResult {
  return html`<button type="button" class="round ${look}" title=${word} aria-label=${word} @click=${press}>
    ${icon(picture)}
  </button>`;
}
