import { media, outgoing } from '../fixtures.ts';
import { LONG, picture, stage, type States } from '../scenes.ts';

export const outgoingStates: States = {
  'opening-video': () => stage(outgoing('video', 'opening-media', { picture })),
  'opening-voice': () => stage(outgoing('voice', 'opening-media', { picture })),
  'choosing-screen': () => stage(outgoing('video', 'choosing-screen', { picture })),
  'camera-unavailable': () => stage(outgoing('video', 'camera-unavailable', { picture })),
  'calling-video': () => stage(outgoing('video', 'inviting', { picture }), { local: 'ann' }),
  'calling-voice': () => stage(outgoing('voice', 'inviting', { picture })),
  'ringing-video': () => stage(outgoing('video', 'ringing', { picture }), { local: 'ann' }),
  'ringing-video-white': () => stage(outgoing('video', 'ringing', { picture }), { local: 'white' }),
  'ringing-video-camera-off': () =>
    stage({ ...outgoing('video', 'ringing', { picture }), media: media('muted', 'off') }),
  'ringing-video-long': () => stage(outgoing('video', 'ringing', { name: LONG }), { local: 'ann' }),
  'ringing-voice': () => stage(outgoing('voice', 'ringing', { picture })),
  'ringing-voice-initials': () => stage(outgoing('voice', 'ringing')),
  'ringing-voice-long': () => stage(outgoing('voice', 'ringing', { name: LONG })),
};
