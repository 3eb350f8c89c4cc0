import { html } from 'lit';

import { TOAST_DURATION } from '../../src/elements/toast-timer.ts';
import type { Toast } from '../../src/elements/toasts.ts';
import { FakeClock } from './fake-clock.ts';
import { byRole, equal, get, mount, ok, requestsDuring, shows, unmount } from './support.ts';

const toast = (id: number, changes: Partial<Toast> = {}): Toast => ({
  id,
  text: `Toast ${id}`,
  tone: 'neutral',
  ...changes,
});

const toasts = (list: readonly Toast[], standalone = false) =>
  html`<call-window-toasts .toasts=${list} .standalone=${standalone}></call-window-toasts>`;

describe('<call-window-toasts>', () => {
  let clock: FakeClock;

  beforeEach(() => {
    clock = new FakeClock();
  });

  afterEach(async () => {
    await unmount();
    clock.restore();
  });

  it('shows the last two, in a live region', async () => {
    await mount(toasts([toast(1), toast(2), toast(3)]));
    equal([shows('Toast 1'), shows('Toast 2'), shows('Toast 3')], [false, true, true]);
    ok(get('[role=status]').contains(get('.toast')), 'announced');
  });

  it('asks to be dismissed after five seconds, each in its turn', async () => {
    await mount(toasts([toast(1)]));
    clock.pass(2000);
    await mount(toasts([toast(1), toast(2)]));
    equal(await requestsDuring(() => clock.pass(TOAST_DURATION - 2000)), [{ type: 'dismiss-toast', id: 1 }]);
    equal(await requestsDuring(() => clock.pass(2000)), [{ type: 'dismiss-toast', id: 2 }]);
  });

  it('leaves nothing behind once all are gone', async () => {
    await mount(toasts([]));
    const before = get('[role=status]').childNodes.length;
    for (let round = 1; round <= 5; round += 1) {
      await mount(toasts([toast(round), toast(-round)]));
      await mount(toasts([toast(-round)]));
      await mount(toasts([]));
    }
    equal(get('[role=status]').childNodes.length, before);
  });

  it('waits while it is hovered or has the focus', async () => {
    await mount(toasts([toast(1)]));
    get('.list').dispatchEvent(new PointerEvent('pointerenter'));
    equal(await requestsDuring(() => clock.pass(60_000)), []);
    get('.list').dispatchEvent(new PointerEvent('pointerleave'));
    byRole('button', 'Dismiss').focus();
    equal(await requestsDuring(() => clock.pass(60_000)), []);
    byRole('button', 'Dismiss').blur();
    equal(await requestsDuring(() => clock.pass(TOAST_DURATION)), [{ type: 'dismiss-toast', id: 1 }]);
  });

  it('is dismissed by its button, and asks for what its action says', async () => {
    await mount(toasts([toast(7, { action: { label: 'Call again', request: { type: 'start', kind: 'voice' } } })]));
    equal(await requestsDuring(() => byRole('button', 'Dismiss').click()), [{ type: 'dismiss-toast', id: 7 }]);
    equal(await requestsDuring(() => byRole('button', 'Call again').click()), [
      { type: 'start', kind: 'voice' },
      { type: 'dismiss-toast', id: 7 },
    ]);
  });

  it('lies in the top layer when it stands alone, also after a move', async () => {
    const place = await mount(toasts([], true));
    ok(get('.list').matches(':popover-open'), 'there before its first word');
    document.body.prepend(place);
    ok(get('.list').matches(':popover-open'), 'after a move');
    await mount(toasts([toast(1)], true));
    ok(shows('Toast 1'), 'shown');
  });

  it('comes above a dialog that the page has opened meanwhile', async () => {
    await mount(toasts([], true));
    const dialog = document.createElement('dialog');
    dialog.dataset.test = '';
    document.body.append(dialog);
    dialog.showModal();
    let raised = 0;
    get('.list').addEventListener('beforetoggle', () => (raised += 1));
    await mount(toasts([toast(1)], true));
    ok(raised > 0 && get('.list').matches(':popover-open'), 'raised');
  });

  it('leaves no timer behind', async () => {
    await mount(toasts([toast(1), toast(2)]));
    equal(clock.pending, 2);
    await unmount();
    equal(clock.pending, 0);
  });

  it('shows markup as text', async () => {
    await mount(toasts([toast(1, { text: '<b>Ben</b> is busy' })]));
    ok(shows('<b>Ben</b> is busy'), 'text');
  });
});
