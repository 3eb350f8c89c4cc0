import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { inCall, peer, sends } from '../../gallery/fixtures.ts';
import { cameraStream } from '../../gallery/painting.ts';
import type { CallKind, Peer } from '../../src/call/call-state.ts';
import { levelOf } from '../../src/elements/voice-level.ts';
import { equal, find, get, mount, ok, settled, unmount } from './support.ts';

type Tile = {
  readonly kind?: CallKind;
  readonly stream?: MediaStream | null;
  readonly who?: Peer;
  readonly onPlayback?: (heldBack: boolean) => void;
};

const tile = ({ kind = 'video', stream = null, who = peer(), onPlayback = () => undefined }: Tile) =>
  html`<call-window-participant
    .peer=${who}
    .kind=${kind}
    .phase=${inCall(kind, 'active').phase}
    .stream=${stream}
    .onPlayback=${onPlayback}
    solo
  ></call-window-participant>`;

describe('a voice’s level', () => {
  it('goes from silence to full', () => {
    equal(
      [0, 0.001, 1].map((amplitude) => levelOf(new Float32Array(64).fill(amplitude))),
      [0, 0, 1],
    );
    const speech = levelOf(new Float32Array(64).fill(0.05));
    ok(speech > 0.3 && speech < 0.9, 'speech lies in between');
  });
});

describe('<call-window-participant>', () => {
  const cameras: { stop: () => void }[] = [];
  let frames: (() => void)[] = [];
  const real = {
    request: HTMLVideoElement.prototype.requestVideoFrameCallback,
    play: HTMLMediaElement.prototype.play,
  };

  // Frames come when the test says so: a tab in the background gets none.
  beforeEach(() => {
    frames = [];
    HTMLVideoElement.prototype.requestVideoFrameCallback = (seen) =>
      frames.push(() => seen(0, {} as VideoFrameCallbackMetadata));
  });

  afterEach(async () => {
    await unmount();
    HTMLVideoElement.prototype.requestVideoFrameCallback = real.request;
    HTMLMediaElement.prototype.play = real.play;
    for (const camera of cameras.splice(0)) camera.stop();
  });

  function camera(): MediaStream {
    const made = cameraStream('ben', 64, 36);
    cameras.push(made);
    return made.stream;
  }

  async function frame(): Promise<void> {
    for (const seen of frames.splice(0)) seen();
    await settled();
  }

  const isPosterUp = (): boolean => !get('.poster').hasAttribute('data-gone');

  it('covers the video with a poster until the first frame', async () => {
    await mount(tile({ stream: camera() }));
    equal(isPosterUp(), true, 'before');
    await frame();
    equal(isPosterUp(), false, 'after');
  });

  it('does so again for the stream of a new link', async () => {
    await mount(tile({ stream: camera() }));
    await frame();
    await mount(tile({ stream: camera() }));
    equal(isPosterUp(), true, 'no black flash');
    await frame();
    equal(isPosterUp(), false);
  });

  it('covers the video while the camera is off, and until a frame of it comes after that', async () => {
    const stream = camera();
    await mount(tile({ stream }));
    await frame();
    await mount(tile({ stream, who: peer({ sends: sends('on', 'off') }) }));
    equal([isPosterUp(), get<HTMLVideoElement>('video').srcObject === stream], [true, true], 'off, still playing');
    await mount(tile({ stream }));
    equal(isPosterUp(), true, 'on, nothing seen yet');
    await frame();
    equal(isPosterUp(), false, 'seen');
  });

  it('shows no picture that stands still while theirs is paused, says why, and shows it again with its next frame', async () => {
    const stream = camera();
    await mount(tile({ stream }));
    await frame();
    await mount(tile({ stream, who: peer({ sends: sends('on', 'paused') }) }));
    equal(isPosterUp(), true, 'paused');
    equal(get('.caption').textContent, "Ben's picture is paused: the connection is weak");
    await frame();
    equal(isPosterUp(), true, 'during a try');
    await mount(tile({ stream }));
    equal([isPosterUp(), find('.caption')], [true, null], 'sent, nothing seen yet');
    await frame();
    equal(isPosterUp(), false, 'seen');
  });

  it('plays in place, without controls', async () => {
    await mount(tile({ stream: camera() }));
    const video = get<HTMLVideoElement>('video');
    equal([video.autoplay, video.playsInline, video.controls, video.muted], [true, true, false, false]);
    unmount();
    await mount(tile({ kind: 'voice', stream: new MediaStream() }));
    const audio = get<HTMLAudioElement>('audio');
    equal(
      [audio.autoplay, audio.controls, audio.srcObject instanceof MediaStream, find('video')],
      [true, false, true, null],
    );
  });

  it('plays on after a move in the document, with the same stream', async () => {
    const stream = camera();
    const place = await mount(tile({ stream }));
    const video = get<HTMLVideoElement>('video');
    let played = 0;
    video.play = async () => void (played += 1);
    document.body.prepend(place);
    await settled();
    equal([played, video.srcObject === stream], [1, true]);
  });

  it('lets go of the stream when it is removed', async () => {
    await mount(tile({ stream: camera() }));
    const video = get<HTMLVideoElement>('video');
    await unmount();
    await Promise.resolve();
    equal(video.srcObject, null);
  });

  it('goes on without sound where the browser holds it back, says so, and plays it on request', async () => {
    let allowed = false;
    HTMLMediaElement.prototype.play = async function play(this: HTMLMediaElement) {
      if (!allowed && !this.muted) throw new DOMException('', 'NotAllowedError');
    };
    const told: boolean[] = [];
    await mount(tile({ stream: camera(), onPlayback: (heldBack) => told.push(heldBack) }));
    await new Promise((resolve) => queueMicrotask(() => resolve(null)));
    const video = get<HTMLVideoElement>('video');
    equal([told, video.muted], [[true], true]);
    allowed = true;
    await get<HTMLElement & { play(): Promise<void> }>('call-window-participant').play();
    equal([told, video.muted], [[true, false], false]);
  });

  it('says of the next stream, too, that it is held back, and plays it with sound once it is not', async () => {
    let allowed = false;
    HTMLMediaElement.prototype.play = async function play(this: HTMLMediaElement) {
      if (!allowed && !this.muted) throw new DOMException('', 'NotAllowedError');
    };
    const told: boolean[] = [];
    const onPlayback = (heldBack: boolean): void => void told.push(heldBack);
    for (allowed of [false, false, true]) {
      await mount(tile({ stream: camera(), onPlayback }));
      await settled();
    }
    equal([told, get<HTMLVideoElement>('video').muted], [[true, true, false], false]);
  });

  it('lets a ring grow with the voice, and lets go of it', async () => {
    await sendKeys({ press: 'a' });
    const context = new AudioContext();
    const voice = new MediaStreamAudioDestinationNode(context);
    const tone = new OscillatorNode(context);
    tone.connect(voice);
    tone.start();
    await mount(tile({ kind: 'voice', stream: voice.stream }));
    const ring = get('.level');
    const loud = new Promise((resolve) => {
      new MutationObserver(() => Number(ring.style.getPropertyValue('--_level')) > 0.5 && resolve(true)).observe(ring, {
        attributes: true,
      });
    });
    equal(await loud, true);
    await unmount();
    equal(Number(ring.style.getPropertyValue('--_level')), 0);
    await context.close();
  });

  it('names nobody on the only tile unless there is something to say', async () => {
    await mount(tile({}));
    equal(find('.note'), null);
    await mount(tile({ who: peer({ sends: sends('off', 'on') }) }));
    ok(get('.note').textContent?.includes('Ben is muted'), 'muted');
    await mount(tile({ who: peer({ sends: sends('none', 'on') }) }));
    ok(get('.note').textContent?.includes('Ben has no microphone'), 'none');
  });
});
