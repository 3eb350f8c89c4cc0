import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { ann, inCall, media, outgoing } from '../../gallery/fixtures.ts';
import type { OnStage } from '../../src/call/call-state.ts';
import type { CallStage } from '../../src/elements/call-stage.ts';
import {
  allByRole,
  byRole,
  deep,
  equal,
  find,
  focused,
  get,
  mount,
  nextEvent,
  ok,
  requestsDuring,
  settled,
  unmount,
} from './support.ts';

const stage = (call: OnStage | null, changes: Partial<CallStage> = {}) =>
  html`<call-window-stage
    .call=${call}
    .self=${ann}
    .mode=${changes.mode ?? 'overlay'}
    .canShare=${true}
    .shortcuts=${changes.shortcuts ?? 'on'}
  ></call-window-stage>`;

const video = inCall('video', 'active');

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
  await settled();
}

/** Puts something of the host's page into the document, and the focus there. */
function focusOn<E extends HTMLElement>(element: E): E {
  element.dataset.test = '';
  document.body.append(element);
  element.focus();
  return element;
}

const list = (): HTMLElement | null => find('[role=dialog]');

describe('the keys in a call', () => {
  afterEach(async () => {
    await unmount();
    if (document.fullscreenElement) await document.exitFullscreen();
  });

  it('press the buttons: microphone, camera and screen', async () => {
    await mount(stage(video));
    equal(await requestsDuring(() => press('m', 'v', 's')), [
      { type: 'set-muted', muted: true },
      { type: 'set-camera', enabled: false },
      { type: 'share-screen' },
    ]);
    await mount(stage({ ...video, media: { ...media('muted', 'off'), screen: 'live' } }));
    equal(await requestsDuring(() => press('m', 'v', 's')), [
      { type: 'set-muted', muted: false },
      { type: 'set-camera', enabled: true },
      { type: 'stop-sharing' },
    ]);
  });

  it('do what the buttons can do, and no more', async () => {
    await mount(stage({ ...video, media: media('missing', 'opening') }));
    equal(await requestsDuring(() => press('m', 'v')), []);
    await mount(stage(outgoing('voice', 'ringing')));
    equal(await requestsDuring(() => press('v', 's')), []);
    await mount(stage(outgoing('video', 'camera-unavailable')));
    equal(await requestsDuring(() => press('m')), []);
  });

  it('fill the screen and give it back', async () => {
    await mount(stage(video));
    const filled = nextEvent(document, 'fullscreenchange');
    await press('f');
    await filled;
    ok(document.fullscreenElement, 'filled');
    await settled();
    const left = nextEvent(document, 'fullscreenchange');
    await press('f');
    await left;
    equal(document.fullscreenElement, null);
  });

  it('make it a card and bring it back, as long as the card has the focus', async () => {
    await mount(stage(video));
    await press('n');
    ok(focused() === byRole('button', 'Restore'), 'a card');
    equal(await requestsDuring(() => press('m')), [], 'a card has no other keys');
    await press('n');
    ok(focused() === byRole('button', 'Minimise'), 'back');
    await press('n');
    focusOn(document.createElement('button'));
    await press('n');
    equal(allByRole('button', 'Restore').length, 1, 'the page has the focus');
  });

  for (const [what, make] of [
    ['an input', () => document.createElement('input')],
    ['a textarea', () => document.createElement('textarea')],
    ['a select', () => document.createElement('select')],
    ['text that can be edited', () => Object.assign(document.createElement('p'), { contentEditable: 'true' })],
    ['any control of the page', () => document.createElement('button')],
  ] as const) {
    it(`leave ${what} alone`, async () => {
      await mount(html`<div style="position: relative; block-size: 400px">${stage(video, { mode: 'inline' })}</div>`);
      const element = focusOn<HTMLElement>(make());
      equal(await requestsDuring(() => press('m', 'v', 's', 'n', '?')), []);
      equal([list(), focused() === element], [null, true]);
    });
  }

  it('leave an input in a shadow root alone, which arrives intact', async () => {
    await mount(html`<div style="position: relative; block-size: 400px">${stage(video, { mode: 'inline' })}</div>`);
    const chat = focusOn(document.createElement('div'));
    const input = chat.attachShadow({ mode: 'open' }).appendChild(document.createElement('input'));
    input.focus();
    equal(await requestsDuring(() => press('m', 'v', ' ', 'n')), []);
    equal(input.value, 'mv n');
  });

  it('leave what is meant for the browser or the page alone', async () => {
    await mount(stage(video));
    const asked = await requestsDuring(async () => {
      for (const key of ['Control', 'Alt', 'Shift'] as const) {
        await sendKeys({ down: key });
        await sendKeys({ press: 'm' });
        await sendKeys({ up: key });
      }
    });
    equal(asked, []);
  });

  it('are heard by nobody else in the page, and others are', async () => {
    const heard: string[] = [];
    const listen = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', listen);
    await mount(stage(video));
    await press('m', 'x');
    document.removeEventListener('keydown', listen);
    equal(heard, ['x']);
  });

  it('can be switched off, and then no button names one', async () => {
    await mount(stage({ ...video, media: media('muted') }, { shortcuts: 'off' }));
    equal(await requestsDuring(() => press('m', 'v', ' ', '?')), []);
    equal([list(), deep().filter((element) => element.hasAttribute('aria-keyshortcuts'))], [null, []]);
  });

  it('are named by the buttons', async () => {
    await mount(stage(video));
    const names = ['Mute', 'Turn camera off', 'Share screen', 'Full screen', 'Picture in picture', 'Minimise'];
    equal(
      names.map((name) => byRole('button', name).getAttribute('aria-keyshortcuts')),
      ['M', 'V', 'S', 'F', 'P', 'N'],
    );
  });

  it('do nothing without a call', async () => {
    await mount(stage(video));
    await mount(stage(null));
    equal(await requestsDuring(() => press('m')), []);
  });
});

describe('the list of shortcuts', () => {
  afterEach(unmount);

  for (const mode of ['overlay', 'inline'] as const) {
    it(`opens by a question mark, takes the focus, and closes by Escape, which nobody else hears (${mode})`, async () => {
      await mount(html`<div style="position: relative; block-size: 480px">${stage(video, { mode })}</div>`);
      byRole('button', 'Mute').focus();
      let escapes = 0;
      const listen = ({ key }: KeyboardEvent): void => void (escapes += Number(key === 'Escape'));
      document.addEventListener('keydown', listen);
      await press('?');
      ok(focused() === list(), 'it has the focus');
      equal(get('[role=dialog]').querySelectorAll('kbd').length, 9);
      await press('Escape');
      document.removeEventListener('keydown', listen);
      equal([list(), focused() === byRole('button', 'Mute'), escapes], [null, true, 0]);
    });
  }

  it('closes by the same key, by its button, and when the call is minimised', async () => {
    await mount(stage(video));
    await press('?', '?');
    equal(list(), null);
    await press('?');
    byRole('button', 'Close').click();
    await settled();
    equal(list(), null);
    await press('?', 'n');
    equal([list(), focused() === byRole('button', 'Restore')], [null, true]);
  });

  it('leaves the keys in use', async () => {
    await mount(stage(video));
    await press('?');
    equal(await requestsDuring(() => press('m')), [{ type: 'set-muted', muted: true }]);
  });
});
