import { PreferenceStore } from '../../src/adapters/preferences.ts';
import { DEFAULT_PREFERENCES } from '../../src/call/preferences.ts';
import { equal } from '../elements/support.ts';

const KEY = 'call-window preferences';
const HEADSET = { id: 'a1', label: 'Headset' };

describe('preferences', () => {
  let changes = 0;
  const store = (): PreferenceStore => new PreferenceStore(() => (changes += 1));

  beforeEach(() => {
    changes = 0;
    localStorage.clear();
  });
  afterEach(() => localStorage.clear());

  it('are the best there is until something is chosen', () => equal(store().current, DEFAULT_PREFERENCES));

  it('hold in the next page', () => {
    store().change({ microphone: HEADSET, videoQuality: '1080p' });
    equal(store().current, { ...DEFAULT_PREFERENCES, microphone: HEADSET, videoQuality: '1080p' });
    equal(changes, 1);
  });

  it('keep what another page has chosen meanwhile', () => {
    const [first, second] = [store(), store()];
    first.change({ microphone: HEADSET });
    second.change({ dataSaver: true });
    const { microphone, dataSaver } = store().current;
    equal([microphone, dataSaver], [HEADSET, true]);
    equal(second.current.microphone, null, 'no device is exchanged by another page');
  });

  for (const nonsense of ['', 'no JSON', 'null', '[]', '7', '{"camera":7,"dataSaver":"yes","videoQuality":"8k"}']) {
    it(`are the usual ones where somebody has stored ${nonsense || 'nothing'}`, () => {
      localStorage.setItem(KEY, nonsense);
      equal(store().current, DEFAULT_PREFERENCES);
    });
  }

  it('keep what makes sense beside what does not', () => {
    localStorage.setItem(
      KEY,
      JSON.stringify({ camera: { id: 7 }, microphone: HEADSET, echoCancellation: false, more: 1 }),
    );
    equal(store().current, { ...DEFAULT_PREFERENCES, microphone: HEADSET, echoCancellation: false });
  });

  it('take no text that is longer than any device’s name', () => {
    localStorage.setItem(KEY, JSON.stringify({ microphone: { id: 'a', label: 'x'.repeat(10_000) } }));
    equal(store().current.microphone, null);
  });

  it('say how much the picture may take with the data saver', () => {
    const saving = store();
    equal(saving.maxVideoBitrate, null);
    saving.change({ dataSaver: true });
    equal(saving.maxVideoBitrate, 250_000);
  });

  describe('where nothing may be stored', () => {
    const real = Object.getOwnPropertyDescriptor(window, 'localStorage')!;

    beforeEach(() => {
      const get = (): never => {
        throw new DOMException('blocked by the test', 'SecurityError');
      };
      Object.defineProperty(window, 'localStorage', { configurable: true, get });
    });
    afterEach(() => Object.defineProperty(window, 'localStorage', real));

    it('hold until the page goes', () => {
      const held = store();
      held.change({ dataSaver: true });
      equal([held.current.dataSaver, changes], [true, 1]);
      equal(store().current, DEFAULT_PREFERENCES);
    });
  });
});
