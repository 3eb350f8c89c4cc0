import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import type { Presence } from '../../src/elements/call-buttons.ts';
import { byRole, equal, focused, get, mount, ok, requestsDuring, shows, unmount } from './support.ts';

const buttons = (presence: Presence, disabled = false) =>
  html`<call-window-buttons .presence=${presence} .disabled=${disabled}></call-window-buttons>`;

describe('<call-window-buttons>', () => {
  afterEach(unmount);

  it('offers a video call, a voice call, and says whether the peer is reachable, in this order', async () => {
    await mount(buttons('live'));
    const row = [...get('[part=buttons]').children];
    equal(
      row.map((child) => child.getAttribute('aria-label') ?? child.textContent?.trim()),
      ['Video call', 'Voice call', 'Live'],
    );
    await mount(buttons('offline'));
    ok(shows('Offline') && !shows('Live'), 'an unreachable peer is Offline');
  });

  it('says nothing while presence is unknown, and keeps the place', async () => {
    await mount(buttons('unknown'));
    ok(!shows('Live') && !shows('Offline'), 'nothing is claimed');
    const { width } = get('.presence').getBoundingClientRect();
    await mount(buttons('offline'));
    equal(get('.presence').getBoundingClientRect().width, width, 'nothing moves');
  });

  it('asks for the call whose button is pressed', async () => {
    await mount(buttons('live'));
    const asked = await requestsDuring(() => {
      byRole('button', 'Video call').click();
      byRole('button', 'Voice call').click();
    });
    equal(asked, [
      { type: 'start', kind: 'video' },
      { type: 'start', kind: 'voice' },
    ]);
  });

  it('works with the keyboard alone', async () => {
    await mount(buttons('live'));
    byRole('button', 'Video call').focus();
    const asked = await requestsDuring(async () => {
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Space' });
    });
    equal(
      asked.map((wish) => 'kind' in wish && wish.kind),
      ['video', 'voice'],
    );
  });

  it('asks for nothing during a call, yet keeps the focus', async () => {
    await mount(buttons('live'));
    byRole('button', 'Video call').focus();
    await mount(buttons('live', true));
    const video = byRole('button', 'Video call');
    equal(await requestsDuring(() => video.click()), []);
    equal(video.getAttribute('aria-disabled'), 'true');
    equal(focused() === video, true, 'focus stays');
  });

  it('takes the text colour of the header around it', async () => {
    const place = await mount(buttons('live'));
    place.style.setProperty('color', 'rgb(1, 2, 3)');
    equal(getComputedStyle(byRole('button', 'Video call')).color, 'rgb(1, 2, 3)');
    place.style.removeProperty('color');
  });

  it('makes the buttons 36 pixels wide, or as wide as the host says', async () => {
    await mount(buttons('live'));
    equal(byRole('button', 'Video call').getBoundingClientRect().width, 36);
    get('call-window-buttons').style.setProperty('--call-window-button-size', '40px');
    equal(byRole('button', 'Video call').getBoundingClientRect().width, 40);
  });
});
