import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { media } from '../../gallery/fixtures.ts';
import type { LocalMedia } from '../../src/call/call-state.ts';
import { allByRole, byRole, equal, focused, mount, requestsDuring, unmount } from './support.ts';

const controls = (state: LocalMedia, { hasCamera = true, canShare = false } = {}) =>
  html`<call-window-controls .media=${state} .hasCamera=${hasCamera} .canShare=${canShare}></call-window-controls>`;

const OPEN_SETTINGS = { type: 'open-settings' };

const names = (): (string | null)[] => allByRole('button').map((button) => button.getAttribute('aria-label'));

describe('<call-window-controls>', () => {
  afterEach(unmount);

  it('says what a press does', async () => {
    await mount(controls(media('live', 'live')));
    equal(names(), ['Mute', 'Turn camera off', 'Settings']);
    await mount(controls(media('muted', 'off')));
    equal(names(), ['Unmute', 'Turn camera on', 'Settings']);
    await mount(controls(media('live', 'none')));
    equal(names(), ['Mute', 'Turn camera on', 'Settings']);
    await mount(controls(media('live', 'none'), { hasCamera: false }));
    equal(names(), ['Mute', 'Settings']);
    await mount(controls({ ...media('live', 'live'), screen: 'live' }, { canShare: true }));
    equal(names(), ['Mute', 'Turn camera off', 'Stop sharing', 'Settings']);
    await mount(controls(media('interrupted', 'interrupted')));
    equal(names(), ['Mute', 'Turn camera off', 'Settings']);
    await mount(controls(media('missing', 'missing')));
    equal(names(), ['No microphone', 'Turn camera on', 'Settings']);
  });

  it('asks for a camera that was lost, and has nothing to mute where there is no microphone', async () => {
    await mount(controls(media('missing', 'missing')));
    const asked = await requestsDuring(() => allByRole('button').forEach((button) => button.click()));
    equal(asked, [{ type: 'set-camera', enabled: true }, OPEN_SETTINGS]);
  });

  it('asks for the opposite of what is, and changes nothing by itself', async () => {
    await mount(controls(media('live', 'live')));
    const asked = await requestsDuring(() => allByRole('button').forEach((button) => button.click()));
    equal(asked, [{ type: 'set-muted', muted: true }, { type: 'set-camera', enabled: false }, OPEN_SETTINGS]);
    equal(names(), ['Mute', 'Turn camera off', 'Settings']);
  });

  it('works with the keyboard', async () => {
    await mount(controls(media('live', 'live')));
    byRole('button', 'Mute').focus();
    equal(await requestsDuring(() => sendKeys({ press: 'Space' })), [{ type: 'set-muted', muted: true }]);
  });

  it('can’t be pressed while a device opens or where there is none, but keeps the focus', async () => {
    await mount(controls(media('live', 'off')));
    byRole('button', 'Turn camera on').focus();
    for (const state of [media('opening', 'opening'), media('none', 'opening')]) {
      await mount(controls(state));
      equal(await requestsDuring(() => allByRole('button').forEach((button) => button.click())), [OPEN_SETTINGS]);
      equal(
        allByRole('button').map((button) => button.getAttribute('aria-disabled')),
        ['true', 'true', 'false'],
      );
    }
    equal(focused()?.getAttribute('aria-label'), 'Turn camera off');
  });

  it('flips the camera of a phone while it is on', async () => {
    const phone = (state: LocalMedia) =>
      html`<call-window-controls .media=${state} .canFlip=${true}></call-window-controls>`;
    await mount(phone(media('live', 'live')));
    equal(names(), ['Mute', 'Turn camera off', 'Flip camera', 'Settings']);
    equal(await requestsDuring(() => byRole('button', 'Flip camera').click()), [{ type: 'flip-camera' }]);
    await mount(phone(media('live', 'off')));
    equal(await requestsDuring(() => byRole('button', 'Flip camera').click()), []);
    await mount(phone(media('live', 'none')));
    equal(names(), ['Mute', 'Turn camera on', 'Settings']);
  });
});
