import type { EndReason, Incoming, Line, WaitingRing } from '../../src/call/call-state.ts';
import { FREE_LINE } from '../../src/call/line.ts';
import { Ringing } from '../../src/ringing.ts';
import { inCall, outgoing } from '../../gallery/fixtures.ts';
import { grantOf } from '../call/fixtures.ts';
import { equal, nextEvent, ok } from '../elements/support.ts';
import { closed, type Sounds, watchSounds } from './sounds.ts';

function ringOf(id: string): Incoming {
  const { call, peers } = inCall('video', 'active');
  return { phase: 'incoming', call: { ...call, id, callerId: 'ben' }, peers };
}

function incoming(id: string = crypto.randomUUID()): Line {
  return { ...FREE_LINE, call: ringOf(id) };
}

function waitingOf(ring: Incoming): WaitingRing {
  return { ring, grant: grantOf(ring.call), signals: [] };
}

describe('ringing', () => {
  let sounds: Sounds;
  let settings = {
    ringtone: null as string | null,
    ringback: null as string | null,
    doNotDisturb: false,
    ringer: '',
    speaker: '',
  };
  let changes = Promise.withResolvers<void>();
  let open: Ringing[] = [];
  const userId = crypto.randomUUID();

  function page(): Ringing {
    const ringing = new Ringing(
      { server: 'https://calls.example', userId },
      () => settings,
      () => changes.resolve(),
    );
    open.push(ringing);
    return ringing;
  }

  beforeEach(() => {
    settings = { ringtone: null, ringback: null, doNotDisturb: false, ringer: '', speaker: '' };
    changes = Promise.withResolvers();
    sounds = watchSounds();
    open = [];
  });

  afterEach(() => {
    for (const ringing of open) ringing.close();
    sounds.restore();
  });

  it('opens no audio device while the user is not to be disturbed', () => {
    settings.doNotDisturb = true;
    const here = page();
    here.follow(incoming());
    equal([sounds.contexts.length, here.soundHeldBack], [0, false]);
  });

  it('falls silent, and begins again, when that is switched during a ring', async () => {
    const here = page();
    here.follow(incoming());
    const { context } = await sounds.started.next();
    settings.doNotDisturb = true;
    here.refresh();
    await closed(context);
    settings.doNotDisturb = false;
    const again = sounds.started.next();
    here.refresh();
    await again;
    equal(sounds.audible(), 1);
  });

  it('plays ringback to a caller who is not to be disturbed', async () => {
    settings.doNotDisturb = true;
    page().follow({ ...FREE_LINE, call: outgoing('voice', 'ringing', { standing: 'ringing' }) });
    equal((await sounds.started.first(() => true)).buffer?.duration, 5);
  });

  it('plays ringback whatever the ringtone is, and none when that is off', async () => {
    const line = { ...FREE_LINE, call: outgoing('voice', 'ringing', { standing: 'ringing' }) };
    settings = { ...settings, ringtone: 'off' };
    const here = page();
    here.follow(line);
    const { context, buffer } = await sounds.started.first(() => true);
    equal(buffer?.duration, 5);
    settings = { ...settings, ringback: 'off' };
    here.refresh();
    await closed(context);
    equal(sounds.audible(), 0);
  });

  it('interrupts a call with a soft tone of its own, and keeps the other pages silent', async () => {
    const [here, there] = [page(), page()];
    const ring = ringOf(crypto.randomUUID());
    here.follow({ ...FREE_LINE, call: inCall('voice', 'active'), waiting: [waitingOf(ring)] });
    equal((await sounds.started.first(() => true)).buffer?.duration, 8);
    there.follow({ ...FREE_LINE, call: ring });
    const context = sounds.contexts.at(-1);
    ok(context && sounds.contexts.length === 2, 'it begins to listen');
    await closed(context);
    const rings = sounds.started.next();
    here.follow({ ...FREE_LINE, call: ring });
    equal((await rings).buffer?.duration.toFixed(1), '3.2');
  });

  describe('while one page talks and somebody else calls', () => {
    let ring: Incoming;
    let talks: Line;
    let here: Ringing;
    let there: Ringing;

    beforeEach(async () => {
      ring = ringOf(crypto.randomUUID());
      talks = { ...FREE_LINE, call: inCall('voice', 'active'), waiting: [waitingOf(ring)] };
      [here, there] = [page(), page()];
      here.follow(talks);
      await sounds.started.first(() => true);
      there.follow({ ...FREE_LINE, call: ring });
      await closed(sounds.contexts[1]!);
    });

    /** Resolves when every page has heard what was said so far. */
    async function heardByAll(): Promise<void> {
      await Promise.resolve();
      const name = `call-window-ring https://calls.example ${userId}`;
      const [says, hears] = [new BroadcastChannel(name), new BroadcastChannel(name)];
      const heard = nextEvent(hears, 'message');
      says.postMessage({ asks: 'nobody' });
      await heard;
      for (const channel of [says, hears]) channel.close();
    }

    const over = (reason: EndReason): Line => {
      const ended = { call: ring.call, peers: ring.peers, reason, tookPart: false, final: false };
      return { ...talks, waiting: [], closing: [ended] };
    };

    for (const [title, leave] of [
      ['is closed', () => here.close()],
      ['knows no more of it', () => here.follow(FREE_LINE)],
      // As a session does.
      ['gives up its calls and is closed', () => [here.follow(FREE_LINE), here.close()]],
    ] as const) {
      it(`rings in the others when that page ${title}`, async () => {
        const rings = sounds.started.next();
        leave();
        equal((await rings).buffer?.duration.toFixed(1), '3.2');
      });
    }

    for (const [title, lines] of [
      // A call that waits is taken up before it is answered.
      [
        'answered',
        () => [
          { ...talks, call: FREE_LINE.call },
          { ...FREE_LINE, call: ring },
          { ...FREE_LINE, call: { ...inCall('voice', 'connecting'), call: ring.call } },
        ],
      ],
      ['declined', () => [over('declined')]],
      ['given up', () => [over('unanswered')]],
    ] as const) {
      it(`rings in no other page when it is ${title} here`, async () => {
        for (const line of lines()) here.follow(line);
        await heardByAll();
        here.close();
        await heardByAll();
        equal(sounds.contexts.length, 2);
      });
    }

    it('rings in no other page when it is declined here just before the page is closed', async () => {
      here.follow(over('declined'));
      here.close();
      await heardByAll();
      equal(sounds.contexts.length, 2);
    });

    it('stays silent where the user has silenced it', async () => {
      there.silence();
      here.close();
      await heardByAll();
      equal(sounds.contexts.length, 2);
    });

    it('stays silent as long as a third page talks, too', async () => {
      const third = page();
      third.follow(talks);
      await sounds.started.next();
      here.close();
      await heardByAll();
      await Promise.all([0, 1, 3].flatMap((index) => sounds.contexts[index] ?? []).map(closed));
      equal(sounds.audible(), 1, 'the soft tone in the third');
      const rings = sounds.started.next(({ buffer }) => buffer?.duration !== 8);
      third.close();
      await rings;
    });
  });

  it('is silenced in every page of the browser, for this call and no other', async () => {
    const [here, there] = [page(), page()];
    const ring = incoming();
    here.follow(ring);
    there.follow(ring);
    await sounds.started.first(() => true);
    there.silence();
    await Promise.all(sounds.contexts.map(closed));
    equal(sounds.started.entries.length, 1);
    const next = sounds.started.next();
    here.follow(incoming());
    await next;
    equal(sounds.audible(), 1);
  });

  it('is silent, too, in a page that was opened after it was silenced', async () => {
    const here = page();
    const ring = incoming();
    here.follow(ring);
    here.silence();
    const later = page();
    later.follow(ring);
    const context = sounds.contexts.at(-1);
    ok(context && sounds.contexts.length === 2, 'it begins to listen');
    await closed(context);
    equal(sounds.audible(), 0);
  });

  it('goes on in the page where it is heard when that page changes its sound', async () => {
    const [here, there] = [page(), page()];
    const ring = incoming();
    here.follow(ring);
    await sounds.started.first(() => true);
    there.follow(ring);
    const next = sounds.started.next();
    settings = { ...settings, ringtone: '/not-there.wav' };
    here.refresh();
    equal([(await next).context === sounds.contexts[2], sounds.audible()], [true, 1]);
  });

  it('does not start over when something else about the call changes', async () => {
    const here = page();
    const ring = incoming();
    here.follow(ring);
    await sounds.started.first(() => true);
    here.follow({ ...ring, waiting: [] });
    equal(sounds.contexts.length, 1);
  });

  it('says that its sound is held back, until it is enabled', async () => {
    sounds.restore();
    sounds = watchSounds('held-back');
    const here = page();
    here.follow(incoming());
    await changes.promise;
    equal([here.soundHeldBack, sounds.started.entries.length], [true, 0]);
    changes = Promise.withResolvers();
    here.enableSound();
    await Promise.all([changes.promise, sounds.started.first(() => true)]);
    equal([here.soundHeldBack, sounds.audible()], [false, 1]);
  });

  it('misses no sound while another page of the browser rings, and does when that one is gone', async () => {
    const ring = incoming();
    sounds.restore();
    sounds = watchSounds('held-back');
    const blocked = page();
    blocked.follow(ring);
    await changes.promise;
    equal(blocked.soundHeldBack, true);
    changes = Promise.withResolvers();
    sounds.restore();
    sounds = watchSounds();
    const audible = page();
    audible.follow(ring);
    await changes.promise;
    equal([blocked.soundHeldBack, audible.soundHeldBack], [false, false]);
    changes = Promise.withResolvers();
    audible.close();
    await changes.promise;
    equal(blocked.soundHeldBack, true);
  });

  for (const [title, quietly, silent] of [
    ['without a sound while the user is not to be disturbed', { doNotDisturb: true }, true],
    ['without a sound where the ringtone is off', { ringtone: 'off' }, true],
    ['with its sound otherwise', {}, false],
  ] as const) {
    it(`shows a notification ${title}`, () => {
      const real = Notification;
      const shown: (boolean | null | undefined)[] = [];
      class FakeNotification extends EventTarget {
        static readonly permission = 'granted';
        constructor(_heading: string, { silent }: NotificationOptions) {
          super();
          shown.push(silent);
        }
        close(): void {}
      }
      Object.assign(globalThis, { Notification: FakeNotification });
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      try {
        Object.assign(settings, quietly);
        const here = page();
        here.follow(incoming());
        here.close();
      } finally {
        Object.assign(globalThis, { Notification: real });
        Reflect.deleteProperty(document, 'visibilityState');
      }
      equal(shown, [silent]);
    });
  }

  it('holds nothing back any more once it is over', async () => {
    sounds.restore();
    sounds = watchSounds('held-back');
    const here = page();
    here.follow(incoming());
    await changes.promise;
    here.follow(FREE_LINE);
    equal(here.soundHeldBack, false);
  });
});
