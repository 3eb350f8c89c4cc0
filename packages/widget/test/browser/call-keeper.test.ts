import { KeptCalls } from '../../src/adapters/kept-calls.ts';
import { CallKeeper } from '../../src/call-keeper.ts';
import { keptFrom } from '../../src/call/kept-call.ts';
import { asAnn, CALL_ID, IDLE, tell, toActive, toRinging } from '../call/fixtures.ts';
import { equal, ok } from '../elements/support.ts';
import { lockOf, openOtherPage, type OtherPage } from './other-page.ts';

const OWNER = { server: 'https://calls.example.com', userId: 'ann' };
const active = tell(asAnn, toActive).state;
const muted = tell(asAnn, [{ type: 'set-muted', muted: true }], active).state;
const kept = keptFrom(active)!;
const TERMS = { graceMilliseconds: 60_000, clockOffset: 0 };
const ENTRY = { kept, deviceId: '2f0d4f0e-7d52-4b0e-9a44-5d3f0f6f2b77', terms: TERMS, at: Date.now() };

/** What the tab has of the owner's call, as it is stored. */
const KEY = `call-window ${JSON.stringify([OWNER.server, OWNER.userId])}`;

describe('calls that are kept for the next page', () => {
  const calls = new KeptCalls(OWNER);
  const { setItem } = Storage.prototype;

  afterEach(() => {
    Storage.prototype.setItem = setItem;
    sessionStorage.clear();
  });

  it('are read as they were kept, until they are forgotten', () => {
    equal(calls.read(), null);
    calls.keep(ENTRY);
    equal(new KeptCalls(OWNER).read(), ENTRY);
    calls.forget();
    equal(calls.read(), null);
  });

  it('are those of one user of one server', () => {
    calls.keep(ENTRY);
    equal(new KeptCalls({ ...OWNER, userId: 'ben' }).read(), null);
    equal(new KeptCalls({ ...OWNER, server: 'https://other.example.com' }).read(), null);
  });

  const junk: readonly unknown[] = [
    ...['', 'null', '{', '[]', '"call"', '0', `${'['.repeat(5_000)}`].map((text) => ({ text })),
    {},
    { kept },
    { ...ENTRY, deviceId: 'Robert' },
    { ...ENTRY, deviceId: 7 },
    { ...ENTRY, at: null },
    { ...ENTRY, terms: { graceMilliseconds: -1, clockOffset: 0 } },
    { ...ENTRY, kept: { ...kept, call: null } },
    { ...ENTRY, kept: { ...kept, call: { ...kept.call, id: '' } } },
    { ...ENTRY, kept: { ...kept, direction: 'sideways' } },
    { ...ENTRY, kept: { ...kept, camera: true } },
    { ...ENTRY, kept: { ...kept, muted: 'yes' } },
    { ...ENTRY, kept: { ...kept, attempts: { ben: -1 } } },
    { ...ENTRY, kept: { ...kept, attempts: { ben: 1.5 } } },
    { ...ENTRY, kept: { ...kept, attempts: null } },
  ];
  for (const entry of junk) {
    const text = (entry as { text?: string }).text ?? JSON.stringify(entry);
    it(`are none where there is something else: ${text.slice(0, 40)}…${text.slice(-40)}`, () => {
      sessionStorage.setItem(KEY, text);
      equal(calls.read(), null);
    });
  }

  it('are none where there is no room; least of all one as it was before', () => {
    calls.keep(ENTRY);
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    calls.keep({ ...ENTRY, kept: keptFrom(muted)! });
    equal(calls.read(), null);
  });

  it('are none where nothing may be stored', () => {
    const original = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage')!;
    Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('sandboxed', 'SecurityError');
      },
    });
    try {
      calls.keep(ENTRY);
      equal(calls.read(), null);
      calls.forget();
    } finally {
      Object.defineProperty(globalThis, 'sessionStorage', original);
    }
  });
});

describe('who keeps calls over a reload', () => {
  let before: OtherPage;
  let keepers: CallKeeper[] = [];

  beforeEach(async () => {
    before = await openOtherPage();
  });

  afterEach(() => {
    before.go();
    for (const keeper of keepers) keeper.close();
    keepers = [];
    sessionStorage.clear();
  });

  function next(): CallKeeper {
    const keeper = new CallKeeper(OWNER);
    keepers.push(keeper);
    return keeper;
  }

  /** The page before is in the call. Resolves when it has its lock. */
  async function inCall(): Promise<CallKeeper> {
    const keeper = new before.CallKeeper(OWNER);
    keeper.follow(active, TERMS);
    while ((await lockOf(CALL_ID)).held === 0);
    return keeper;
  }

  it('gives the call to the next page, by the name that the server knows', async () => {
    const { deviceId } = await inCall();
    before.go();
    const keeper = next();
    equal(keeper.hasCall, true);
    equal((await keeper.takeUp())?.kept, kept);
    equal([keeper.deviceId, keeper.hasCall], [deviceId, false]);
  });

  it('gives the call as it was last', async () => {
    (await inCall()).follow(muted, TERMS);
    before.go();
    equal((await next().takeUp())?.kept.muted, true);
  });

  it('gives it to nobody as long as that page is there: a duplicated tab has a name of its own', async () => {
    const { deviceId } = await inCall();
    const keeper = next();
    equal(await keeper.takeUp(), null);
    ok(keeper.deviceId !== deviceId, 'a name of its own');
    equal(new CallKeeper(OWNER).hasCall, false);
  });

  it('gives nothing that was left longer ago than a call waits', async () => {
    await inCall();
    before.go();
    const entry = new KeptCalls(OWNER).read()!;
    new KeptCalls(OWNER).keep({ ...entry, at: Date.now() - 71_000 });
    equal(await next().takeUp(), null);
    equal(next().hasCall, false);
  });

  it('gives with it what the server said of its clock and its terms', async () => {
    const terms = { graceMilliseconds: 20_000, clockOffset: 3_600_000 };
    (await inCall()).follow(active, terms);
    before.go();
    equal((await next().takeUp())?.terms, terms);
  });

  it('gives it once', async () => {
    await inCall();
    before.go();
    const [first, second] = [next(), next()];
    equal((await Promise.all([first.takeUp(), second.takeUp()])).filter(Boolean).length, 1);
    equal(await first.takeUp(), null);
  });

  for (const [what, state] of [
    ['that is over', IDLE],
    ['that only rings', tell(asAnn, toRinging).state],
  ] as const) {
    it(`keeps none ${what}, and no lock`, async () => {
      (await inCall()).follow(state, TERMS);
      equal(next().hasCall, false);
      while ((await lockOf(CALL_ID)).held > 0);
    });
  }

  it('is not misled by a page that is not in the call yet', async () => {
    await inCall();
    before.go();
    const keeper = next();
    keeper.follow(IDLE, TERMS);
    equal(next().hasCall, true);
    equal((await keeper.takeUp())?.kept, kept);
    keeper.follow(active, TERMS);
    equal(new CallKeeper(OWNER).hasCall, true);
  });

  it('leaves nothing behind when it is closed, not even while it waits', async () => {
    await inCall();
    const keeper = next();
    const taken = keeper.takeUp();
    keeper.close();
    before.go();
    equal(await taken, null);
    equal(next().hasCall, false);
    while ((await lockOf(CALL_ID)).held > 0);
  });
});
