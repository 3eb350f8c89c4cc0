import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { ann } from '../../gallery/fixtures.ts';
import { cornerByKey, glideTarget, nearestCorner } from '../../src/elements/corners.ts';
import type { LocalPreview } from '../../src/elements/local-preview.ts';
import { equal, find, get, mount, ok, settled, shows, unmount } from './support.ts';

const SIZE = { position: 'relative', width: '800px', height: '600px' };

async function mountPreview({ expanded = false, camera = 'live', dir = 'ltr' } = {}): Promise<LocalPreview> {
  const place = await mount(
    html`<div data-box dir=${dir}>
      <call-window-local-preview .self=${ann} .camera=${camera} .expanded=${expanded}></call-window-local-preview>
    </div>`,
  );
  const box = get('[data-box]', place);
  for (const [property, value] of Object.entries(SIZE)) box.style.setProperty(property, value);
  return get<LocalPreview>('call-window-local-preview');
}

/** Drags by synthetic events: the pointer is down at the middle, moves by `dx`, `dy` in two steps and rests before it is let go. */
function drag(preview: LocalPreview, dx: number, dy: number, { end = 'pointerup' } = {}): void {
  preview.setPointerCapture = () => undefined;
  const { x, y, width, height } = preview.getBoundingClientRect();
  const [clientX, clientY] = [x + width / 2, y + height / 2];
  const fire = (type: string, share: number): void => {
    const at = { clientX: clientX + dx * share, clientY: clientY + dy * share };
    const event = new PointerEvent(type, { pointerId: 1, button: 0, bubbles: true, composed: true, ...at });
    Object.defineProperty(event, 'timeStamp', { value: (time += 200) });
    preview.dispatchEvent(event);
  };
  let time = 0;
  fire('pointerdown', 0);
  fire('pointermove', 0.5);
  fire('pointermove', 1);
  fire(end, 1);
}

describe('corners', () => {
  it('are the nearest one to a point, mirrored where text runs from the right', () => {
    equal(nearestCorner({ x: 700, y: 100 }, 800, 600, false), 'top-end');
    equal(nearestCorner({ x: 100, y: 500 }, 800, 600, false), 'bottom-start');
    equal(nearestCorner({ x: 700, y: 100 }, 800, 600, true), 'top-start');
  });

  it('are reached from afar by a throw', () => {
    const target = glideTarget({ x: 700, y: 100 }, { x: -3, y: 0 });
    equal(nearestCorner(target, 800, 600, false), 'top-start');
  });

  it('follow the arrow keys as they point', () => {
    equal(cornerByKey('top-end', 'ArrowLeft', false), 'top-start');
    equal(cornerByKey('top-start', 'ArrowLeft', true), 'top-end');
    equal(cornerByKey('top-end', 'ArrowDown', false), 'bottom-end');
    equal(cornerByKey('top-end', 'Enter', false), null);
  });
});

describe('<call-window-local-preview>', () => {
  afterEach(unmount);

  it('snaps to the nearest corner when it is let go', async () => {
    const preview = await mountPreview();
    for (const [dx, dy, corner] of [
      [-600, 0, 'top-start'],
      [0, 420, 'bottom-start'],
      [600, 0, 'bottom-end'],
      [-50, -60, 'bottom-end'],
    ] as const) {
      drag(preview, dx, dy);
      await settled();
      preview.getAnimations().forEach((animation) => animation.finish());
      equal(preview.corner, corner);
    }
  });

  it('follows the pointer while it is dragged, and glides from there', async () => {
    const preview = await mountPreview();
    const before = preview.getBoundingClientRect();
    drag(preview, -300, 200, { end: 'pointermove' });
    const during = preview.getBoundingClientRect();
    equal([Math.round(during.x - before.x), Math.round(during.y - before.y)], [-300, 200]);
    drag(preview, 0, 0);
    preview.dispatchEvent(new PointerEvent('pointercancel', { pointerId: 1 }));
    await settled();
    ok(!preview.hasAttribute('dragging') && !preview.style.translate, 'at rest');
    equal(preview.getAnimations().length, matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 1);
  });

  it('moves from corner to corner with the arrow keys', async () => {
    const preview = await mountPreview();
    get('.frame').focus();
    for (const [key, corner] of [
      ['ArrowLeft', 'top-start'],
      ['ArrowDown', 'bottom-start'],
      ['ArrowRight', 'bottom-end'],
      ['ArrowUp', 'top-end'],
    ] as const) {
      await sendKeys({ press: key });
      equal(preview.corner, corner, key);
    }
  });

  it('keeps below the header and above the controls', async () => {
    const preview = await mountPreview();
    get('[data-box]').style.setProperty('--_below-header', '70px');
    get('[data-box]').style.setProperty('--_above-controls', '90px');
    const box = get('[data-box]').getBoundingClientRect();
    equal(preview.getBoundingClientRect().top - box.top, 70);
    drag(preview, 0, 500);
    await settled();
    preview.getAnimations().forEach((animation) => animation.finish());
    equal(box.bottom - preview.getBoundingClientRect().bottom, 90);
  });

  it('lies on the other side where text runs from right to left', async () => {
    const preview = await mountPreview({ dir: 'rtl' });
    ok(preview.getBoundingClientRect().left < 100, 'top left');
    get('.frame').focus();
    await sendKeys({ press: 'ArrowRight' });
    equal(preview.corner, 'top-start');
  });

  it('can be neither dragged nor focused while it fills the stage', async () => {
    const preview = await mountPreview({ expanded: true });
    drag(preview, -600, 400);
    equal([preview.corner, get('.frame').hasAttribute('tabindex')], ['top-end', false]);
  });

  it('glides into its corner when the call is answered', async () => {
    await mountPreview({ expanded: true });
    const preview = await mountPreview();
    equal(preview.getAnimations().length, 1);
  });

  it('shows the own picture and a slashed camera when the camera is off', async () => {
    await mountPreview({ camera: 'off' });
    ok(find('.slashed') && find('call-window-avatar') && shows('Your camera is off'), 'picture, icon, words');
    await mountPreview({ camera: 'missing' });
    ok(shows('Your camera is off'), 'gone is off');
    await mountPreview({ camera: 'interrupted' });
    ok(find('.slashed') && shows('No picture from your camera'), 'on, but without a picture');
    await mountPreview({ camera: 'live' });
    equal(find('.slashed'), null);
  });

  it('says that it is paused, over a picture that goes on for oneself', async () => {
    await mountPreview();
    get<LocalPreview>('call-window-local-preview').paused = true;
    await settled();
    ok(shows('Your picture is paused: weak connection'), 'words');
    equal(find('.slashed'), null, 'the camera is on');
    get<LocalPreview>('call-window-local-preview').paused = false;
    await settled();
    ok(!shows('Your picture is paused: weak connection'), 'sent again');
  });

  it('listens to nothing any more once it is removed', async () => {
    const preview = await mountPreview();
    await unmount();
    drag(preview, -600, 0);
    equal([preview.corner, preview.hasAttribute('dragging')], ['top-end', false]);
  });
});
