import { Attention, notificationsAllowed, type Summons } from '../../src/adapters/attention.ts';
import { equal } from '../elements/support.ts';

const SUMMONS: Summons = {
  id: 'call-1',
  title: 'Ben is calling',
  heading: 'Ben',
  text: 'Incoming video call',
  picture: 'https://host.example/ben.jpg',
  quiet: false,
};

function setVisibility(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Resolves when the page's title is this one. */
function titled(title: string): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(look);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    function look(): void {
      if (document.title !== title) return;
      observer.disconnect();
      resolve();
    }
    look();
  });
}

describe('attention', () => {
  const real = { Notification, focus: window.focus, title: document.title };
  let shown: FakeNotification[] = [];
  let attention: Attention;

  class FakeNotification extends EventTarget {
    static permission: NotificationPermission = 'granted';
    static requestPermission(): never {
      throw new Error('nobody may be asked');
    }
    open = true;
    readonly heading: string;
    readonly options: NotificationOptions;

    constructor(heading: string, options: NotificationOptions) {
      super();
      this.heading = heading;
      this.options = options;
      shown.push(this);
    }

    close(): void {
      this.open = false;
    }
  }

  beforeEach(() => {
    shown = [];
    FakeNotification.permission = 'granted';
    Object.assign(globalThis, { Notification: FakeNotification });
    document.title = 'Chat';
    attention = new Attention();
    setVisibility('hidden');
  });

  afterEach(() => {
    attention.call(null);
    Reflect.deleteProperty(document, 'visibilityState');
    Object.assign(globalThis, { Notification: real.Notification });
    Object.assign(window, { focus: real.focus });
    document.title = real.title;
  });

  it('flashes in the title of a hidden page and leaves the page’s own', async () => {
    attention.call(SUMMONS);
    await titled('Ben is calling');
    await titled('Chat');
    await titled('Ben is calling');
    attention.call(null);
    equal(document.title, 'Chat');
  });

  it('keeps what the page has set its title to meanwhile', async () => {
    attention.call(SUMMONS);
    document.title = '(1) Chat';
    await titled('Ben is calling');
    await titled('(1) Chat');
    attention.call(null);
    equal(document.title, '(1) Chat');
  });

  it('leaves a title that the page has set last, and comes back to it no more', () => {
    attention.call(SUMMONS);
    document.title = '(2) Chat';
    attention.call(null);
    equal(document.title, '(2) Chat');
  });

  it('restores a title whatever the caller is called', () => {
    attention.call({ ...SUMMONS, title: '  Ben \n Carter  is calling ' });
    equal(document.title, 'Ben Carter is calling');
    attention.call(null);
    equal(document.title, 'Chat');
  });

  it('leaves a page without a title without one', () => {
    document.querySelector('title')?.remove();
    attention.call(SUMMONS);
    attention.call(null);
    equal(document.querySelector('title'), null);
  });

  it('says nothing in a page that is seen, begins when it is hidden and ends when it is seen again', () => {
    setVisibility('visible');
    attention.call(SUMMONS);
    equal([document.title, shown.length], ['Chat', 0]);
    setVisibility('hidden');
    equal([document.title, shown.length], ['Ben is calling', 1]);
    setVisibility('visible');
    equal([document.title, shown[0]?.open], ['Chat', false]);
  });

  it('shows one notification, with name and picture, until it is over', () => {
    attention.call(SUMMONS);
    attention.call({ ...SUMMONS });
    const [{ heading, options, open } = shown[0]!, ...others] = shown;
    equal(
      [heading, options.body, options.icon, options.silent, open],
      ['Ben', 'Incoming video call', 'https://host.example/ben.jpg', false, true],
    );
    attention.call(null);
    equal([others.length, shown[0]?.open], [0, false]);
  });

  it('is quiet in a page that is hidden after the ring was silenced', () => {
    setVisibility('visible');
    attention.call(SUMMONS);
    attention.call({ ...SUMMONS, quiet: true });
    setVisibility('hidden');
    equal(
      shown.map(({ options }) => options.silent),
      [true],
    );
  });

  it('brings the page to the front when its notification is clicked', () => {
    let focused = 0;
    Object.assign(window, { focus: () => void (focused += 1) });
    attention.call(SUMMONS);
    shown[0]?.dispatchEvent(new Event('click'));
    equal([focused, shown[0]?.open], [1, false]);
  });

  it('shows none without permission, and asks for none', () => {
    FakeNotification.permission = 'default';
    attention.call(SUMMONS);
    equal([shown.length, document.title, notificationsAllowed()], [0, 'Ben is calling', false]);
  });

  it('flashes all the same where notifications cannot be made', () => {
    function unable(): never {
      throw new TypeError('Illegal constructor');
    }
    unable.permission = 'granted';
    Object.assign(globalThis, { Notification: unable });
    attention.call(SUMMONS);
    equal(document.title, 'Ben is calling');
  });
});
