import { RingTurn, takeTurn, watchTurn } from '../../src/adapters/ring-turn.ts';
import { RingTone } from '../../src/adapters/ring-tone.ts';
import { equal, ok } from '../elements/support.ts';
import { Log } from '../fakes/log.ts';
import { closed, realOutput, type Sounds, watchSounds } from './sounds.ts';

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
  const turns = new WeakMap<RingTone, RingTurn>();

  /** Each in its own place in the queue, which it keeps from one `play()` to the next. */
  function play(tone: RingTone | undefined, source: string | null = null): void {
    if (!tone) throw new Error('no such tone');
    const turn = turns.get(tone) ?? new RingTurn(name);
    turns.set(tone, turn);
    tone.play('ringtone', source, turn);
  }

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
    for (const tone of tones) play(tone);
    const first = await sounds.started.first(() => true);
    await waiting(2);
    return first;
  }

  const toneOf = (context: BaseAudioContext): RingTone => tones[sounds.contexts.indexOf(context as AudioContext)]!;

  it('sound one at a time', async () => {
    await ring();
    equal([sounds.contexts.length, sounds.started.entries.length, sounds.audible()], [3, 1, 1]);
  });

  it('hand over when the one that sounds is stopped', async () => {
    const first = await ring();
    const next = sounds.started.next();
    toneOf(first.context).stop();
    await Promise.all([next, closed(first.context)]);
    equal([sounds.started.entries.length, sounds.audible()], [2, 1]);
  });

  for (const [title, change] of [
    ['moves to another output', async (tone: RingTone) => void (tone.output = await realOutput())],
    ['changes its sound', async () => '/not-there.wav'],
  ] as const) {
    it(`let the one that sounds go on when it ${title}`, async () => {
      const { context } = await ring();
      const loud = toneOf(context);
      const source = await change(loud);
      const next = sounds.started.next();
      play(loud, source ?? null);
      equal([(await next).context === sounds.contexts[3], sounds.audible()], [true, 1]);
      await Promise.all([closed(context), waiting(2)]);
      equal([sounds.started.entries.length, sounds.audible()], [2, 1]);
      const another = sounds.started.next();
      loud.stop();
      ok(toneOf((await another).context) !== loud, 'and then they hand over');
    });
  }

  it('hand over when the one that sounds cannot begin again', async () => {
    const { context } = await ring();
    const loud = toneOf(context);
    const next = sounds.started.next();
    play(loud, '/not-there.wav');
    await sounds.contexts[3]!.suspend();
    ok(toneOf((await next).context) !== loud, 'another one');
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
    play(silent);
    const [context] = sounds.contexts;
    await heldBack.promise;
    sounds.restore();
    sounds = watchSounds();
    play(audible);
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
      for (const tone of tones) play(tone);
      while (sounds.started.entries.length < tones.length) await sounds.started.next();
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
    }
    equal(sounds.started.entries.length, 3);
  });
});

describe('whoever watches a turn', () => {
  let over: AbortController;
  let told: Log<boolean>;

  beforeEach(() => {
    name = `call-window-ring ${crypto.randomUUID()}`;
    over = new AbortController();
    told = new Log<boolean>();
  });

  afterEach(() => over.abort());

  const watch = (): Promise<void> => watchTurn(name, (isFree) => told.add(isFree), over.signal);

  /** Resolves when the watcher waits for the turn to be free again. */
  async function waits(): Promise<void> {
    for (let waiting = false; !waiting;) {
      const { pending = [] } = await navigator.locks.query();
      waiting = pending.some((lock) => lock.mode === 'shared' && lock.name?.startsWith(name));
    }
  }

  it('is told that it is free, taken, and free again', async () => {
    void watch();
    equal(await told.next(), true);
    const giveBack = await turn(over.signal);
    equal(await told.next(), false);
    giveBack();
    equal([await told.next(), told.entries], [true, [true, false, true]]);
  });

  it('is told nothing of a turn that goes from one to the next', async () => {
    const giveBack = await turn(over.signal);
    void watch();
    const next = turn(over.signal);
    giveBack();
    const giveBackToo = await next;
    await waits();
    const free = told.next(Boolean);
    giveBackToo();
    await free;
    equal(told.count(Boolean), 1);
  });

  it('keeps nobody from it, and leaves nothing behind', async () => {
    const watching = [watch(), watch()];
    await told.next();
    const giveBack = await turn(new AbortController().signal);
    over.abort();
    giveBack();
    await Promise.all(watching);
    for (let locks = [{}]; locks.length > 0;) {
      const { held = [], pending = [] } = await navigator.locks.query();
      locks = [...held, ...pending].filter((lock) => lock.name?.startsWith(name));
    }
  });

  it('takes it for free where the browser has no locks', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    try {
      await watch();
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
    }
    equal(told.entries, [true]);
  });

  it('takes it for free where the browser refuses locks', async () => {
    const { request } = navigator.locks;
    navigator.locks.request = () => Promise.reject(new DOMException('sandboxed', 'SecurityError'));
    try {
      await watch();
    } finally {
      navigator.locks.request = request;
    }
    equal(told.entries, [true]);
  });
});
