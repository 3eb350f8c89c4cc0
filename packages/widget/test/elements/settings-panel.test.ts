import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { settings } from '../../gallery/fixtures.ts';
import { cameraStream } from '../../gallery/painting.ts';
import type { SettingsView } from '../../src/elements/settings-view.ts';
import {
  allByRole,
  byRole,
  deep,
  equal,
  focused,
  focusedHostButton,
  get,
  mount,
  ok,
  requestsDuring,
  shows,
  unmount,
} from './support.ts';

const panel = (view: SettingsView | null) => html`<call-window-settings .view=${view}></call-window-settings>`;

/** The field that this label names. */
function field<E extends HTMLElement = HTMLSelectElement>(label: string): E {
  const found = deep().find(
    (element) =>
      element.matches('select, input') && (element as HTMLInputElement).labels?.[0]?.textContent?.includes(label),
  );
  ok(found, `no field is named ${label}`);
  return found as E;
}

const options = (label: string): (string | undefined)[] => [...field(label).options].map(({ text }) => text);
const selected = (label: string): string | undefined => field(label).selectedOptions[0]?.text;

async function pick(label: string, option: string) {
  const select = field(label);
  select.value = [...select.options].find(({ text }) => text === option)?.value ?? '';
  return requestsDuring(() => select.dispatchEvent(new Event('change')));
}

describe('<call-window-settings>', () => {
  afterEach(unmount);

  it('shows what there is and what was chosen', async () => {
    await mount(panel(settings()));
    ok(byRole('dialog').matches(':modal'), 'it is modal');
    equal(options('Microphone'), ['System default', 'Headset', 'Built-in Microphone']);
    equal(options('Camera'), ['System default', 'Webcam', 'Lid Camera']);
    equal(options('Speaker'), ['System default', 'Headset', 'Built-in Speakers']);
    equal(options('Ring on'), ['Same as speaker', 'System default', 'Headset', 'Built-in Speakers']);
    equal(['Microphone', 'Camera', 'Speaker', 'Ring on', 'Video quality'].map(selected), [
      'Headset',
      'System default',
      'System default',
      'Built-in Speakers',
      'Auto',
    ]);
  });

  it('asks for what is picked', async () => {
    await mount(panel(settings()));
    equal(await pick('Microphone', 'Built-in Microphone'), [{ type: 'choose-device', role: 'microphone', id: 'm2' }]);
    equal(await pick('Microphone', 'System default'), [{ type: 'choose-device', role: 'microphone', id: null }]);
    equal(await pick('Ring on', 'Same as speaker'), [{ type: 'choose-device', role: 'ringer', id: null }]);
    equal(await pick('Ring on', 'System default'), [{ type: 'choose-device', role: 'ringer', id: 'default' }]);
    equal(await pick('Video quality', '1080p'), [{ type: 'adjust-capture', options: { videoQuality: '1080p' } }]);
    equal(await requestsDuring(() => field('Data saver').click()), [
      { type: 'adjust-capture', options: { dataSaver: true } },
    ]);
    equal(await requestsDuring(() => byRole('button', 'Play test sound').click()), [{ type: 'test-speaker' }]);
  });

  it('says of each switch how it is', async () => {
    const { options: usual } = settings();
    await mount(panel(settings({ options: { ...usual, noiseSuppression: false, backgroundBlur: true } })));
    const names = ['Echo cancellation', 'Noise suppression', 'Automatic gain', 'Background blur', 'Data saver'];
    equal(
      names.map((name) => field<HTMLInputElement>(name).checked),
      [true, false, true, true, false],
    );
  });

  it('goes back to what is, when a pick comes to nothing', async () => {
    await mount(panel(settings()));
    await pick('Camera', 'Lid Camera');
    field<HTMLInputElement>('Data saver').click();
    await mount(panel(settings({ problem: 'Your camera is in use by another app. Close it to be seen.' })));
    equal([selected('Camera'), field<HTMLInputElement>('Data saver').checked], ['System default', false]);
    equal(get('[role=alert]').textContent, 'Your camera is in use by another app. Close it to be seen.');
  });

  it('names what was chosen and is not there, and numbers what has no name', async () => {
    const nameless = [
      { id: '1', label: '' },
      { id: '2', label: '' },
    ];
    const camera = { devices: nameless, chosen: { id: '9', label: 'Studio' } };
    await mount(panel(settings({ camera })));
    equal(options('Camera'), ['System default', 'Camera 1', 'Camera 2', 'Studio (not connected)']);
    equal(selected('Camera'), 'Studio (not connected)');
  });

  it('offers no blur, no output, where there is nothing to choose', async () => {
    await mount(panel(settings({ canBlur: false, speaker: null, ringer: null })));
    for (const word of ['Background blur', 'Speaker', 'Ring on']) ok(!shows(word), `${word} is not shown`);
  });

  it('is about sound alone in a voice call', async () => {
    await mount(panel(settings({ during: 'voice' })));
    ok(!shows('Camera') && !shows('Data saver') && shows('Microphone'), 'no camera');
  });

  it('says that nobody hears whoever is muted', async () => {
    await mount(panel(settings({ during: 'video', isMuted: true })));
    ok(shows("You're muted: nobody hears you"), 'it says so');
  });

  it('mirrors one’s own picture, unless a phone’s back takes it', async () => {
    const { stream, stop } = cameraStream('ann');
    const mirrored = (): boolean => getComputedStyle(get('video')).scale === '-1 1';
    await mount(panel(settings({ picture: stream })));
    ok(mirrored(), 'as in a mirror');
    stream.getVideoTracks()[0]!.getSettings = () => ({ facingMode: 'environment' });
    await mount(panel(settings({ picture: stream })));
    ok(!mirrored(), 'as it is');
    stop();
  });

  it('closes by its button, by Escape and by a click beside it, and gives the focus back', async () => {
    const host = focusedHostButton();
    await mount(panel(settings()));
    const closing = [{ type: 'close-settings' }];
    equal(await requestsDuring(() => byRole('button', 'Close').click()), closing);
    equal(await requestsDuring(() => sendKeys({ press: 'Escape' })), closing);
    equal(await requestsDuring(() => byRole('dialog').click()), closing);
    equal(await requestsDuring(() => field('Camera').click()), []);
    await mount(panel(null));
    equal(allByRole('dialog').length, 0);
    ok(focused() === host, 'the focus is where it was');
  });

  it('is dark over a call, whatever the page is', async () => {
    document.documentElement.style.setProperty('color-scheme', 'light');
    await mount(panel(settings({ during: 'video' })));
    equal(getComputedStyle(byRole('dialog')).backgroundColor, 'rgb(27, 30, 35)');
    await mount(panel(settings()));
    equal(getComputedStyle(byRole('dialog')).backgroundColor, 'rgb(255, 255, 255)');
  });
});
