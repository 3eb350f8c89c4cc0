import { html, type TemplateResult } from 'lit';

import type { OnStage, Peer } from '../src/call/call-state.ts';
import type { Presence } from '../src/elements/call-buttons.ts';
import type { Toast } from '../src/elements/toasts.ts';
import type { WaitingCaller } from '../src/elements/waiting-call.ts';
import { ann, cleo, deviceToasts, inCall, media, outgoing, peer, sends, toasts, waiting } from './fixtures.ts';
import { cameraStream, portrait, type SceneName } from './painting.ts';

interface StageOptions {
  readonly local?: SceneName;
  readonly remote?: SceneName;
  readonly mode?: 'overlay' | 'inline';
  readonly toasts?: readonly Toast[];
  readonly soundBlocked?: boolean;
  readonly waiting?: WaitingCaller;
  readonly size?: readonly [width: number, height: number];
}

const picture = portrait('ben');
const ben = (changes: Partial<Peer> = {}): Peer => peer({ picture, ...changes });

function stage(call: OnStage, options: StageOptions = {}): TemplateResult {
  const { local, remote, mode = 'overlay', size = [640, 360] } = options;
  const remoteStreams = new Map(remote ? call.peers.map(({ userId }) => [userId, cameraStream(remote).stream]) : []);
  return html`<call-window-stage
    mode=${mode}
    .call=${call}
    .self=${{ ...ann, picture: portrait('ann') }}
    .localStream=${local ? cameraStream(local, ...size).stream : null}
    .remoteStreams=${remoteStreams}
    .answeredAt=${Date.now() - 192_000}
    .toasts=${options.toasts ?? []}
    .soundHeldBack=${options.soundBlocked ?? false}
    .waiting=${options.waiting ?? null}
  ></call-window-stage>`;
}

function chat(presence: Presence, { disabled = false, look = '' } = {}): TemplateResult {
  return html`<div class="chat ${look}">
    <header>
      <strong>Ben</strong>
      <call-window-buttons .presence=${presence} .disabled=${disabled}></call-window-buttons>
    </header>
    <p>Are you free for a quick look at the plan?</p>
    <p class="own">Give me two minutes, then ring me.</p>
  </div>`;
}

function incoming(kind: 'video' | 'voice', person = { userId: 'ben', name: 'Ben', picture: picture as string | null }) {
  return html`${chat('live')}<call-window-incoming .person=${person} .kind=${kind} open></call-window-incoming>`;
}

const LONG = 'Wolfeschlegelsteinhausenbergerdorff von Habsburg-Lothringen <b>junior</b>';
const quartet = ['ben', 'cem', 'dora', 'eve'].map((userId) =>
  peer({ userId, name: userId[0]?.toUpperCase() + userId.slice(1) }),
);
const both = { local: 'ann', remote: 'ben' } as const;

/** Each state that can be seen, by name. */
export const states: Readonly<Record<string, () => TemplateResult>> = {
  'buttons-live': () => chat('live'),
  'buttons-offline': () => chat('offline'),
  'buttons-unknown': () => chat('unknown'),
  'buttons-in-call': () => chat('live', { disabled: true }),
  'buttons-coloured': () => chat('live', { look: 'coloured' }),
  'incoming-video': () => incoming('video'),
  'incoming-voice': () => incoming('voice', { userId: 'ben', name: 'Ben Carter', picture: null }),
  'incoming-long': () => incoming('video', { userId: 'ben', name: LONG, picture: 'javascript:alert(1)' }),
  'incoming-silent': () =>
    html`${chat('live')}<call-window-incoming
        .person=${{ userId: 'ben', name: 'Ben', picture }}
        .soundHeldBack=${true}
        open
      ></call-window-incoming>`,
  'incoming-also': () =>
    html`${chat('live')}<call-window-incoming
        .person=${{ userId: 'ben', name: 'Ben', picture }}
        .also=${cleo}
        open
      ></call-window-incoming>`,
  'opening-video': () => stage(outgoing('video', 'opening-media', { picture })),
  'opening-voice': () => stage(outgoing('voice', 'opening-media', { picture })),
  'camera-unavailable': () => stage(outgoing('video', 'camera-unavailable', { picture })),
  'calling-video': () => stage(outgoing('video', 'inviting', { picture }), { local: 'ann' }),
  'ringing-video': () => stage(outgoing('video', 'ringing', { picture }), { local: 'ann' }),
  'ringing-voice': () => stage(outgoing('voice', 'ringing', { picture })),
  'connecting-video': () => stage(inCall('video', 'connecting', { peers: [ben()] }), { local: 'ann' }),
  'connecting-voice': () => stage(inCall('voice', 'connecting', { peers: [ben()] })),
  'active-video': () => stage(inCall('video', 'active', { peers: [ben()] }), both),
  'active-video-portrait': () => stage(inCall('video', 'active', { peers: [ben()] }), { ...both, size: [360, 480] }),
  'active-video-white': () =>
    stage(inCall('video', 'active', { peers: [ben({ sends: sends('off', 'on') })] }), {
      local: 'white',
      remote: 'white',
    }),
  'active-video-muted': () =>
    stage(
      inCall('video', 'active', { peers: [ben({ sends: sends('off', 'on') })], media: media('muted', 'off') }),
      both,
    ),
  'active-video-camera-off': () =>
    stage(inCall('video', 'active', { peers: [ben({ sends: sends('off', 'off') })] }), both),
  'active-video-no-microphone': () =>
    stage(
      inCall('video', 'active', {
        peers: [ben({ sends: sends('none', 'on') })],
        media: media('missing', 'interrupted'),
      }),
      { remote: 'ben', toasts: deviceToasts },
    ),
  'active-video-device-lost': () =>
    stage(inCall('video', 'active', { peers: [ben()], media: media('live', 'missing') }), {
      remote: 'ben',
      toasts: deviceToasts.slice(1),
    }),
  'active-voice-no-microphone': () =>
    stage(
      inCall('voice', 'active', { peers: [ben({ sends: sends('none', 'none') })], media: media('missing', 'none') }),
      { soundBlocked: true },
    ),
  'active-video-toasts': () =>
    stage(inCall('video', 'active', { peers: [ben()] }), { ...both, toasts, soundBlocked: true }),
  'active-video-long': () => stage(inCall('video', 'active', { peers: [ben({ name: LONG })] }), both),
  'active-video-four': () => stage(inCall('video', 'active', { peers: quartet }), both),
  'reconnecting-video': () => stage(inCall('video', 'reconnecting', { peers: [ben()] }), both),
  'active-voice': () => stage(inCall('voice', 'active', { peers: [ben()] })),
  'active-voice-initials': () =>
    stage(inCall('voice', 'active', { peers: [peer({ sends: sends('off', 'none') })], media: media('muted', 'none') })),
  'reconnecting-voice': () => stage(inCall('voice', 'reconnecting', { peers: [ben()] })),
  'inline-video': () =>
    html`<div class="box">${stage(inCall('video', 'active', { peers: [ben()] }), { ...both, mode: 'inline' })}</div>`,
  'inline-voice': () =>
    html`<div class="box">${stage(inCall('voice', 'active', { peers: [ben()] }), { mode: 'inline' })}</div>`,
  'inline-ringing': () =>
    html`<div class="box">${stage(outgoing('video', 'ringing', { picture }), { local: 'ann', mode: 'inline' })}</div>`,
  'inline-choice': () =>
    html`<div class="box">${stage(outgoing('video', 'camera-unavailable', { picture }), { mode: 'inline' })}</div>`,
  'waiting-active-video': () =>
    stage(inCall('video', 'active', { peers: [ben()] }), { ...both, waiting: waiting('video') }),
  'waiting-active-video-toasts': () =>
    stage(inCall('video', 'active', { peers: [ben()] }), { ...both, waiting: waiting('voice'), toasts }),
  'waiting-active-voice': () =>
    stage(inCall('voice', 'active', { peers: [ben()] }), { waiting: waiting('voice', { ...cleo, name: LONG }) }),
  'waiting-ringing-video': () =>
    stage(outgoing('video', 'ringing', { picture }), { local: 'ann', waiting: waiting('voice') }),
  'waiting-inline-video': () => {
    const options = { ...both, mode: 'inline', waiting: waiting('video') } as const;
    return html`<div class="box">${stage(inCall('video', 'active', { peers: [ben()] }), options)}</div>`;
  },
  'waiting-inline-ringing': () => {
    const options = { local: 'ann', mode: 'inline', waiting: waiting('video') } as const;
    return html`<div class="box">${stage(outgoing('video', 'ringing', { picture }), options)}</div>`;
  },
  toasts: () => html`${chat('live')}<call-window-toasts standalone .toasts=${toasts}></call-window-toasts>`,
};
