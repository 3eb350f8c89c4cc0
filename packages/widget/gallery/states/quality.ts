import type { LinkQuality } from '../../src/call/link-stats.ts';
import { inCall, linkStats, sends, unknownLink } from '../fixtures.ts';
import { ben, both, inline, LONG, pressed, stage, type States } from '../scenes.ts';

const video = (quality: LinkQuality) => inCall('video', 'active', { peers: [ben({ quality })] });
const voice = (quality: LinkQuality) =>
  inCall('voice', 'active', { peers: [ben({ quality, sends: sends('on', 'none') })] });

export const qualityStates: States = {
  'quality-poor': () => stage(video(1), both),
  'quality-weak': () => stage(video(2), both),
  'quality-good': () => stage(voice(3)),
  'quality-very-good': () => stage(voice(4)),
  'quality-details': () => pressed('.meter', stage(video(4), both)),
  'quality-details-poor': () => pressed('.meter', stage(video(1), { ...both, stats: linkStats(1) })),
  'quality-details-voice': () => pressed('.meter', stage(voice(2), { stats: linkStats(2) })),
  'quality-details-unknown': () => pressed('.meter', stage(video(3), { ...both, stats: unknownLink })),
  'quality-details-long': () =>
    pressed('.meter', stage(inCall('video', 'active', { peers: [ben({ name: LONG })] }), both)),
  'quality-details-inline': () => pressed('.meter', inline(video(3), { ...both, stats: linkStats(3) })),
};
