import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { ann, inCall, media, outgoing } from '../../gallery/fixtures.ts';
import type { MicrophoneState, OnStage } from '../../src/call/call-state.ts';
import { isTalking, NOT_BEFORE, STAYS } from '../../src/elements/muted-notice.ts';
import { FakeClock } from './fake-clock.ts';
import { equal, find, focused, get, mount, nextEvent, ok, requestsDuring, settled, shows, unmount } from './support.ts';

const call = (microphone: MicrophoneState): OnStage => ({ ...inCall('video', 'active'), media: media(microphone) });

const stage = (onStage: OnStage | null, voice: MediaStream | null) =>
  html`<call-window-stage .call=${onStage} .self=${ann} .voice=${voice}></call-window-stage>`;

describe('a voice in the microphone', () => {
  it('is more than a cough', () => {
    equal([isTalking([0, 0.9, 0.9, 0, 0, 0]), isTalking([0.5, 0, 0.6, 0.5, 0.4, 0])], [false, true]);
    equal(isTalking([0.1, 0.1, 0.1, 0.1, 0.1, 0.1]), false, 'noise');
  });
});

describe('whoever talks while they are muted', () => {
  let clock: FakeClock;
  let context: AudioContext;
  let voice: MediaStream;
  let copies: MediaStreamTrack[];
  const { clone } = MediaStreamTrack.prototype;

  beforeEach(async () => {
    await sendKeys({ press: 'a' });
    context = new AudioContext();
    const destination = new MediaStreamAudioDestinationNode(context);
    const tone = new OscillatorNode(context);
    tone.connect(destination);
    tone.start();
    voice = destination.stream;
    for (const track of voice.getTracks()) track.enabled = false;
    copies = [];
    MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
      const copy = clone.call(this);
      copies.push(copy);
      return copy;
    };
    clock = new FakeClock();
  });

  afterEach(async () => {
    await unmount();
    clock.restore();
    MediaStreamTrack.prototype.clone = clone;
    await context.close();
  });

  /** Resolves when so many seconds more have sounded. */
  async function sounds(seconds: number): Promise<void> {
    const tone = new OscillatorNode(context);
    tone.connect(new GainNode(context, { gain: 0 })).connect(context.destination);
    const ended = nextEvent(tone, 'ended');
    tone.start();
    tone.stop(context.currentTime + seconds);
    await ended;
  }

  /** Lets readings be taken until the notice is there: how soon sound flows, the browser knows. */
  async function reads(): Promise<void> {
    while (!find('.muted-note')) {
      clock.pass(100);
      await sounds(0.05);
      await settled();
    }
  }

  it('reads that they are, and can unmute right there', async () => {
    await mount(stage(call('muted'), voice));
    await reads();
    ok(shows("You're muted"), 'said');
    get('.muted-action').focus();
    equal(await requestsDuring(() => get('.muted-action').click()), [{ type: 'set-muted', muted: false }]);
    await mount(stage(call('live'), voice));
    equal([find('.muted-note'), focused() === get('.stage')], [null, true], 'gone, and the focus is not');
  });

  it('reads it for a moment, and not again for half a minute', async () => {
    await mount(stage(call('muted'), voice));
    await reads();
    clock.pass(STAYS);
    await settled();
    equal(find('.muted-note'), null);
    clock.pass(NOT_BEFORE - STAYS - 1_000);
    await settled();
    equal(find('.muted-note'), null, 'talks on');
    const before = clock.now;
    await reads();
    ok(clock.now - before >= 900, `again ${clock.now - before} ms later`);
  });

  it('reads it for as long as they are about to press its button', async () => {
    await mount(stage(call('muted'), voice));
    await reads();
    get('.muted-action').focus();
    clock.pass(STAYS);
    await settled();
    ok(find('.muted-note'), 'still there');
    get('.stage').focus();
    clock.pass(STAYS);
    await settled();
    equal(find('.muted-note'), null);
  });

  it('is listened to on a copy that ends with the silence, while the track itself stays silent', async () => {
    await mount(stage(call('muted'), voice));
    const states = (): unknown[] => [voice.getTracks(), copies].map((tracks) => tracks.map(state));
    const state = ({ enabled, readyState }: MediaStreamTrack): string => `${enabled} ${readyState}`;
    equal(states(), [['false live'], ['true live']]);
    await mount(stage(call('live'), voice));
    equal(states(), [['false live'], ['true ended']]);
    await mount(stage(call('muted'), voice));
    await unmount();
    equal(states(), [['false live'], ['true ended', 'true ended']], 'with the call');
  });

  it('is listened to in a call only, and while they are muted', async () => {
    await mount(stage(call('live'), voice));
    await mount(stage({ ...outgoing('video', 'ringing'), media: media('muted') }, voice));
    await mount(stage(null, voice));
    equal(copies.length, 0);
  });
});
