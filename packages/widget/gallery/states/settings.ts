import { html, type TemplateResult } from 'lit';

import type { SettingsView } from '../../src/elements/settings-view.ts';
import { words } from '../../src/strings/words.ts';
import { inCall, media, sends, settings } from '../fixtures.ts';
import { cameraStream } from '../painting.ts';
import { ben, both, chat, LONG, stage, type States } from '../scenes.ts';

function settingsOver(view: Partial<SettingsView>, behind: TemplateResult = chat('live')): TemplateResult {
  return html`${behind}<call-window-settings .view=${settings(view)}></call-window-settings>`;
}

const seen = (): Partial<SettingsView> => ({ picture: cameraStream('ann').stream, withoutPicture: null });
const none = { devices: [], chosen: null };
const unnamed = { devices: [{ id: 'a', label: '' }], chosen: { id: 'a', label: '' } };
const voice = inCall('voice', 'active', { peers: [ben({ sends: sends('on', 'none') })] });

export const settingsStates: States = {
  'settings-page': () => settingsOver(seen()),
  'settings-opening': () => settingsOver({ canBlur: false }),
  'settings-camera-off': () => settingsOver({ withoutPicture: 'off' }),
  'settings-blocked': () =>
    settingsOver({ microphone: none, camera: none, canBlur: false, problem: words.settings.blocked.both }),
  'settings-unnamed': () =>
    settingsOver({ ...seen(), microphone: unnamed, camera: unnamed, speaker: null, ringer: null }),
  'settings-adjusted': () =>
    settingsOver({
      ...seen(),
      camera: { devices: [], chosen: { id: 'gone', label: LONG } },
      options: {
        videoQuality: '360p',
        dataSaver: true,
        backgroundBlur: true,
        echoCancellation: false,
        noiseSuppression: false,
        automaticGain: false,
      },
    }),
  'settings-video': () =>
    settingsOver(
      { ...seen(), during: 'video', isMuted: true },
      stage(inCall('video', 'active', { peers: [ben()], media: media('muted') }), both),
    ),
  'settings-voice': () =>
    settingsOver(
      {
        during: 'voice',
        withoutPicture: 'off',
        microphone: { devices: [], chosen: { id: 'gone', label: LONG } },
        problem: words.deviceErrors.microphone['device-in-use'] ?? '',
      },
      stage(voice),
    ),
};
