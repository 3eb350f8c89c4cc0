import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { screenStream } from '../../gallery/painting.ts';
import type { SharedScreen } from '../../src/elements/shared-screen.ts';
import { byRole, equal, get, mount, ok, shows, unmount } from './support.ts';

const { stream, stop } = screenStream(1280, 720);

/** In a box of half its size, shown. */
async function mountScreen(): Promise<HTMLVideoElement> {
  const place = await mount(
    html`<div data-box><call-window-screen .name=${'Ben'} .stream=${stream}></call-window-screen></div>`,
  );
  get('[data-box]', place).style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 640px; height: 360px';
  get('call-window-screen', place).style.cssText = 'position: absolute; inset: 0';
  const video = get<HTMLVideoElement>('video');
  while (!video.hasAttribute('data-shown')) await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  return video;
}

const scaleOf = (video: HTMLElement): number => Number(/scale\(([\d.]+)\)/.exec(video.style.transform)?.[1] ?? 1);
const settled = (): Promise<unknown> => get<SharedScreen>('call-window-screen').updateComplete;

describe('<call-window-screen>', () => {
  afterEach(unmount);
  after(stop);

  it('says whose it is before anything is seen, and after', async () => {
    await mount(html`<call-window-screen .name=${'Ben'}></call-window-screen>`);
    ok(shows('Ben is sharing a screen'), 'before');
    await mountScreen();
    byRole('group', "Ben's screen");
  });

  it('shows all of it, pixel for pixel, and all of it again', async () => {
    const video = await mountScreen();
    equal(scaleOf(video), 1);
    byRole('button', '1 : 1, actual size').click();
    await settled();
    equal(scaleOf(video), Math.max(1, 2 / devicePixelRatio));
    byRole('button', 'Fit').click();
    await settled();
    equal(scaleOf(video), 1);
  });

  it('comes nearer by its buttons, which say where that ends', async () => {
    const video = await mountScreen();
    equal(byRole('button', 'Zoom out').getAttribute('aria-disabled'), 'true');
    for (let press = 0; press < 12; press += 1) byRole('button', 'Zoom in').click();
    await settled();
    equal(scaleOf(video), 8);
    equal(byRole('button', 'Zoom in').getAttribute('aria-disabled'), 'true');
    ok(shows('800 %'), 'how near');
  });

  it('is looked at by keyboard alone', async () => {
    const video = await mountScreen();
    get('.box').focus();
    await sendKeys({ press: '+' });
    await sendKeys({ press: '+' });
    await settled();
    equal(scaleOf(video), 1.25 ** 2);
    const before = video.style.transform;
    await sendKeys({ press: 'ArrowRight' });
    await settled();
    ok(video.style.transform !== before, 'moved');
    await sendKeys({ press: '0' });
    await settled();
    equal(scaleOf(video), 1);
  });

  it('comes nearer under the wheel, where the pointer is, and follows a finger', async () => {
    const video = await mountScreen();
    const box = get('.box');
    box.dispatchEvent(new WheelEvent('wheel', { deltaY: -400, clientX: 640, clientY: 180, cancelable: true }));
    await settled();
    ok(scaleOf(video) > 2 && video.style.transform.startsWith('translate(-'), 'nearer, at the right edge');
    const before = video.style.transform;
    const finger = { pointerId: 1, button: 0, clientY: 180, bubbles: true } as const;
    box.setPointerCapture = () => undefined;
    box.dispatchEvent(new PointerEvent('pointerdown', { ...finger, clientX: 300 }));
    box.dispatchEvent(new PointerEvent('pointermove', { ...finger, clientX: 340 }));
    box.dispatchEvent(new PointerEvent('pointerup', { ...finger, clientX: 340 }));
    await settled();
    ok(video.style.transform !== before, 'moved');
  });
});
