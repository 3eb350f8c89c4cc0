import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { media } from '../../gallery/fixtures.ts';
import type { CallKind, LocalMedia } from '../../src/call/call-state.ts';
import { allByRole, byRole, equal, focused, mount, requestsDuring, unmount } from './support.ts';

const controls = (state: LocalMedia, kind: CallKind = 'video') =>
  html`<call-window-controls .media=${state} .kind=${kind}></call-window-controls>`;

const names = (): (string | null)[] => allByRole('button').map((button) => button.getAttribute('aria-label'));

describe('<call-window-controls>', () => {
  afterEach(unmount);

  it('says what a press does', async () => {
    await mount(controls(media('live', 'live')));
    equal(names(), ['Mute', 'Turn camera off']);
    await mount(controls(media('muted', 'off')));
    equal(names(), ['Unmute', 'Turn camera on']);
    await mount(controls(media('live', 'none'), 'voice'));
    equal(names(), ['Mute']);
    await mount(controls(media('interrupted', 'interrupted')));
    equal(names(), ['Mute', 'Turn camera off']);
    await mount(controls(media('missing', 'missing')));
    equal(names(), ['No microphone', 'Turn camera on']);
  });

  it('asks for a camera that was lost, and has nothing to mute where there is no microphone', async () => {
    await mount(controls(media('missing', 'missing')));
    const asked = await requestsDuring(() => allByRole('button').forEach((button) => button.click()));
    equal(asked, [{ type: 'set-camera', enabled: true }]);
  });

  it('asks for the opposite of what is, and changes nothing by itself', async () => {
    await mount(controls(media('live', 'live')));
    const asked = await requestsDuring(() => allByRole('button').forEach((button) => button.click()));
    equal(asked, [
      { type: 'set-muted', muted: true },
      { type: 'set-camera', enabled: false },
    ]);
    equal(names(), ['Mute', 'Turn camera off']);
  });

  it('works with the keyboard', async () => {
    await mount(controls(media('live', 'live')));
    byRole('button', 'Mute').focus();
    equal(await requestsDuring(() => sendKeys({ press: 'Space' })), [{ type: 'set-muted', muted: true }]);
  });

  it('can’t be pressed while a device opens or where there is none, but keeps the focus', async () => {
    await mount(controls(media('live', 'off')));
    byRole('button', 'Turn camera on').focus();
    for (const state of [media('opening', 'opening'), media('none', 'none')]) {
      await mount(controls(state));
      equal(await requestsDuring(() => allByRole('button').forEach((button) => button.click())), []);
      equal(
        allByRole('button').map((button) => button.getAttribute('aria-disabled')),
        ['true', 'true'],
      );
    }
    equal(focused()?.getAttribute('aria-label'), 'Turn camera on');
  });
});
