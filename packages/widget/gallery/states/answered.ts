import { deviceToasts, inCall, media, peer, sends, toasts } from '../fixtures.ts';
import { ben, both, focused, LONG, others, pressed, stage, type States, steppedBack } from '../scenes.ts';

const video = inCall('video', 'active', { peers: [ben()] });
const mutedBen = ben({ sends: sends('off', 'on') });
const unseenBen = ben({ sends: sends('off', 'off') });

const videoStates: States = {
  'connecting-video': () => stage(inCall('video', 'connecting', { peers: [ben()] }), { local: 'ann' }),
  'connecting-video-initials': () => stage(inCall('video', 'connecting'), { local: 'ann' }),
  'active-video': () => stage(video, both),
  'active-video-focus': () => focused('button.end', stage(video, both)),
  'active-video-stepped-back': () => steppedBack(stage(video, both)),
  'active-video-phone': () => stage(video, { ...both, canFlip: true }),
  'active-video-portrait': () => stage(video, { ...both, size: [360, 480] }),
  'active-video-white': () =>
    stage(inCall('video', 'active', { peers: [mutedBen] }), { local: 'white', remote: 'white' }),
  'active-video-muted': () =>
    stage(inCall('video', 'active', { peers: [mutedBen], media: media('muted', 'off') }), both),
  'active-video-camera-off': () => stage(inCall('video', 'active', { peers: [unseenBen] }), both),
  'active-video-camera-off-long': () =>
    stage(inCall('video', 'active', { peers: [peer({ name: LONG, sends: sends('off', 'off'), quality: 3 })] }), both),
  'active-video-no-microphone': () =>
    stage(
      inCall('video', 'active', {
        peers: [ben({ sends: sends('none', 'on') })],
        media: media('missing', 'interrupted'),
      }),
      { remote: 'ben', toasts: deviceToasts },
    ),
  'active-video-device-lost': () =>
    stage(inCall('video', 'active', { peers: [ben()], media: media('interrupted', 'missing') }), {
      remote: 'ben',
      toasts: deviceToasts.slice(1),
    }),
  'active-video-toasts': () => stage(video, { ...both, toasts, soundBlocked: true }),
  'active-video-long': () => stage(inCall('video', 'active', { peers: [ben({ name: LONG })] }), both),
  'active-video-two': () => stage(inCall('video', 'active', { peers: others(2) }), both),
  'active-video-three': () => stage(inCall('video', 'active', { peers: others(3) }), both),
  'active-video-four': () => stage(inCall('video', 'active', { peers: others(4) }), both),
  'active-video-six': () => stage(inCall('video', 'active', { peers: others(6) }), both),
  'reconnecting-video': () => stage(inCall('video', 'reconnecting', { peers: [ben({ link: 'interrupted' })] }), both),
  'swapped-video': () => pressed('.swap', stage(video, both)),
  'swapped-video-cameras-off': () =>
    pressed('.swap', stage(inCall('video', 'active', { peers: [unseenBen], media: media('live', 'off') }), both)),
};

const voiceStates: States = {
  'connecting-voice': () => stage(inCall('voice', 'connecting', { peers: [ben()] })),
  'active-voice': () => stage(inCall('voice', 'active', { peers: [ben({ sends: sends('on', 'none') })] })),
  'active-voice-initials': () =>
    stage(
      inCall('voice', 'active', {
        peers: [peer({ sends: sends('off', 'none'), quality: 4 })],
        media: media('muted', 'none'),
      }),
    ),
  'active-voice-long': () =>
    stage(inCall('voice', 'active', { peers: [ben({ name: LONG, sends: sends('off', 'none') })] }), { toasts }),
  'active-voice-no-microphone': () =>
    stage(
      inCall('voice', 'active', { peers: [ben({ sends: sends('none', 'none') })], media: media('missing', 'none') }),
      { soundBlocked: true },
    ),
  'active-voice-three': () =>
    stage(inCall('voice', 'active', { peers: others(3).map((other) => ({ ...other, sends: sends('on', 'none') })) })),
  'reconnecting-voice': () =>
    stage(inCall('voice', 'reconnecting', { peers: [ben({ sends: sends('on', 'none'), link: 'interrupted' })] })),
};

export const answeredStates: States = { ...videoStates, ...voiceStates };
