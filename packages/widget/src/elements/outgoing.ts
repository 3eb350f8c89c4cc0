import { html, nothing, type TemplateResult } from 'lit';

import type { Outgoing, Peer } from '../call/call-state.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { renderBackdrop } from './backdrop.ts';
import type { CallRequest } from './request-event.ts';

type Ask = (wish: CallRequest) => void;

/** The people that a call is with, as one text. */
export function namesOf(peers: readonly Peer[]): string {
  return words.nameList(peers.map(({ name }) => name));
}

/** Behind everything, until one's own picture is there (or for good, in a voice call). */
export function renderCallee(call: Outgoing): TemplateResult | typeof nothing {
  const [peer] = call.peers;
  return peer ? renderBackdrop(peer.userId, peer.picture) : nothing;
}

/** Who is being called and how far that is; or, where there is no camera, the choice that has to be made first. */
export function renderOutgoing(call: Outgoing, ask: Ask): TemplateResult {
  if (call.step === 'camera-unavailable') return renderChoice(ask);
  const isRinging = call.step === 'ringing' && call.peers.some(({ standing }) => standing === 'ringing');
  return html`<div class="outgoing" data-kind=${call.attempt.kind}>
    <div class="hero">
      <div class="face">
        ${isRinging ? html`<span class="ring"></span><span class="ring"></span>` : nothing} ${renderFace(call.peers[0])}
      </div>
      <h2 class="title">${words.calling(namesOf(call.peers))}</h2>
      <p class="line" role="status">${isRinging ? words.ringing : renderHint(call)}</p>
    </div>
  </div>`;
}

function renderFace(peer: Peer | undefined): TemplateResult | typeof nothing {
  if (!peer) return nothing;
  const { userId, name, picture } = peer;
  return html`<call-window-avatar .userId=${userId} .name=${name} .picture=${picture}></call-window-avatar>`;
}

function renderHint({ step, attempt, media }: Outgoing): TemplateResult | typeof nothing {
  if (step === 'choosing-screen') return html`<span class="hint">${words.chooseScreen}</span>`;
  const wanted = media.camera === 'opening' ? attempt.kind : 'voice';
  return step === 'opening-media' ? html`<span class="hint">${words.allowDevices[wanted]}</span>` : nothing;
}

function renderChoice(ask: Ask): TemplateResult {
  return html`<div class="choice" role="group" tabindex="-1" aria-labelledby="choice" aria-describedby="why">
    <span class="badge">${icon(icons.videoOff)}</span>
    <h2 id="choice">${words.cameraUnavailable}</h2>
    <p id="why">${words.cameraUnavailableHint}</p>
    <button type="button" class="primary" @click=${() => ask({ type: 'continue-with-voice' })}>
      ${words.continueWithVoice}
    </button>
    <button type="button" class="secondary" @click=${() => ask({ type: 'end' })}>${words.cancel}</button>
  </div>`;
}
