import { ScreenAwake } from '../../src/adapters/screen-awake.ts';
import { Log } from '../fakes/log.ts';
import { equal } from '../elements/support.ts';

/** A browser's wake lock, which a test takes back as hiding the page does. */
class FakeLock {
  released = false;
  readonly gone = Promise.withResolvers<void>();

  async release(): Promise<void> {
    this.released = true;
    this.gone.resolve();
  }
}

describe('a screen that is kept on', () => {
  let locks: Log<FakeLock>;
  let awake: ScreenAwake;
  let granted: Promise<void>;

  function provide(wakeLock: unknown): void {
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: wakeLock });
  }

  function setVisible(state: DocumentVisibilityState): void {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
    document.dispatchEvent(new Event('visibilitychange'));
  }

  beforeEach(() => {
    locks = new Log();
    granted = Promise.resolve();
    awake = new ScreenAwake();
    const request = async (): Promise<FakeLock> => {
      await granted;
      const lock = new FakeLock();
      locks.add(lock);
      return lock;
    };
    provide({ request });
  });

  afterEach(() => {
    awake.release();
    Reflect.deleteProperty(navigator, 'wakeLock');
    Reflect.deleteProperty(document, 'visibilityState');
  });

  it('may go dark again when it is let go', async () => {
    awake.hold();
    awake.hold();
    const lock = await locks.first(() => true);
    equal(lock.released, false);
    awake.release();
    await lock.gone.promise;
    equal(locks.entries.length, 1);
  });

  it('is kept on again when the page is seen again, and not before', async () => {
    awake.hold();
    await locks.first(() => true);
    setVisible('hidden');
    const next = locks.next();
    setVisible('visible');
    await next;
    equal(locks.entries.length, 2);
  });

  it('is not kept on by what is granted too late', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    granted = promise;
    awake.hold();
    awake.release();
    const late = locks.next();
    resolve();
    await (
      await late
    ).gone.promise;
  });

  it('is left alone where the browser refuses, or has no such thing', async () => {
    provide({ request: () => Promise.reject(new DOMException('low battery', 'NotAllowedError')) });
    awake.hold();
    awake.release();
    provide(undefined);
    awake.hold();
  });
});
