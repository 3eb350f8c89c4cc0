import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { inCall, outgoing } from '../../gallery/fixtures.ts';
import type { OnStage } from '../../src/call/call-state.ts';
import type { StageMode } from '../../src/elements/stage-root.ts';
import { byRole, equal, focused, focusedHostButton, get, mount, requestsDuring, settled, unmount } from './support.ts';

const stage = (call: OnStage | null, mode: StageMode = 'overlay') =>
  html`<call-window-stage .call=${call} .mode=${mode}></call-window-stage>`;

describe('the stage over the page', () => {
  afterEach(unmount);

  it('is a modal dialog that fills the viewport and has the focus', async () => {
    await mount(stage(inCall('voice', 'active')));
    const dialog = byRole('dialog', 'Call with Ben');
    const { x, y, width, height } = dialog.getBoundingClientRect();
    equal([x, y, width, height], [0, 0, innerWidth, innerHeight]);
    equal([dialog.matches(':modal'), focused() === dialog], [true, true]);
  });

  it('does nothing on Escape, wherever the focus is', async () => {
    await mount(stage(inCall('video', 'active')));
    const asked = await requestsDuring(async () => {
      await sendKeys({ press: 'Escape' });
      byRole('button', 'Mute').focus();
      await sendKeys({ press: 'Escape' });
      await sendKeys({ press: 'Escape' });
    });
    equal([asked, get('dialog').matches(':modal')], [[], true]);
  });

  it('is the same dialog from the first ring to the end, and keeps the focus where it is', async () => {
    await mount(stage(outgoing('video', 'ringing')));
    const dialog = get('dialog');
    byRole('button', 'End call').focus();
    await mount(stage(inCall('video', 'connecting')));
    await mount(stage(inCall('video', 'active')));
    equal([get('dialog') === dialog, focused() === byRole('button', 'End call')], [true, true]);
  });

  it('is modal again after a move in the document', async () => {
    const place = await mount(stage(inCall('video', 'active')));
    const dialog = get('dialog');
    document.body.prepend(place);
    await settled();
    equal([dialog.matches(':modal'), focused() === dialog], [true, true]);
  });

  it('gives the focus back when the call is over, closed or removed', async () => {
    const host = focusedHostButton();
    await mount(stage(inCall('video', 'active')));
    byRole('button', 'Mute').focus();
    await mount(stage(null));
    equal(focused() === host, true, 'closed');
    await mount(stage(inCall('video', 'active')));
    await mount(html``);
    equal(focused() === host, true, 'removed');
  });

  it('gives the focus back to where it was before the ring, when the call was answered in its dialog', async () => {
    const host = focusedHostButton();
    const ben = { userId: 'ben', name: 'Ben', picture: null };
    const both = (open: boolean, call: OnStage | null) =>
      html`${stage(call)}<call-window-incoming .person=${ben} .open=${open}></call-window-incoming>`;
    await mount(both(true, null));
    byRole('button', 'Accept').focus();
    await mount(both(false, inCall('video', 'connecting')));
    await mount(both(false, null));
    equal(focused() === host, true);
  });

  it('can be used with the keyboard alone: the own picture, hold, views, End call, Mute, camera', async () => {
    await mount(stage(inCall('video', 'active')));
    const order: (string | null | undefined)[] = [];
    for (let count = 0; count < 8; count += 1) {
      await sendKeys({ press: 'Tab' });
      order.push(focused()?.getAttribute('aria-label') ?? focused()?.textContent?.trim());
    }
    equal(order, [
      'Swap pictures',
      'Hold',
      'Picture in picture',
      'Full screen',
      'Minimise',
      'End call',
      'Mute',
      'Turn camera off',
    ]);
  });
});

describe('the stage in the element’s own box', () => {
  afterEach(unmount);

  it('is a region that fills the box, takes the focus and gives it back', async () => {
    const host = focusedHostButton();
    const place = await mount(stage(inCall('voice', 'active'), 'inline'));
    for (const [property, value] of [
      ['position', 'relative'],
      ['width', '320px'],
      ['height', '480px'],
    ] as const) {
      place.style.setProperty(property, value);
    }
    const region = byRole('region', 'Call with Ben');
    equal([region.offsetWidth, region.offsetHeight, focused() === region], [320, 480, true]);
    await mount(stage(null, 'inline'));
    equal(focused() === host, true);
    place.removeAttribute('style');
  });

  it('does not take the focus back from somebody who has gone on with the page', async () => {
    focusedHostButton();
    await mount(stage(inCall('voice', 'active'), 'inline'));
    const other = focusedHostButton();
    await mount(stage(null, 'inline'));
    equal(focused() === other, true);
  });

  it('does nothing on Escape', async () => {
    await mount(stage(inCall('voice', 'active'), 'inline'));
    equal(await requestsDuring(() => sendKeys({ press: 'Escape' })), []);
    byRole('region', 'Call with Ben');
  });
});
