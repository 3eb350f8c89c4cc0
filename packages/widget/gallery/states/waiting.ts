import { cleo, inCall, outgoing, sends, toasts, waiting } from '../fixtures.ts';
import { ben, both, inline, LONG, picture, stage, type States } from '../scenes.ts';

const video = inCall('video', 'active', { peers: [ben()] });
const voice = inCall('voice', 'active', { peers: [ben({ sends: sends('on', 'none') })] });
const ringing = outgoing('video', 'ringing', { picture });

export const waitingStates: States = {
  'waiting-active-video': () => stage(video, { ...both, waiting: waiting('video') }),
  'waiting-active-video-toasts': () => stage(video, { ...both, waiting: waiting('voice'), toasts }),
  'waiting-active-voice': () => stage(voice, { waiting: waiting('voice', { ...cleo, name: LONG }) }),
  'waiting-ringing-video': () => stage(ringing, { local: 'ann', waiting: waiting('voice') }),
  'waiting-inline-video': () => inline(video, { ...both, waiting: waiting('video') }),
  'waiting-inline-ringing': () => inline(ringing, { local: 'ann', waiting: waiting('video') }),
};
