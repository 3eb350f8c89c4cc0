import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { cleo } from '../../gallery/fixtures.ts';
import type { CallKind, Self } from '../../src/call/call-state.ts';
import {
  allByRole,
  byRole,
  deep,
  equal,
  focused,
  focusedHostButton,
  get,
  mount,
  ok,
  requestsDuring,
  shows,
  unmount,
} from './support.ts';

const LONG = 'Wolfeschlegelsteinhausenbergerdorff von Habsburg-Lothringen';

const card = ({ person = cleo, kind = 'voice' as CallKind, callId = 'second', width = 400 } = {}) =>
  html`<div class="place" style="inline-size: ${width}px">
    <call-window-waiting .person=${person} .kind=${kind} .callId=${callId}></call-window-waiting>
  </div>`;

const group = (name = 'Incoming voice call from Cleo'): HTMLElement => byRole('group', name);

/** A click as a mouse makes it; `click()` is never the second of a double-click. */
function press(button: HTMLElement, x: number): void {
  const options = { pointerId: 1, clientX: x, clientY: 20, bubbles: true, composed: true };
  button.dispatchEvent(new PointerEvent('click', options));
}

const named = (name: string): Self => ({ ...cleo, name });

describe('<call-window-waiting>', () => {
  afterEach(unmount);

  it('says who calls and what kind of call it is', async () => {
    await mount(card());
    group();
    ok(shows('Cleo') && shows('Incoming voice call'), 'voice');
    await mount(card({ kind: 'video' }));
    group('Incoming video call from Cleo');
    ok(shows('Incoming video call') && !shows('Incoming voice call'), 'video');
  });

  it('shows a user without a name by their id', async () => {
    await mount(card({ person: { ...cleo, name: null } }));
    group('Incoming voice call from cleo');
    ok(shows('cleo'), 'the id');
  });

  it('asks for this very call to be declined or accepted', async () => {
    await mount(card());
    const asked = await requestsDuring(() => {
      byRole('button', 'Decline').click();
      byRole('button', 'End & accept').click();
    });
    equal(asked, [
      { type: 'decline', callId: 'second' },
      { type: 'accept', callId: 'second' },
    ]);
  });

  it('takes a double-click for one', async () => {
    await mount(card());
    const accept = byRole('button', 'End & accept');
    const asked = await requestsDuring(() => {
      press(accept, 300);
      press(accept, 300);
    });
    equal(asked, [{ type: 'accept', callId: 'second' }]);
  });

  it('is no dialog, takes no focus and answers nothing that somebody types', async () => {
    const host = focusedHostButton();
    await mount(card());
    equal([focused() === host, allByRole('dialog').length], [true, 0]);
    const asked = await requestsDuring(async () => {
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Escape' });
    });
    equal(asked, []);
  });

  it('is reached with the keyboard: Decline first, then End & accept, then out again', async () => {
    await mount(html`${card()}<button class="next">Next</button>`);
    focusedHostButton().after(get('.place').parentElement as Node);
    const asked = await requestsDuring(async () => {
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Space' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Tab' });
    });
    equal(
      asked.map(({ type }) => type),
      ['decline', 'accept'],
    );
    equal(focused()?.className, 'next');
  });

  it('is announced with name and kind, and without its buttons', async () => {
    await mount(card());
    equal(get('[role=alert]').textContent?.replace(/\s+/gu, ' ').trim(), 'Cleo Incoming voice call');
  });

  it('shows markup in a name as text', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await mount(card({ person: { ...named(name), picture: 'javascript:alert(1)' } }));
    ok(shows(name), 'as text');
    ok(!deep().some((element) => element.matches('img')), 'nothing became an element');
  });

  for (const width of [296, 336, 400]) {
    it(`keeps its size with a long name, and its buttons at hand: ${width} px`, async () => {
      await mount(card({ width }));
      const before = get('.card').getBoundingClientRect();
      await mount(card({ width, person: named(LONG) }));
      const after = get('.card').getBoundingClientRect();
      equal([after.width, after.height], [width, before.height]);
      for (const button of allByRole('button')) {
        const { left, right, width: own, height } = button.getBoundingClientRect();
        ok(left >= after.left && right <= after.right, 'within the card');
        ok(own >= 36 && height >= 36, 'big enough for a finger');
      }
      ok(get('.name').scrollWidth > get('.name').clientWidth, 'the name is cut');
    });
  }

  it('lines a name up with the words beneath, whichever way it is read', async () => {
    await mount(card({ person: named('دينا') }));
    equal(getComputedStyle(get('.name')).direction, 'rtl');
    const text = document.createRange();
    text.selectNodeContents(get('.name'));
    equal(text.getBoundingClientRect().left, get('.kind').getBoundingClientRect().left);
  });

  it('is there at once under reduced motion', async () => {
    await mount(card());
    equal(get('.card').getAnimations().length, 1, 'otherwise it comes in');
    await unmount();
    await emulateMedia({ reducedMotion: 'reduce' });
    await mount(card());
    equal(get('.card').getAnimations().length, 0);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });
});
