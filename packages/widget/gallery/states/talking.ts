/** What is heard, or would be, and what the keys do. */
import { inCall, media, sends } from '../fixtures.ts';
import { ben, both, inline, others, stage, type States, withKey, withSpeaker } from '../scenes.ts';

const video = inCall('video', 'active', { peers: [ben()] });

export const talkingStates: States = {
  'speaking-video': () => withSpeaker(stage(video, both)),
  'speaking-video-four': () => withSpeaker(stage(inCall('video', 'active', { peers: others(4) }), both)),
  'muted-notice-video': () =>
    stage(inCall('video', 'active', { peers: [ben({ sends: sends('off', 'on') })], media: media('muted', 'live') }), {
      ...both,
      talksUnheard: true,
    }),
  'muted-notice-voice': () =>
    stage(inCall('voice', 'active', { peers: [ben({ sends: sends('on', 'none') })], media: media('muted', 'none') }), {
      talksUnheard: true,
    }),
  'shortcuts-video': () => withKey('?', stage(video, both)),
  'shortcuts-inline': () => withKey('?', inline(video, both)),
};
