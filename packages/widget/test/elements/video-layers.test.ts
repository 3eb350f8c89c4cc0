import { html } from 'lit';

import { ann, peer, sends } from '../../gallery/fixtures.ts';
import { cameraStream } from '../../gallery/painting.ts';
import { equal, finishAnimations, get, mount, settled, unmount } from './support.ts';

const visibilityOf = (selector: string): string => getComputedStyle(get(selector)).visibility;

describe('a video that is seen', () => {
  const { stream, stop } = cameraStream('ben', 64, 36);
  const { requestVideoFrameCallback } = HTMLVideoElement.prototype;
  let frames: (() => void)[] = [];

  // Frames come when the test says so: a tab in the background gets none.
  beforeEach(() => {
    frames = [];
    HTMLVideoElement.prototype.requestVideoFrameCallback = (seen) =>
      frames.push(() => seen(0, {} as VideoFrameCallbackMetadata));
  });

  afterEach(async () => {
    await unmount();
    HTMLVideoElement.prototype.requestVideoFrameCallback = requestVideoFrameCallback;
  });

  after(stop);

  /** The first frame, and what fades with it. */
  async function frame(): Promise<void> {
    for (const seen of frames.splice(0)) seen();
    await settled();
    finishAnimations();
  }

  const tile = (camera: 'on' | 'off') =>
    html`<call-window-participant
      .peer=${peer({ sends: sends('on', camera) })}
      .kind=${'video'}
      .phase=${'active'}
      .stream=${stream}
      solo
    ></call-window-participant>`;

  const preview = (camera: 'live' | 'off', paused = false) =>
    html`<call-window-local-preview
      .self=${ann}
      .camera=${camera}
      .stream=${camera === 'live' ? stream : null}
      .paused=${paused}
    ></call-window-local-preview>`;

  it('has no poster drawn over each of its frames, and has one at once when there are none', async () => {
    await mount(tile('on'));
    await frame();
    equal(visibilityOf('.poster'), 'hidden');
    await mount(tile('off'));
    equal(visibilityOf('.poster'), 'visible');
  });

  it('has nothing drawn beneath it in its corner, until the camera is off', async () => {
    await mount(preview('live'));
    await frame();
    equal(visibilityOf('.cover'), 'hidden');
    await mount(preview('off'));
    equal(visibilityOf('.cover'), 'visible');
  });

  it('is round in its corner by itself: what clips several layers has them drawn apart and put together for each frame', async () => {
    await mount(preview('live', true));
    equal(getComputedStyle(get('.frame')).overflow, 'visible');
    const radii = ['video', '.cover', '.paused'].map((layer) => getComputedStyle(get(layer)).borderRadius);
    equal(radii, ['12px', '12px', '12px'], 'so is all that lies under and over it');
  });
});
