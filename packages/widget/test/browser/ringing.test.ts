import type { Incoming, Line } from '../../src/call/call-state.ts';
import { FREE_LINE } from '../../src/call/line.ts';
import { Ringing } from '../../src/ringing.ts';
import { ringReadiness } from '../../src/ring-readiness.ts';
import { inCall, outgoing } from '../../gallery/fixtures.ts';
import { grantOf } from '../call/fixtures.ts';
import { equal, ok } from '../elements/support.ts';
import { closed, type Sounds, watchSounds } from './sounds.ts';

function ringOf(id: string): Incoming {
  const { call, peers } = inCall('video', 'active');
  return { phase: 'incoming', call: { ...call, id, callerId: 'ben' }, peers };
}

function incoming(id: string = crypto.randomUUID()): Line {
  return { ...FREE_LINE, call: ringOf(id) };
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
    const waiting = [{ ring, grant: grantOf(ring.call), signals: [] }];
    here.follow({ ...FREE_LINE, call: inCall('voice', 'active'), waiting });
    equal((await sounds.started.first(() => true)).buffer?.duration, 8);
    there.follow({ ...FREE_LINE, call: ring });
    const context = sounds.contexts.at(-1);
    ok(context && sounds.contexts.length === 2, 'it begins to listen');
    await closed(context);
    const rings = sounds.started.next();
    here.follow({ ...FREE_LINE, call: ring });
    equal((await rings).buffer?.duration.toFixed(1), '3.2');
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

describe('whether a ring would be noticed', () => {
  const real = Notification;

  afterEach(() => {
    Object.assign(globalThis, { Notification: real });
    for (const name of ['getAutoplayPolicy', 'userActivation']) Reflect.deleteProperty(navigator, name);
  });

  function world(permission: NotificationPermission, policy: string | null, hasBeenActive: boolean | null): void {
    Object.assign(globalThis, { Notification: { permission } });
    const getAutoplayPolicy = policy === null ? undefined : () => policy;
    const userActivation = hasBeenActive === null ? undefined : { hasBeenActive };
    Object.defineProperty(navigator, 'getAutoplayPolicy', { value: getAutoplayPolicy, configurable: true });
    Object.defineProperty(navigator, 'userActivation', { value: userActivation, configurable: true });
  }

  it('names everything that is in the way', () => {
    world('default', null, false);
    equal(ringReadiness('connecting'), { ready: false, missing: ['sound', 'notifications', 'connection'] });
  });

  it('is ready when nothing is', () => {
    world('granted', null, true);
    const readiness = ringReadiness('connected');
    equal(readiness, { ready: true, missing: [] });
    ok(Object.isFrozen(readiness) && Object.isFrozen(readiness.missing), 'frozen');
  });

  it('believes the browser’s own word on autoplay before it guesses', () => {
    world('granted', 'allowed', false);
    equal(ringReadiness('connected').missing, []);
    world('granted', 'disallowed', true);
    equal(ringReadiness('connected').missing, ['sound']);
  });

  it('takes sound for free where the browser says nothing', () => {
    world('granted', null, null);
    equal(ringReadiness('connected').missing, []);
  });
});
