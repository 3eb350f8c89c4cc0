import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { ann, inCall } from '../../gallery/fixtures.ts';
import type { OnStage } from '../../src/call/call-state.ts';
import type { StageMode } from '../../src/elements/stage-root.ts';
import {
  allByRole,
  byRole,
  equal,
  focused,
  get,
  mount,
  nextEvent,
  requestsDuring,
  settled,
  unmount,
} from './support.ts';

const video = inCall('video', 'active');

const stage = (call: OnStage | null, mode: StageMode = 'overlay') =>
  html`<call-window-stage .call=${call} .self=${ann} .mode=${mode}></call-window-stage>`;

/** Presses a button as a person would, who alone may fill the screen; resolves once the browser has done it. */
async function press(name: string): Promise<void> {
  const changed = nextEvent(document, 'fullscreenchange');
  byRole('button', name).focus();
  await sendKeys({ press: 'Enter' });
  await changed;
  await settled();
}

function fillsScreen(element: Element): boolean {
  const { x, y, width, height } = element.getBoundingClientRect();
  return element.matches(':fullscreen') && x === 0 && y === 0 && width === innerWidth && height === innerHeight;
}

describe('a call on the full screen', () => {
  afterEach(async () => {
    await unmount();
    if (document.fullscreenElement) await document.exitFullscreen();
  });

  for (const mode of ['overlay', 'inline'] as const) {
    it(`takes it and gives it back by one button, which keeps the focus, and plays on (${mode})`, async () => {
      await mount(stage(video, mode));
      const element = get<HTMLVideoElement>('[part=remote-video]');
      await press('Full screen');
      equal(fillsScreen(get(mode === 'overlay' ? '.content' : '.stage')), true);
      const [picture, screen] = [element.getBoundingClientRect(), document.documentElement.getBoundingClientRect()];
      equal([picture.width, picture.height], [screen.width, innerHeight]);
      equal(focused() === byRole('button', 'Exit full screen'), true);
      await press('Exit full screen');
      equal([document.fullscreenElement, get('[part=remote-video]') === element], [null, true]);
      equal(focused() === byRole('button', 'Full screen'), true);
    });
  }

  it('goes on when the browser leaves it, as on Escape', async () => {
    await mount(stage(video));
    await press('Full screen');
    const left = nextEvent(document, 'fullscreenchange');
    const asked = await requestsDuring(async () => {
      await document.exitFullscreen();
      await left;
    });
    await settled();
    byRole('button', 'Full screen');
    equal([asked, get('dialog').matches(':modal')], [[], true]);
  });

  it('leaves it when it is minimised', async () => {
    await mount(stage(video));
    await press('Full screen');
    await press('Minimise');
    equal([document.fullscreenElement, get('.stage').matches(':popover-open')], [null, true]);
    equal(focused() === byRole('button', 'Restore'), true);
  });

  it('leaves it when it ends', async () => {
    await mount(stage(video));
    await press('Full screen');
    const left = nextEvent(document, 'fullscreenchange');
    await mount(stage(null));
    await left;
    equal(document.fullscreenElement, null);
  });

  it('leaves it for a dialog that the host opens, and lies above that', async () => {
    await mount(stage(video));
    await press('Full screen');
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.dataset.test = '';
    const left = nextEvent(document, 'fullscreenchange');
    dialog.showModal();
    await left;
    const top = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    equal([top?.localName, document.fullscreenElement], ['call-window-stage', null]);
  });

  it('is not offered in a voice call, nor where the browser has none', async () => {
    await mount(stage(inCall('voice', 'active')));
    equal(allByRole('button', 'Full screen'), []);
    Object.defineProperty(document, 'fullscreenEnabled', { value: false, configurable: true });
    await mount(stage(video));
    Reflect.deleteProperty(document, 'fullscreenEnabled');
    equal(allByRole('button', 'Full screen'), []);
  });
});
