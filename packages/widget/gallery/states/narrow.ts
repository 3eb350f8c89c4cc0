import { inCall, sends } from '../fixtures.ts';
import { ben, both, LONG, minimised, pressed, stage, type States } from '../scenes.ts';

const paused = inCall('video', 'active', {
  peers: [ben({ sends: sends('on', 'paused'), isPicturePaused: true, quality: 1 })],
});
const pausedLong = inCall('video', 'active', {
  peers: [ben({ name: LONG, sends: sends('off', 'paused'), isPicturePaused: true, quality: 1 })],
});

export const narrowStates: States = {
  'active-video-paused': () => stage(paused, both),
  'active-video-paused-phone': () => stage(pausedLong, { ...both, size: [360, 480] }),
  'swapped-video-paused': () => pressed('.swap', stage(paused, both)),
  'minimised-video-paused': () => minimised(paused, both),
};
