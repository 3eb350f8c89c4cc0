import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { html } from 'lit';

import { cleo } from '../../gallery/fixtures.ts';
import type { CallKind, Self } from '../../src/call/call-state.ts';
import {
  byRole,
  deep,
  equal,
  find,
  finishAnimations,
  focused,
  focusedHostButton,
  get,
  mount,
  ok,
  requestsDuring,
  settled,
  shows,
  unmount,
} from './support.ts';

const ben: Self = { userId: 'ben', name: 'Ben', picture: null };

const incoming = (
  open: boolean,
  {
    kind = 'video' as CallKind,
    person = ben,
    soundHeldBack = false,
    also = null as Self | null,
    callId = 'first',
  } = {},
) =>
  html`<call-window-incoming
    .person=${person}
    .kind=${kind}
    .open=${open}
    .callId=${callId}
    .soundHeldBack=${soundHeldBack}
    .also=${also}
  ></call-window-incoming>`;

type Point = [number, number];

const dialog = (): HTMLDialogElement => get<HTMLDialogElement>('dialog');

describe('<call-window-incoming>', () => {
  afterEach(unmount);

  it('is a modal dialog named after the call, with the caller’s name and picture', async () => {
    await mount(incoming(true));
    equal(byRole('dialog', 'Incoming video call') === dialog(), true);
    ok(dialog().matches(':modal'), 'modal');
    byRole('heading', 'Ben');
    ok(find('call-window-avatar') && shows('Incoming video call'), 'picture and kind');
    await mount(incoming(true, { kind: 'voice' }));
    byRole('dialog', 'Incoming voice call');
  });

  it('shows a user without a name by their id', async () => {
    await mount(incoming(true, { person: { ...ben, name: null } }));
    byRole('heading', 'ben');
  });

  it('declines on the left and accepts on the right', async () => {
    await mount(incoming(true));
    const [decline, accept] = [byRole('button', 'Decline'), byRole('button', 'Accept')];
    ok(decline.getBoundingClientRect().right < accept.getBoundingClientRect().left, 'in this order');
    const asked = await requestsDuring(() => {
      decline.click();
      accept.click();
    });
    equal(asked, [
      { type: 'decline', callId: 'first' },
      { type: 'accept', callId: 'first' },
    ]);
  });

  it('takes the focus itself, so that nobody who is typing answers', async () => {
    focusedHostButton();
    await mount(incoming(true));
    equal(focused() === dialog(), true);
    const asked = await requestsDuring(async () => {
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Space' });
    });
    equal(asked, []);
  });

  it('is answered with the keyboard: Decline first, then Accept', async () => {
    await mount(incoming(true));
    const asked = await requestsDuring(async () => {
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
    });
    equal(asked, [{ type: 'accept', callId: 'first' }]);
  });

  it('is silenced by Escape, neither declined nor closed, and the page does not hear it', async () => {
    await mount(incoming(true));
    let heard = 0;
    const listen = (): void => void (heard += 1);
    document.addEventListener('keydown', listen);
    const asked = await requestsDuring(async () => {
      await sendKeys({ press: 'Escape' });
      await sendKeys({ press: 'Escape' });
    });
    document.removeEventListener('keydown', listen);
    equal([asked, heard, dialog().matches(':modal')], [[{ type: 'silence' }, { type: 'silence' }], 0, true]);
  });

  it('is silenced by Escape while a button has the focus', async () => {
    await mount(incoming(true));
    await sendKeys({ press: 'Tab' });
    equal(await requestsDuring(() => sendKeys({ press: 'Escape' })), [{ type: 'silence' }]);
  });

  it('offers to enable the sound only while it is held back', async () => {
    await mount(incoming(true));
    equal(find('.enable-sound'), null);
    await mount(incoming(true, { soundHeldBack: true }));
    const asked = await requestsDuring(() => byRole('button', 'Enable sound').click());
    equal(asked, [{ type: 'enable-sound' }]);
    await mount(incoming(true));
    equal(find('.enable-sound'), null);
  });

  it('cuts a long name short, and not what is said of whoever has it', async () => {
    await mount(incoming(true, { also: { ...cleo, name: 'C'.repeat(200) } }));
    ok(shows(`${'C'.repeat(23)}… is calling too`), 'in words');
  });

  it('says who is calling too, in a live region that was there before', async () => {
    await mount(incoming(true));
    const region = byRole('status', '');
    await mount(incoming(true, { also: cleo }));
    ok(byRole('status', 'Cleo is calling too') === region && shows('Cleo is calling too'), 'in words');
    await mount(incoming(true, { also: { ...cleo, name: null } }));
    byRole('status', 'cleo is calling too');
    await mount(incoming(true));
    equal(shows('cleo is calling too'), false);
  });

  it('leaves everything where it is when the offer and the line about another caller come and go', async () => {
    const places = (): string[] =>
      ['Decline', 'Accept', 'Reply with a message']
        .map((name) => byRole('button', name))
        .concat(dialog())
        .map((element) => JSON.stringify([element.getBoundingClientRect(), element.scrollHeight]));
    await mount(incoming(true));
    finishAnimations();
    const before = places();
    await mount(incoming(true, { soundHeldBack: true, also: { ...cleo, name: 'Cleo '.repeat(40) } }));
    equal(places(), before);
    const [line, box] = [get('.also'), dialog()].map((element) => element.getBoundingClientRect());
    ok(line && box && line.bottom <= box.bottom && line.right <= box.right, 'the line is within the dialog');
  });

  describe('when somebody else rings in it', () => {
    const next = incoming(true, { person: cleo, callId: 'second' });

    /** A click that was made so many milliseconds after now. */
    function click(button: HTMLElement, later: number): void {
      const event = new MouseEvent('click', { bubbles: true, composed: true });
      Object.defineProperty(event, 'timeStamp', { value: performance.now() + later });
      button.dispatchEvent(event);
    }

    it('answers nobody for half a second, and then the one that is seen', async () => {
      await mount(incoming(true));
      await mount(next);
      byRole('heading', 'Cleo');
      const asked = await requestsDuring(() => {
        for (const later of [-1000, 400, 500])
          for (const name of ['Decline', 'Accept']) click(byRole('button', name), later);
      });
      equal(asked, [
        { type: 'decline', callId: 'second' },
        { type: 'accept', callId: 'second' },
      ]);
    });

    it('answers at once when it has just opened', async () => {
      await mount(incoming(false, { callId: '' }));
      await mount(next);
      const asked = await requestsDuring(() => click(byRole('button', 'Accept'), 0));
      equal(asked, [{ type: 'accept', callId: 'second' }]);
    });

    it('does not take a button that was pressed for one caller for another', async () => {
      await mount(incoming(true));
      const { left, top, width, height } = byRole('button', 'Accept').getBoundingClientRect();
      const asked = await requestsDuring(async () => {
        await sendMouse({ type: 'move', position: [left + width / 2, top + height / 2].map(Math.round) as Point });
        await sendMouse({ type: 'down' });
        const before = byRole('button', 'Accept');
        await mount(next);
        ok(byRole('button', 'Accept') !== before, 'another button');
        await sendMouse({ type: 'up' });
      });
      await resetMouse();
      equal(asked, []);
    });

    it('is the same dialog, has the focus itself, and has folded the answers to the one before', async () => {
      await mount(incoming(true));
      const before = dialog();
      const region = byRole('status', '');
      byRole('button', 'Reply with a message').click();
      await settled();
      ok(focused() !== before, 'an answer has the focus');
      await mount(next);
      equal([dialog() === before, focused() === before, byRole('status', '') === region], [true, true, true]);
      equal(await requestsDuring(() => sendKeys({ press: 'Enter' })), []);
      byRole('button', 'Reply with a message');
    });

    it('stays as it is while the same call rings', async () => {
      await mount(incoming(true));
      byRole('button', 'Accept').focus();
      await mount(incoming(true, { also: cleo }));
      equal(focused() === byRole('button', 'Accept'), true);
      const asked = await requestsDuring(() => click(byRole('button', 'Accept'), 0));
      equal(asked, [{ type: 'accept', callId: 'first' }]);
    });
  });

  it('opens again when something else closes it', async () => {
    await mount(incoming(true));
    dialog().close();
    // The browser's own event waits for a frame, which a tab in the background never gets.
    dialog().dispatchEvent(new Event('close'));
    ok(dialog().matches(':modal'), 'modal again');
  });

  it('stays modal when it is moved in the document', async () => {
    const place = await mount(incoming(true));
    const other = document.createElement('section');
    document.body.append(other);
    other.append(place);
    await settled();
    ok(dialog().matches(':modal'), 'modal again');
    equal(focused() === dialog(), true);
    document.body.append(place);
    other.remove();
  });

  it('gives the focus back when it closes, also after a move, and when it is removed', async () => {
    const host = focusedHostButton();
    const place = await mount(incoming(true));
    document.body.prepend(place);
    await mount(incoming(false));
    equal(focused() === host, true, 'after closing');
    await mount(incoming(true));
    await mount(html``);
    equal(focused() === host, true, 'after removal');
  });

  it('shows markup in a name as text', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await mount(incoming(true, { person: { ...ben, name, picture: 'javascript:alert(1)' }, also: { ...cleo, name } }));
    byRole('heading', name);
    ok(shows(`${name.slice(0, 23)}… is calling too`), 'both of them');
    ok(!deep().some((element) => element.matches('img')), 'nothing became an element');
  });

  it('is not there while nobody rings', async () => {
    await mount(incoming(false));
    equal(find('dialog'), null);
  });
});
