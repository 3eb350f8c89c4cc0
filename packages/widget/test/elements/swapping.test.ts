import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { ann, inCall, media, outgoing, peer, sends } from '../../gallery/fixtures.ts';
import type { OnStage } from '../../src/call/call-state.ts';
import { allByRole, byRole, equal, focused, get, mount, ok, settled, shows, unmount } from './support.ts';

const stage = (call: OnStage | null) => html`<call-window-stage .call=${call} .self=${ann}></call-window-stage>`;
const video = inCall('video', 'active');

/** Which picture fills the stage, the other being small. */
function large(): string {
  const whole = get('.stage').getBoundingClientRect();
  const [own, other] = ['call-window-local-preview', 'call-window-participant'].map((name) => {
    const picture = get(name);
    picture.getAnimations().forEach((animation) => animation.finish());
    const { width, height } = picture.getBoundingClientRect();
    return width === whole.width && height === whole.height ? 'large' : width <= 240 ? 'small' : '?';
  });
  return own === 'large' && other === 'small' ? 'own' : own === 'small' && other === 'large' ? 'other' : '?';
}

async function swap(): Promise<void> {
  byRole('button', 'Swap pictures').click();
  await settled();
}

function corners(): (string | null)[] {
  return ['call-window-local-preview', 'call-window-participant'].map((name) => get(name).getAttribute('corner'));
}

describe('the two pictures of a video call', () => {
  afterEach(unmount);

  it('swap when the small one is pressed, and swap back', async () => {
    await mount(stage(video));
    equal(large(), 'other');
    await swap();
    equal(large(), 'own');
    await swap();
    equal(large(), 'other');
  });

  it('play on in the very same elements', async () => {
    await mount(stage(video));
    const before = ['[part=remote-video]', '[part=local-video]'].map((part) => get(part));
    await swap();
    equal(
      before.map((element) => element.isConnected),
      [true, true],
    );
    ok(get('[part=remote-video]') === before[0] && get('[part=local-video]') === before[1], 'the same');
  });

  it('are swapped with the keyboard, and the focus stays with the small one', async () => {
    await mount(stage(video));
    byRole('button', 'Swap pictures').focus();
    for (const expected of ['own', 'other']) {
      await sendKeys({ press: 'Enter' });
      await settled();
      equal([large(), focused() === byRole('button', 'Swap pictures')], [expected, true]);
    }
  });

  it('share a corner: the one lies where the other was moved to', async () => {
    await mount(stage(video));
    byRole('button', 'Swap pictures').focus();
    await sendKeys({ press: 'ArrowDown' });
    await swap();
    equal(corners(), ['bottom-end', 'bottom-end']);
    await sendKeys({ press: 'ArrowLeft' });
    await settled();
    equal([corners(), large()], [['bottom-start', 'bottom-start'], 'own']);
  });

  it('are not swapped by a drag', async () => {
    await mount(stage(video));
    const [preview, button] = [get('call-window-local-preview'), byRole('button', 'Swap pictures')];
    preview.setPointerCapture = () => undefined;
    for (const [type, clientX] of [
      ['pointerdown', 700],
      ['pointermove', 650],
      ['pointerup', 650],
    ] as const) {
      button.dispatchEvent(new PointerEvent(type, { clientX, button: 0, bubbles: true, composed: true }));
    }
    button.dispatchEvent(new PointerEvent('click', { detail: 1, clientX: 650, bubbles: true, composed: true }));
    await settled();
    equal(large(), 'other');
    button.dispatchEvent(new PointerEvent('pointerdown', { button: 0, bubbles: true, composed: true }));
    button.dispatchEvent(new PointerEvent('pointerup', { button: 0, bubbles: true, composed: true }));
    button.dispatchEvent(new PointerEvent('click', { detail: 1, bubbles: true, composed: true }));
    await settled();
    equal(large(), 'own', 'a press without a drag does');
  });

  it('say in words on the large one, and by signs on the small one, that a camera is off', async () => {
    const off = inCall('video', 'active', {
      peers: [peer({ sends: sends('off', 'off') })],
      media: media('live', 'off'),
    });
    await mount(stage(off));
    await swap();
    const words = get('.words', get('call-window-local-preview').shadowRoot!);
    ok(words.offsetWidth > 100, 'one’s own in words');
    const tile = get('call-window-participant').shadowRoot!;
    ok(get('.slashed', tile).checkVisibility() && get('.note .icon', tile).checkVisibility(), 'the other’s by signs');
    ok(shows("Ben's camera is off") && shows('Ben is muted'), 'which are said as well');
  });

  it('are as they were when the call is restored; the card shows the other', async () => {
    await mount(stage(video));
    await swap();
    byRole('button', 'Minimise').click();
    await settled();
    ok(get('call-window-participant').offsetWidth > 280, 'the card shows the other');
    byRole('button', 'Restore').click();
    await settled();
    equal(large(), 'own');
  });

  it('begin anew with another call', async () => {
    await mount(stage(video));
    await swap();
    await mount(stage({ ...video, call: { ...video.call, id: 'c2d55b5e-6a3c-4f6b-8a55-0a8a7e0a6c11' } }));
    equal(large(), 'other');
  });

  it('are not to be swapped while it rings, among several, or where there are none', async () => {
    const several = inCall('video', 'active', { peers: [peer(), peer({ userId: 'cem', name: 'Cem' })] });
    for (const call of [outgoing('video', 'ringing'), several, inCall('voice', 'active')]) {
      await mount(stage(call));
      equal(allByRole('button', 'Swap pictures'), []);
      await unmount();
    }
  });
});
