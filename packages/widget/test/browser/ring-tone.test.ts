import { RingTone } from '../../src/adapters/ring-tone.ts';
import { renderTone, type Tone } from '../../src/sounds/tones.ts';
import { equal, ok } from '../elements/support.ts';
import { until } from './events.ts';
import { closed, realOutput, type Sounds, watchSounds } from './sounds.ts';

const RATE = 48_000;
const TONES: readonly Tone[] = ['ringtone', 'ringback', 'waiting'];

describe('the tones', () => {
  const peak = (samples: Float32Array): number => samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);

  for (const tone of TONES) {
    it(`${tone} can be heard, and does not clip`, () => {
      const loudest = peak(renderTone(tone, RATE));
      ok(loudest > 0.05, `heard: ${loudest}`);
      ok(loudest < 1, `not clipped: ${loudest}`);
    });

    it(`${tone} begins and ends in silence, so that its repetition does not click`, () => {
      const samples = renderTone(tone, RATE);
      equal([samples[0], samples.at(-1)], [0, 0]);
      let jump = 0;
      for (let index = 1; index < samples.length; index += 1) {
        jump = Math.max(jump, Math.abs(samples[index]! - samples[index - 1]!));
      }
      ok(jump < 0.2, `no sample is far from the one before: ${jump}`);
    });

    it(`${tone} lasts as long at every sample rate`, () => {
      const seconds = (rate: number): number => renderTone(tone, rate).length / rate;
      equal(seconds(44_100).toFixed(3), seconds(RATE).toFixed(3));
    });
  }

  it('ringback sounds for one second in five', () => {
    const samples = renderTone('ringback', RATE);
    const sounding = samples.filter((sample) => Math.abs(sample) > 0.001).length;
    equal(samples.length / RATE, 5);
    ok(Math.abs(sounding / RATE - 1) < 0.05, `${sounding / RATE} s`);
  });
});

/** One second of silence as a WAV file. */
function silence(seconds: number): Uint8Array<ArrayBuffer> {
  const rate = 8_000;
  const length = rate * seconds;
  const view = new DataView(new ArrayBuffer(44 + length));
  const text = (at: number, word: string): void =>
    [...word].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, 36 + length, true);
  text(8, 'WAVEfmt ');
  [16, 0x0001_0001, rate, rate, 0x0008_0001].forEach((word, index) => view.setUint32(16 + 4 * index, word, true));
  text(36, 'data');
  view.setUint32(40, length, true);
  for (let index = 44; index < 44 + length; index += 1) view.setUint8(index, 128);
  return new Uint8Array(view.buffer);
}

describe('a ring tone', () => {
  const { fetch } = globalThis;
  let sounds: Sounds;
  let fetched: string[] = [];
  let tone: RingTone;

  beforeEach(() => {
    fetched = [];
    sounds = watchSounds();
    tone = new RingTone();
  });

  afterEach(() => {
    tone.stop();
    sounds.restore();
    globalThis.fetch = fetch;
  });

  function serve(respond: (signal: AbortSignal | null | undefined) => Promise<Response>): void {
    globalThis.fetch = (input, init) => {
      fetched.push(String(input));
      return respond(init?.signal);
    };
  }

  /** Length of what plays, which tells the tones apart. */
  async function seconds(): Promise<string | undefined> {
    const player = await sounds.started.first(() => true);
    equal(player.loop, true);
    return player.buffer?.duration.toFixed(1);
  }

  it('plays the built-in ringtone over and over', async () => {
    tone.play('ringtone');
    equal(await seconds(), '3.2');
  });

  it('opens no audio device when it is off', () => {
    tone.play('ringtone', 'off');
    tone.play(null);
    equal(sounds.contexts.length, 0);
  });

  it('falls silent when it is turned off while it plays', async () => {
    tone.play('ringtone');
    await seconds();
    tone.play('ringtone', 'off');
    await closed(sounds.contexts[0]!);
    equal(
      sounds.contexts.map(({ state }) => state),
      ['closed'],
    );
  });

  it('gives the audio device back when it is stopped', async () => {
    tone.play('ringtone');
    await seconds();
    tone.stop();
    await closed(sounds.contexts[0]!);
    equal(sounds.contexts[0]!.state, 'closed');
  });

  it('is silent the moment it is stopped, though the audio device is given back later', async () => {
    tone.play('ringtone');
    await seconds();
    const context = sounds.contexts[0]!;
    await until(context, 'statechange', () => context.state === 'running');
    equal(sounds.audible(), 1);
    tone.stop();
    equal([sounds.audible(), context.state], [0, 'running']);
  });

  it('does not start over when it is told to play what it plays', async () => {
    tone.play('ringtone');
    await seconds();
    tone.play('ringtone');
    tone.play('ringtone', null);
    equal(
      [sounds.contexts.length, sounds.started.entries.length, sounds.contexts[0]!.state === 'closed'],
      [1, 1, false],
    );
  });

  it('starts again after it was stopped', async () => {
    tone.play('ringtone');
    await seconds();
    tone.stop();
    const again = sounds.started.next();
    tone.play('ringtone');
    await again;
    equal(sounds.contexts.length, 2);
  });

  it('plays one tone at a time', async () => {
    tone.play('ringtone');
    await seconds();
    const next = sounds.started.next();
    tone.play('ringback');
    await closed(sounds.contexts[0]!);
    equal((await next).buffer?.duration, 5);
    equal(sounds.contexts[0]!.state, 'closed');
  });

  it('plays the host’s sound', async () => {
    serve(async () => new Response(silence(1)));
    tone.play('ringtone', '/host.wav');
    equal([await seconds(), fetched], ['1.0', ['/host.wav']]);
  });

  const failures: readonly (readonly [string, () => Promise<Response>])[] = [
    ['is not found', async () => new Response('not here', { status: 404 })],
    ['is not found, with a sound to say so', async () => new Response(silence(1), { status: 404 })],
    ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['is no sound', async () => new Response('<!doctype html>')],
  ];
  for (const [title, respond] of failures) {
    it(`rings with the built-in tone when the host’s sound ${title}`, async () => {
      serve(respond);
      tone.play('ringtone', '/host.wav');
      equal([await seconds(), fetched], ['3.2', ['/host.wav']]);
    });
  }

  it('plays the built-in ringtone when the sound does not arrive', async () => {
    serve(
      (signal) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    tone.play('ringtone', '/hangs.wav');
    equal(await seconds(), '3.2');
  });

  it('does not begin to ring when it was stopped while the sound was on its way', async () => {
    const response = Promise.withResolvers<Response>();
    serve(() => response.promise);
    tone.play('ringtone', '/slow.wav');
    tone.stop();
    response.resolve(new Response('not here', { status: 404 }));
    // As long as another tone takes to begin, this one does not.
    tone.play('ringback');
    equal(await seconds(), '5.0');
    equal(sounds.started.entries.length, 1);
  });

  it('begins to sound with the next click where autoplay rules kept it silent', async () => {
    tone.play('ringtone');
    await seconds();
    const [context] = sounds.contexts;
    await context!.suspend();
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    await until(context!, 'statechange', () => context!.state === 'running');
    equal(context!.state, 'running');
  });

  /** `sinkId` is not in TypeScript's library yet (W3C Web Audio 1.1). */
  const outputsUsed = (): readonly unknown[] =>
    sounds.contexts.map((context) => (context as { sinkId?: unknown }).sinkId);

  it('sounds on the default output unless another is chosen', async () => {
    tone.play('ringtone');
    await seconds();
    equal(outputsUsed(), ['']);
  });

  it('sounds on the chosen output, and moves when another is chosen while it plays', async () => {
    const output = await realOutput();
    tone.output = output;
    tone.play('ringtone');
    await seconds();
    const moved = sounds.started.next();
    tone.output = '';
    tone.play('ringtone');
    await moved;
    await closed(sounds.contexts[0]!);
    equal(outputsUsed(), [output, '']);
  });

  it('is heard on the default output when the chosen one is gone', async () => {
    tone.output = 'unplugged';
    tone.play('ringback');
    const { context } = await sounds.started.first(() => true);
    const isMoved = (): boolean => outputsUsed()[0] === '';
    await Promise.race(['sinkchange', 'statechange'].map((type) => until(context, type, isMoved)));
    // What ends was played.
    const moment = new AudioBufferSourceNode(context, { buffer: context.createBuffer(1, 480, 48_000) });
    moment.connect(context.destination);
    moment.start();
    await new Promise((resolve) => moment.addEventListener('ended', resolve));
    equal([outputsUsed(), context.state], [[''], 'running']);
  });
});
