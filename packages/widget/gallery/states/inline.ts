import { inCall, outgoing, sends, toasts } from '../fixtures.ts';
import { ben, both, inline, LONG, others, picture, type States } from '../scenes.ts';

const video = inCall('video', 'active', { peers: [ben()] });

export const inlineStates: States = {
  'inline-choice': () => inline(outgoing('video', 'camera-unavailable', { picture })),
  'inline-ringing': () => inline(outgoing('video', 'ringing', { picture }), { local: 'ann' }),
  'inline-video': () => inline(video, both),
  'inline-video-long': () =>
    inline(
      inCall('video', 'reconnecting', { peers: [ben({ name: LONG, link: 'interrupted', sends: sends('off', 'on') })] }),
      both,
    ),
  'inline-video-toasts': () => inline(video, { ...both, toasts, soundBlocked: true, canFlip: true }),
  'inline-video-four': () => inline(inCall('video', 'active', { peers: others(4) }), both),
  'inline-voice': () => inline(inCall('voice', 'active', { peers: [ben({ sends: sends('on', 'none') })] })),
};
