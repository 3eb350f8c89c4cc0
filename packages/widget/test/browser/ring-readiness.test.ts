import { ringReadiness } from '../../src/ring-readiness.ts';
import { equal, ok } from '../elements/support.ts';

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
