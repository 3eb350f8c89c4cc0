import { CallLock } from '../../src/adapters/call-lock.ts';
import { equal } from '../elements/support.ts';
import { lockOf, openOtherPage, type OtherPage } from './other-page.ts';

describe('the lock of a call', () => {
  let callId = '';
  let other: OtherPage;
  let lock: CallLock;

  beforeEach(async () => {
    callId = crypto.randomUUID();
    other = await openOtherPage();
    lock = new CallLock();
  });

  afterEach(() => {
    lock.release();
    other.go();
  });

  /** Resolves when so many pages have the lock. */
  async function held(count: number, id = callId): Promise<void> {
    while ((await lockOf(id)).held !== count);
  }

  it('is taken by one page only', async () => {
    equal(await new other.CallLock().take(callId), true);
    equal(await lock.take(callId), false);
    equal(await lockOf(callId), { held: 1, pending: 0 });
  });

  it('is another one for another call', async () => {
    await new other.CallLock().take(callId);
    equal(await lock.take(crypto.randomUUID()), true);
  });

  it('is let go by a page that goes, and then the one that waits has it', async () => {
    await new other.CallLock().take(callId);
    const taken = lock.take(callId);
    other.go();
    equal(await taken, true);
  });

  it('is let go by a page whose call is over', async () => {
    const theirs = new other.CallLock();
    await theirs.take(callId);
    const taken = lock.take(callId);
    theirs.release();
    equal(await taken, true);
  });

  it('is taken once by the page that is in the call, however often it says so', async () => {
    lock.hold(callId);
    lock.hold(callId);
    await held(1);
    lock.hold(callId);
    equal(await lockOf(callId), { held: 1, pending: 0 });
  });

  it('is given up for that of the next call', async () => {
    lock.hold(callId);
    await held(1);
    const next = crypto.randomUUID();
    lock.hold(next);
    await Promise.all([held(0), held(1, next)]);
  });

  it('is not kept by who gave up waiting for it', async () => {
    await new other.CallLock().take(callId);
    const taken = lock.take(callId);
    lock.release();
    other.go();
    await taken;
    await held(0);
  });

  it('is tried again by a page that is in the call and did not get it in time', async () => {
    const theirs = new other.CallLock();
    await theirs.take(callId);
    equal(await lock.take(callId), false);
    theirs.release();
    await held(0);
    lock.hold(callId);
    await held(1);
  });

  it('is had by nobody where the browser has no locks', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    try {
      equal(await lock.take(callId), false);
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
    }
  });
});
