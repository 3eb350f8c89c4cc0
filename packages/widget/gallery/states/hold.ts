/** Calls in which somebody is on hold: seen by who holds, by who is held, and by two who do both. */
import type { InCall, Peer } from '../../src/call/call-state.ts';
import { inCall, media, sends, settings } from '../fixtures.ts';
import { html } from 'lit';
import { cameraStream } from '../painting.ts';
import { ben, both, inline, LONG, minimised, others, pressed, stage, type States } from '../scenes.ts';
import { floatingWindow } from './floating.ts';

const voiceBen = (changes: Partial<Peer> = {}): Peer => ben({ sends: sends('on', 'none'), ...changes });
const holder = (changes: Partial<Peer> = {}): Peer => ben({ sends: sends('off', 'off'), onHold: true, ...changes });
const voiceHolder = (changes: Partial<Peer> = {}): Peer => holder({ sends: sends('off', 'none'), ...changes });

const video = (changes: Partial<InCall> = {}): InCall => inCall('video', 'active', { peers: [ben()], ...changes });
const voice = (changes: Partial<InCall> = {}): InCall => inCall('voice', 'active', { peers: [voiceBen()], ...changes });

const holding: Partial<InCall> = { onHold: true };
const heldVideo = video({ peers: [holder()] });
const heldVoice = voice({ peers: [voiceHolder()] });

const holderStates: States = {
  'hold-video': () => stage(video(holding), both),
  'hold-video-long': () => stage(video({ ...holding, peers: [ben({ name: LONG })] }), both),
  'hold-video-four': () => stage(video({ ...holding, peers: others(4) }), both),
  'hold-video-sharing': () => {
    const shared = { ...media('muted', 'live'), screen: 'live', screenSound: true } as const;
    return stage(video({ ...holding, media: shared }), both);
  },
  'hold-video-swapped': () => pressed('.swap', stage(video(holding), both)),
  'hold-screen': () => {
    const presenter = ben({ sends: { microphone: 'on', camera: 'on', screen: 'on' } });
    return stage(video({ ...holding, peers: [presenter] }), { ...both, shares: true });
  },
  'hold-reconnecting': () => {
    const lost = voiceBen({ link: 'interrupted' });
    return stage(inCall('voice', 'reconnecting', { ...holding, peers: [lost] }));
  },
  'hold-voice': () => stage(voice(holding)),
  'hold-voice-both': () => stage(voice({ ...holding, peers: [voiceHolder({ name: LONG })] })),
  'hold-inline': () => inline(video(holding), both),
  'hold-minimised-video': () => minimised(video(holding), both),
  'hold-minimised-voice': () => minimised(voice(holding)),
  'hold-window': () => floatingWindow(video(holding), 'ben'),
  'hold-settings': () => {
    const view = settings({
      ...{ during: 'video', canHold: true, withoutPicture: null },
      picture: cameraStream('ann').stream,
    });
    return html`${stage(video(), both)}<call-window-settings .view=${view}></call-window-settings>`;
  },
};

const heldStates: States = {
  'held-video': () => stage(heldVideo, both),
  'held-video-long': () => stage(video({ peers: [holder({ name: LONG })] }), both),
  'held-video-swapped': () => pressed('.swap', stage(heldVideo, both)),
  'held-video-four': () => stage(video({ peers: [holder({ userId: 'x' }), ...others(4).slice(1)] }), both),
  'held-voice': () => stage(heldVoice),
  'held-voice-long': () => stage(voice({ peers: [voiceHolder({ name: LONG })] })),
  'held-voice-three': () =>
    stage(voice({ peers: [voiceHolder({ userId: 'x' }), ...others(3).slice(1).map(silentCamera)] })),
  'held-inline': () => inline(heldVideo, both),
  'held-minimised-video': () => minimised(heldVideo, both),
  'held-minimised-voice': () => minimised(heldVoice),
  'held-window': () => floatingWindow(heldVideo, 'ben'),
};

function silentCamera(peer: Peer): Peer {
  return { ...peer, sends: sends('on', 'none') };
}

export const holdStates: States = { ...holderStates, ...heldStates };
