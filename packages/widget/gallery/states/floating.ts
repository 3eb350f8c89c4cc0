import { adoptStyles, html, render, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

import type { InCall } from '../../src/call/call-state.ts';
import { renderPictureInPicture } from '../../src/elements/picture-in-picture-view.ts';
import { pictureInPictureStyles } from '../../src/elements/picture-in-picture.styles.ts';
import { roundButtonStyles } from '../../src/elements/round-button.styles.ts';
import { base, tints } from '../../src/elements/shared.styles.ts';
import { inCall, media, peer, sends, toasts, waiting } from '../fixtures.ts';
import type { SceneName } from '../painting.ts';
import { ben, both, chat, inline, LONG, minimised, others, pressed, remoteStreams, type States } from '../scenes.ts';

const video = inCall('video', 'active', { peers: [ben()] });
const unseenBen = ben({ sends: sends('off', 'off') });
const silentBen = ben({ sends: sends('off', 'none') });

const minimisedStates: States = {
  'minimised-video': () => minimised(video, both),
  'minimised-video-camera-off': () =>
    minimised(inCall('video', 'reconnecting', { peers: [unseenBen], media: media('muted', 'live') }), both),
  'minimised-video-long': () => minimised(inCall('video', 'active', { peers: [ben({ name: LONG })] }), both),
  'minimised-video-four': () => minimised(inCall('video', 'active', { peers: others(4) }), both),
  'minimised-screen': () => {
    const presenter = ben({ sends: { microphone: 'on', camera: 'on', screen: 'on' } });
    return minimised(inCall('video', 'active', { peers: [presenter] }), { ...both, shares: true });
  },
  'minimised-voice': () => minimised(inCall('voice', 'active', { peers: [silentBen] })),
  'minimised-voice-initials': () =>
    minimised(inCall('voice', 'active', { peers: [peer({ sends: sends('on', 'none') })] })),
  'minimised-voice-long': () =>
    minimised(inCall('voice', 'reconnecting', { peers: [ben({ name: LONG, sends: sends('on', 'none') })] })),
  'minimised-waiting': () => minimised(video, { ...both, waiting: waiting('voice'), toasts }),
  'minimised-inline': () => pressed('.minimise', inline(video, both)),
};

/** The page of a window that lies over all others, in a box of its size. */
export function floatingWindow(call: InCall, remote?: SceneName): TemplateResult {
  const nothingToDo = (): void => undefined;
  const page = renderPictureInPicture(call, {
    streams: remoteStreams(call, remote),
    time: call.phase === 'active' ? '3:12' : null,
    ask: nothingToDo,
    back: nothingToDo,
  });
  const show = (host: Element | undefined): void => {
    if (!host) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    adoptStyles(root, [...base, tints, roundButtonStyles, pictureInPictureStyles]);
    render(page, root);
  };
  return html`${chat('live', { disabled: true })}
    <div class="window" ${ref(show)}></div>`;
}

const windowStates: States = {
  'window-video': () => floatingWindow(video, 'ben'),
  'window-video-white': () =>
    floatingWindow(inCall('video', 'active', { peers: [ben({ sends: sends('off', 'on') })] }), 'white'),
  'window-video-camera-off': () =>
    floatingWindow(inCall('video', 'reconnecting', { peers: [unseenBen], media: media('muted', 'off') }), 'ben'),
  'window-video-four': () => floatingWindow(inCall('video', 'active', { peers: others(4) }), 'ben'),
  'window-video-long': () => floatingWindow(inCall('video', 'active', { peers: [ben({ name: LONG })] }), 'ben'),
  'window-voice': () => floatingWindow(inCall('voice', 'active', { peers: [silentBen] })),
};

export const floatingStates: States = { ...minimisedStates, ...windowStates };
