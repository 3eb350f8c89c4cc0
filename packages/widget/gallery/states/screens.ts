import type { LocalMedia, Peer } from '../../src/call/call-state.ts';
import { words } from '../../src/strings/words.ts';
import { inCall, media, sends } from '../fixtures.ts';
import { ben, both, inline, LONG, pressed, stage, type States } from '../scenes.ts';

const ZOOM_IN = `[aria-label="${words.zoomIn}"]`;

const presenter = (camera: 'on' | 'none', name = 'Ben'): Peer =>
  ben({ name, sends: { microphone: 'on', camera, screen: 'on' } });

const sharing = (devices: LocalMedia, screenSound = true): LocalMedia => ({ ...devices, screen: 'live', screenSound });

const watched = inCall('video', 'active', { peers: [presenter('on')] });

export const screenStates: States = {
  'sharing-choosing': () =>
    stage(inCall('video', 'active', { peers: [ben()], media: { ...media(), screen: 'opening' } }), both),
  'sharing-video': () =>
    stage(
      inCall('video', 'active', {
        peers: [ben({ sends: sends('off', 'on') })],
        media: sharing(media('live', 'live')),
      }),
      both,
    ),
  'sharing-voice': () =>
    stage(
      inCall('voice', 'active', {
        peers: [ben({ sends: sends('off', 'none') })],
        media: sharing(media('muted', 'none'), false),
      }),
    ),
  'screen-video': () => stage(watched, { ...both, shares: true }),
  'screen-video-long': () =>
    stage(inCall('video', 'active', { peers: [presenter('on', LONG)] }), { ...both, shares: true }),
  'screen-video-zoomed': () => pressed(ZOOM_IN, pressed(ZOOM_IN, stage(watched, { ...both, shares: true }))),
  'screen-voice': () => stage(inCall('voice', 'active', { peers: [presenter('none')] }), { shares: true }),
  'screen-inline': () => inline(watched, { ...both, shares: true }),
};
