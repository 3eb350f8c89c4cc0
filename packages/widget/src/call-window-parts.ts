/** What `<call-window>` is made of at the moment. */
import { html, nothing, type TemplateResult } from 'lit';

import { canCapture } from './adapters/screen-capture.ts';
import { callerOf, presenceOf, selfOf } from './call-window-views.ts';
import type { Self } from './call/call-state.ts';
import type { MeasureLink } from './elements/quality-meter.ts';
import type { SettingsView } from './elements/settings-view.ts';
import type { Toast } from './elements/toasts.ts';
import type { WaitingCaller } from './elements/waiting-call.ts';
import type { HostSettings } from './host-settings.ts';
import type { SessionBinding } from './session-binding.ts';

export interface Parts {
  readonly host: HostSettings;
  readonly binding: SessionBinding;
  /** Whom the buttons call. */
  readonly peerIds: readonly string[];
  readonly toasts: readonly Toast[];
  readonly waiting: WaitingCaller | null;
  readonly measure: MeasureLink;
  readonly settings: SettingsView | null;
}

export function renderParts(parts: Parts): TemplateResult {
  return html`${renderButtons(parts)} ${renderIncoming(parts)} ${renderStage(parts)} ${renderToasts(parts)}
  ${renderSettings(parts)}`;
}

function renderButtons({ binding, peerIds }: Parts): TemplateResult | typeof nothing {
  if (peerIds.length === 0) return nothing;
  return html`<call-window-buttons
    exportparts="buttons"
    .presence=${presenceOf(binding.state, peerIds)}
    .disabled=${binding.state.call.phase !== 'idle'}
    .canShare=${canCapture()}
  ></call-window-buttons>`;
}

function renderIncoming({ binding, waiting }: Parts): TemplateResult {
  const { call } = binding.state;
  const rings = call.phase === 'incoming' && binding.presents && !binding.hostShows(call.call);
  return html`<call-window-incoming
    exportparts="incoming"
    .open=${rings}
    .callId=${call.phase === 'incoming' ? call.call.id : ''}
    .person=${call.phase === 'incoming' ? callerOf(call) : NOBODY}
    .kind=${call.phase === 'incoming' ? call.call.kind : 'video'}
    .soundHeldBack=${binding.soundHeldBack}
    .also=${waiting?.person ?? null}
  ></call-window-incoming>`;
}

function renderStage({ host, binding, toasts, waiting, measure }: Parts): TemplateResult | typeof nothing {
  const { call } = binding.state;
  if (call.phase === 'idle' || call.phase === 'incoming' || !binding.presents) return nothing;
  return html`<call-window-stage
    exportparts="stage, header, remote-video, screen, local-video, controls, end-button, toast, waiting"
    .call=${call}
    .self=${selfOf(call, host)}
    .localStream=${binding.localStream}
    .voice=${binding.devices?.media.voice ?? null}
    .canFlip=${binding.devices?.canFlip ?? false}
    .remoteStreams=${binding.remoteStreams}
    .remoteScreens=${binding.remoteScreens}
    .measure=${measure}
    .canShare=${canCapture()}
    .speaker=${binding.speaker}
    .mode=${host.display}
    .answeredAt=${binding.answeredAt}
    .toasts=${toasts}
    .shortcuts=${host.shortcuts}
    .waiting=${waiting}
  ></call-window-stage>`;
}

function renderSettings({ host, settings }: Parts): TemplateResult {
  return html`<call-window-settings
    exportparts="settings"
    .view=${settings}
    .shortcuts=${host.shortcuts}
  ></call-window-settings>`;
}

/** A modal stage makes everything beside it inert: while it is open it shows the toasts itself. */
function renderToasts({ binding, toasts }: Parts): TemplateResult {
  const { phase } = binding.state.call;
  const onStage = phase !== 'idle' && phase !== 'incoming' && binding.presents;
  return html`<call-window-toasts
    exportparts="toast"
    standalone
    .toasts=${onStage ? [] : toasts}
  ></call-window-toasts>`;
}

const NOBODY: Self = { userId: '', name: null, picture: null };
