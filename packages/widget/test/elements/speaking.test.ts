import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { inCall, peer, sends } from '../../gallery/fixtures.ts';
import type { InCall } from '../../src/call/call-state.ts';
import { equal, get, mount, ok, unmount } from './support.ts';

const tile = (
  stream: MediaStream | null,
  { phase = 'active', solo = true }: Partial<InCall & { solo: boolean }> = {},
) =>
  html`<div style="inline-size: 640px; block-size: 360px; display: grid">
    <call-window-participant
      .peer=${peer({ sends: sends('on', 'on') })}
      .kind=${inCall('video', 'active').call.kind}
      .phase=${phase}
      .stream=${stream}
      ?solo=${solo}
    ></call-window-participant>
  </div>`;

/** When it is first seen, or no longer, that they speak. */
function speaks(wanted: boolean): Promise<void> {
  const box = get('.tile');
  return new Promise((resolve) => {
    const look = (): void => {
      if (box.hasAttribute('data-speaking') === wanted) resolve();
    };
    new MutationObserver(look).observe(box, { attributes: true });
    look();
  });
}

const sign = () => getComputedStyle(get('.speaking'));

describe('somebody who speaks in a video call', () => {
  let context: AudioContext;
  let voice: MediaStream;
  let loudness: GainNode;

  beforeEach(async () => {
    await sendKeys({ press: 'a' });
    context = new AudioContext();
    const destination = new MediaStreamAudioDestinationNode(context);
    const tone = new OscillatorNode(context);
    loudness = new GainNode(context);
    tone.connect(loudness).connect(destination);
    tone.start();
    voice = destination.stream;
  });

  afterEach(async () => {
    await unmount();
    await context.close();
  });

  it('is seen to, and no longer when they are silent', async () => {
    await mount(tile(voice));
    await speaks(true);
    loudness.gain.value = 0;
    await speaks(false);
    loudness.gain.value = 1;
    await speaks(true);
  });

  it('has a ring around their tile where there are several, and a small sign where one fills the stage', async () => {
    await mount(tile(voice, { solo: false }));
    await speaks(true);
    const box = get('call-window-participant').getBoundingClientRect();
    const ring = get('.speaking').getBoundingClientRect();
    equal([ring.width, ring.height, sign().pointerEvents], [box.width, box.height, 'none']);
    await mount(tile(voice));
    equal([sign().inlineSize, get('.speaking').getAttribute('aria-hidden')], ['28px', 'true']);
  });

  it('moves the sign in steps that are there at once, as each costs a frame of the page', async () => {
    loudness.gain.value = 0.05;
    await mount(tile(voice));
    await speaks(true);
    const level = Number(get('.speaking').style.getPropertyValue('--_level'));
    ok(level > 0 && level < 1 && Number.isInteger(level * 4), `a step: ${level}`);
    equal(getComputedStyle(get('.speaking i')).transitionDuration, '0s');
  });

  it('is not seen to while nothing is heard of them', async () => {
    await mount(tile(voice));
    await speaks(true);
    await mount(tile(voice, { phase: 'reconnecting' }));
    equal(get('.tile').hasAttribute('data-speaking'), false, 'reconnecting');
    await mount(tile(voice));
    await speaks(true);
    await mount(tile(null));
    equal(get('.tile').hasAttribute('data-speaking'), false, 'without a stream');
  });
});
