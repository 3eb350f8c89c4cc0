import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { cameraStream } from '../../gallery/painting.ts';
import { ann, inCall, media, outgoing, peer, sends } from '../../gallery/fixtures.ts';
import type { OnStage } from '../../src/call/call-state.ts';
import {
  allByRole,
  byRole,
  equal,
  focused,
  get,
  mount,
  nextEvent,
  ok,
  requestsDuring,
  settled,
  stopDate,
  unmount,
} from './support.ts';

const remoteStreams = new Map([['ben', cameraStream('ben').stream]]);

const answeredAt = stopDate() - 192_000;

const stage = (call: OnStage | null) =>
  html`<call-window-stage .call=${call} .self=${ann} .remoteStreams=${remoteStreams} .answeredAt=${answeredAt}>
  </call-window-stage>`;

const video = inCall('video', 'active');

interface Floating extends EventTarget {
  readonly window: (Window & typeof globalThis) | null;
}

const floating = (window as unknown as { documentPictureInPicture: Floating }).documentPictureInPicture;

/** Presses a button as a person would: only they may open a window. */
async function press(name: string): Promise<void> {
  byRole('button', name).focus();
  await sendKeys({ press: 'Enter' });
}

/** The window's content, once it is there. */
async function opened(call: OnStage = video): Promise<ShadowRoot> {
  await mount(stage(call));
  const entered = nextEvent(floating, 'enter');
  await press('Picture in picture');
  await entered;
  await settled();
  return content();
}

function content(): ShadowRoot {
  const root = floating.window?.document.querySelector('main')?.shadowRoot;
  ok(root, 'the window has content');
  return root;
}

function button(name: string): HTMLButtonElement {
  const found = content().querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`);
  ok(found, `a button ${name}`);
  return found;
}

/** Resolves when the window is closed. */
async function closed(act: () => unknown): Promise<void> {
  const left = nextEvent(floating.window!, 'pagehide');
  await act();
  await left;
  await settled();
}

describe('a call in a window of its own', () => {
  afterEach(async () => {
    await unmount();
    floating.window?.close();
  });

  it('shows the other, who it is, how it stands, and what can be done', async () => {
    const root = await opened();
    const picture = root.querySelector('video')!;
    await new Promise((resolve) => picture.requestVideoFrameCallback(resolve));
    const text = root.textContent!.replace(/\s+/gu, ' ');
    ok(
      ['Ben', 'Connected', '· 3:12'].every((words) => text.includes(words)),
      text,
    );
    equal(
      [...root.querySelectorAll('button')].map((element) => element.getAttribute('aria-label')),
      ['Mute', 'Turn camera off', 'Back to page', 'End call'],
    );
    equal([floating.window!.document.title, root.activeElement?.ariaLabel], ['Call with Ben', 'Back to page']);
  });

  it('looks as it should, by style sheets of its own', async () => {
    const root = await opened();
    const { position, backgroundColor } = floating.window!.getComputedStyle(root.host);
    equal([position, backgroundColor], ['fixed', 'rgb(20, 23, 28)']);
    equal(root.querySelector('style, [style]'), null, 'which a strict policy allows');
  });

  it('leaves the sound to the page, where everything plays on', async () => {
    await mount(stage(video));
    const element = get<HTMLVideoElement>('[part=remote-video]');
    let interruptions = 0;
    for (const type of ['pause', 'emptied', 'volumechange']) element.addEventListener(type, () => (interruptions += 1));
    const root = await opened();
    equal(
      [...root.querySelectorAll<HTMLMediaElement>('video, audio')].map(({ muted }) => muted),
      [true],
    );
    await closed(() => button('Back to page').click());
    equal(
      [get('[part=remote-video]') === element, element.paused, element.muted, interruptions],
      [true, false, false, 0],
    );
  });

  it('asks for what is pressed in it', async () => {
    await opened();
    const asked = await requestsDuring(() => {
      for (const name of ['Mute', 'Turn camera off', 'End call']) button(name).click();
    });
    equal(asked, [{ type: 'set-muted', muted: true }, { type: 'set-camera', enabled: false }, { type: 'end' }]);
  });

  it('follows the call', async () => {
    const root = await opened();
    const picture = root.querySelector('video');
    const peers = [peer({ sends: sends('off', 'off') })];
    await mount(stage(inCall('video', 'reconnecting', { peers, media: media('muted', 'off') })));
    button('Unmute');
    button('Turn camera on');
    ok(root.textContent!.includes('Reconnecting…') && root.textContent!.includes('Ben is muted'), 'status and note');
    equal([root.querySelector('video') === picture, picture!.checkVisibility()], [true, false]);
  });

  it('goes back to the page by its button, to where it was opened', async () => {
    await opened();
    byRole('button', 'Exit picture in picture');
    await closed(() => button('Back to page').click());
    equal(focused() === byRole('button', 'Picture in picture'), true);
  });

  it('is closed by the button that opened it, by the person, or with the call', async () => {
    await opened();
    await closed(() => byRole('button', 'Exit picture in picture').click());
    await opened();
    await closed(() => floating.window!.close());
    byRole('button', 'Picture in picture');
    await opened();
    await closed(() => mount(stage(null)));
    await opened();
    await closed(() => unmount());
  });

  it('stays while the call is minimised', async () => {
    await opened();
    byRole('button', 'Minimise').click();
    await settled();
    button('Back to page');
    await closed(() => button('Back to page').click());
    equal(focused() === byRole('button', 'Restore'), true);
  });

  it('shows a face in a voice call, and no camera', async () => {
    const root = await opened(inCall('voice', 'active'));
    equal([root.querySelector('video'), root.querySelector('.face')?.textContent?.trim()], [null, 'B']);
    equal(root.querySelectorAll('button').length, 3);
  });

  it('comes and goes by itself when the browser asks for it, as when the tab is hidden', async () => {
    const handlers: (((details: object) => void) | null)[] = [];
    const { setActionHandler } = MediaSession.prototype;
    MediaSession.prototype.setActionHandler = (_action, handler) => void handlers.push(handler as never);
    await mount(stage(video));
    MediaSession.prototype.setActionHandler = setActionHandler;
    equal(handlers.length, 1);
    // Here a key has to stand for the browser's own leave to open it.
    byRole('button', 'Mute').focus();
    await sendKeys({ press: 'Enter' });
    const entered = nextEvent(floating, 'enter');
    handlers[0]!({ action: 'enterpictureinpicture', enterPictureInPictureReason: 'contentoccluded' });
    await entered;
    await settled();
    button('End call');
    await closed(() => document.dispatchEvent(new Event('visibilitychange')));
  });

  it('is no longer offered to the browser when the call is over', async () => {
    const asked: (string | null)[] = [];
    const { setActionHandler } = MediaSession.prototype;
    MediaSession.prototype.setActionHandler = (action, handler) => void asked.push(handler && action);
    await mount(stage(outgoing('video', 'ringing')));
    await mount(stage(video));
    await mount(stage(inCall('video', 'reconnecting')));
    await mount(stage(null));
    await mount(stage(video));
    await unmount();
    MediaSession.prototype.setActionHandler = setActionHandler;
    equal(asked, ['enterpictureinpicture', null, 'enterpictureinpicture', null]);
  });

  it('is not offered while it rings', async () => {
    await mount(stage(outgoing('video', 'ringing')));
    equal(allByRole('button', 'Picture in picture'), []);
  });
});

describe('a call whose browser has windows for videos only', () => {
  const native = Object.getOwnPropertyDescriptor(window, 'documentPictureInPicture')!;

  before(() => Object.defineProperty(window, 'documentPictureInPicture', { value: undefined, configurable: true }));
  after(() => Object.defineProperty(window, 'documentPictureInPicture', native));
  afterEach(unmount);

  it('shows the other’s video in one, which plays on, and takes it back', async () => {
    await mount(stage(video));
    const element = get<HTMLVideoElement>('[part=remote-video]');
    await new Promise((resolve) => element.requestVideoFrameCallback(resolve));
    const entered = nextEvent(element, 'enterpictureinpicture');
    await press('Picture in picture');
    await entered;
    await settled();
    const left = nextEvent(element, 'leavepictureinpicture');
    await press('Exit picture in picture');
    await left;
    await settled();
    byRole('button', 'Picture in picture');
    equal(
      [element.paused, element.muted, element.disablePictureInPicture, document.pictureInPictureElement],
      [false, false, true, null],
    );
  });

  it('takes it back when the call ends', async () => {
    await mount(stage(video));
    const element = get<HTMLVideoElement>('[part=remote-video]');
    await new Promise((resolve) => element.requestVideoFrameCallback(resolve));
    const entered = nextEvent(element, 'enterpictureinpicture');
    await press('Picture in picture');
    await entered;
    const left = nextEvent(element, 'leavepictureinpicture');
    await mount(stage(null));
    await left;
    equal(document.pictureInPictureElement, null);
  });

  it('offers none in a voice call', async () => {
    await mount(stage(inCall('voice', 'active')));
    equal(allByRole('button', 'Picture in picture'), []);
  });
});
