import { takeTurn } from '../../src/adapters/ring-turn.ts';
import { RingTone } from '../../src/adapters/ring-tone.ts';
import { equal } from '../elements/support.ts';
import { closed, type Sounds, watchSounds } from './sounds.ts';

let name = '';
const turn = (unwanted: AbortSignal): Promise<() => void> => takeTurn(name, unwanted);

/** Resolves when so many wait for the turn. */
async function waiting(count: number): Promise<void> {
  for (;;) {
    const { pending = [] } = await navigator.locks.query();
    if (pending.filter((lock) => lock.name === name).length === count) return;
  }
}

describe('ring tones that take turns', () => {
  let sounds: Sounds;
  let tones: RingTone[] = [];

  beforeEach(() => {
    name = `call-window-ring ${crypto.randomUUID()}`;
    sounds = watchSounds();
    tones = [new RingTone(), new RingTone(), new RingTone()];
  });

  afterEach(() => {
    for (const tone of tones) tone.stop();
    sounds.restore();
  });

  /** All three ring; resolves when one sounds and two wait. */
  async function ring(): Promise<AudioBufferSourceNode> {
    for (const tone of tones) tone.play('ringtone', null, turn);
    const first = await sounds.started.first(() => true);
    await waiting(2);
    return first;
  }

  it('sound one at a time', async () => {
    await ring();
    equal([sounds.contexts.length, sounds.started.entries.length, sounds.audible()], [3, 1, 1]);
  });

  it('hand over when the one that sounds is stopped', async () => {
    const first = await ring();
    const next = sounds.started.next();
    tones[sounds.contexts.indexOf(first.context as AudioContext)]?.stop();
    await Promise.all([next, closed(first.context)]);
    equal([sounds.started.entries.length, sounds.audible()], [2, 1]);
  });

  it('hand over when the one that sounds is held back, and take part again afterwards', async () => {
    const first = await ring();
    const context = first.context as AudioContext;
    const next = sounds.started.next();
    await context.suspend();
    await next;
    equal(sounds.audible(), 1);
    await context.resume();
    await waiting(2);
    equal([sounds.started.entries.length, sounds.audible()], [2, 1]);
  });

  it('never begin while they are held back', async () => {
    sounds.restore();
    sounds = watchSounds('held-back');
    const heldBack = Promise.withResolvers<void>();
    const silent = new RingTone(() => heldBack.resolve());
    const [audible] = tones;
    tones.push(silent);
    silent.play('ringtone', null, turn);
    const [context] = sounds.contexts;
    await heldBack.promise;
    sounds.restore();
    sounds = watchSounds();
    audible?.play('ringtone', null, turn);
    await sounds.started.first(() => true);
    equal([context?.state, silent.heldBack, audible?.heldBack], ['suspended', true, false]);
    silent.unlock();
    await waiting(1);
    equal([sounds.audible(), silent.heldBack], [1, false]);
  });

  it('let nobody begin when a ring ends for all of them', async () => {
    const first = await ring();
    for (const tone of tones) tone.stop();
    await closed(first.context);
    await waiting(0);
    equal(sounds.started.entries.length, 1);
  });

  it('all sound where the browser has no locks', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    try {
      for (const tone of tones) tone.play('ringtone', null, turn);
      while (sounds.started.entries.length < tones.length) await sounds.started.next();
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
    }
    equal(sounds.started.entries.length, 3);
  });
});
