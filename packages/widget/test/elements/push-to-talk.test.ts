import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { ann, inCall, media } from '../../gallery/fixtures.ts';
import type { MicrophoneState } from '../../src/call/call-state.ts';
import { CallRequestEvent } from '../../src/elements/request-event.ts';
import { byRole, equal, get, mount, requestsDuring, settled, unmount } from './support.ts';

let microphone: MicrophoneState = 'muted';

const stage = () =>
  html`<call-window-stage
    .call=${{ ...inCall('video', 'active'), media: media(microphone) }}
    .self=${ann}
  ></call-window-stage>`;

/** What the machine would make of it. */
async function obey(event: Event): Promise<void> {
  const { request } = event as CallRequestEvent;
  if (request.type !== 'set-muted') return;
  microphone = request.muted ? 'muted' : 'live';
  await mount(stage());
}

const TALK = { type: 'set-muted', muted: false };
const HUSH = { type: 'set-muted', muted: true };

describe('Space, while one is muted', () => {
  beforeEach(async () => {
    microphone = 'muted';
    document.addEventListener(CallRequestEvent.type, obey);
    await mount(stage());
  });

  afterEach(async () => {
    document.removeEventListener(CallRequestEvent.type, obey);
    await sendKeys({ up: 'Space' });
    await unmount();
  });

  it('lets one talk for as long as it is held', async () => {
    equal(await requestsDuring(() => sendKeys({ down: 'Space' })), [TALK]);
    await settled();
    equal(await requestsDuring(() => sendKeys({ down: 'Space' })), [], 'it repeats');
    equal(await requestsDuring(() => sendKeys({ up: 'Space' })), [HUSH]);
  });

  for (const [what, target, type] of [
    ['the window loses the focus', window, 'blur'],
    ['the page is hidden', document, 'visibilitychange'],
    ['the page goes', window, 'pagehide'],
  ] as const) {
    it(`is let go when ${what}`, async () => {
      await sendKeys({ down: 'Space' });
      equal(await requestsDuring(() => target.dispatchEvent(new Event(type))), [HUSH]);
      equal(await requestsDuring(() => sendKeys({ up: 'Space' })), [], 'nothing more when it is lifted');
    });
  }

  it('leaves one muted who has muted meanwhile, and does not press the button that has the focus by then', async () => {
    await sendKeys({ down: 'Space' });
    equal(await requestsDuring(() => byRole('button', 'Mute').click()), [HUSH]);
    await settled();
    byRole('button', 'Unmute').focus();
    await sendKeys({ down: 'Space' });
    equal(await requestsDuring(() => sendKeys({ up: 'Space' })), [HUSH]);
    equal(microphone, 'muted');
  });

  it('is let go when another key has made another character of it', async () => {
    await sendKeys({ down: 'Space' });
    const lifted = new KeyboardEvent('keyup', { key: '\u00a0', code: 'Space', bubbles: true, composed: true });
    equal(await requestsDuring(() => get('.stage').dispatchEvent(lifted)), [HUSH]);
  });

  it('presses a button that has the focus instead', async () => {
    byRole('button', 'Turn camera off').focus();
    equal(await requestsDuring(() => sendKeys({ press: 'Space' })), [{ type: 'set-camera', enabled: false }]);
  });

  it('does nothing to whoever can be heard', async () => {
    microphone = 'live';
    await mount(stage());
    equal(await requestsDuring(() => sendKeys({ press: 'Space' })), []);
  });

  it('is heard by nobody else', async () => {
    const heard: Event[] = [];
    const listen = (event: Event): void => void heard.push(event);
    document.addEventListener('keydown', listen);
    get('.stage').focus();
    await sendKeys({ press: 'Space' });
    document.removeEventListener('keydown', listen);
    equal(heard.length, 0);
  });
});
