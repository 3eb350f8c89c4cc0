import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { ann, cleo, inCall, outgoing, toasts, waiting } from '../../gallery/fixtures.ts';
import type { OnStage } from '../../src/call/call-state.ts';
import type { CallStage } from '../../src/elements/call-stage.ts';
import { STEP_BACK_AFTER } from '../../src/elements/step-back.ts';
import { FakeClock } from './fake-clock.ts';
import {
  allByRole,
  byRole,
  deep,
  equal,
  find,
  focused,
  get,
  mount,
  ok,
  requestsDuring,
  settled,
  shows,
  unmount,
} from './support.ts';

const stage = (call: OnStage, changes: Partial<CallStage> = {}) =>
  html`<call-window-stage
    .call=${call}
    .self=${ann}
    .mode=${changes.mode ?? 'overlay'}
    .waiting=${changes.waiting ?? null}
    .toasts=${changes.toasts ?? []}
  ></call-window-stage>`;

const calls: readonly OnStage[] = [
  inCall('video', 'active'),
  inCall('voice', 'active'),
  outgoing('video', 'ringing'),
  outgoing('voice', 'inviting'),
];

/** Where everything on the stage lies that is no part of the card. */
function places(): string[] {
  const others = deep(get('.content')).filter((element) => !element.closest('call-window-waiting') && isApart(element));
  return others.map((element) => `${element.localName} ${JSON.stringify(element.getBoundingClientRect())}`);
}

function isApart(element: Element): boolean {
  const root = element.getRootNode();
  return !(root instanceof ShadowRoot && root.host.closest('call-window-waiting, call-window-avatar'));
}

describe('a second caller, on the stage', () => {
  afterEach(unmount);

  it('appears as a card, and only while they call', async () => {
    await mount(stage(inCall('video', 'active')));
    equal(find('call-window-waiting'), null);
    await mount(stage(inCall('video', 'active'), { waiting: waiting('voice') }));
    byRole('group', 'Incoming voice call from Cleo');
    await mount(stage(inCall('video', 'active')));
    equal([find('call-window-waiting'), shows('Cleo')], [null, false]);
  });

  it('moves nothing when they come and go, whatever call is on', async () => {
    for (const call of calls) {
      await mount(stage(call, { toasts }));
      const before = places();
      await mount(stage(call, { toasts, waiting: waiting('video') }));
      equal(places(), before, call.phase);
      await unmount();
    }
  });

  it('lies beneath the header in the middle, and nothing lies over its buttons', async () => {
    for (const call of calls) {
      await mount(stage(call, { toasts, waiting: waiting('video') }));
      get('.card').getAnimations()[0]?.finish();
      const [card, header] = ['.card', '.header'].map((part) => get(part).getBoundingClientRect());
      ok(card && header && card.top >= header.bottom && card.width <= 400, `beneath the header: ${call.phase}`);
      equal(card.left + card.width / 2, innerWidth / 2);
      for (const name of ['Decline', 'End & accept']) equal(isOnTop(byRole('button', name)), true, name);
    }
  });

  it('fits into every box, also over the own picture', async () => {
    const place = await mount(
      html`<div data-box>${stage(inCall('video', 'active'), { mode: 'inline', waiting: waiting('video') })}</div>`,
    );
    const box = get('[data-box]', place);
    for (const [width, height] of [
      [280, 320],
      [320, 480],
      [360, 740],
      [480, 300],
      [1440, 900],
    ] as const) {
      box.style.cssText = `position: fixed; inset: 0 auto auto 0; width: ${width}px; height: ${height}px`;
      get('.card').getAnimations()[0]?.finish();
      const { left, right, top, bottom } = get('.card').getBoundingClientRect();
      ok(left >= 8 && right <= width - 8, `within ${width} px`);
      ok(top >= get('.header').getBoundingClientRect().bottom, `beneath the header at ${width} × ${height}`);
      ok(bottom <= get('[part=controls]').getBoundingClientRect().top, `above the controls at ${width} × ${height}`);
      for (const button of ['Decline', 'End & accept'].map((name) => byRole('button', name))) {
        ok(button.getBoundingClientRect().right <= right, `buttons within the card at ${width} px`);
        ok(width > innerWidth || isOnTop(button), `nothing over ${button.textContent?.trim()} at ${width} × ${height}`);
      }
    }
  });

  it('leaves the focus where it is, and stands between header and controls for the keyboard', async () => {
    await mount(stage(inCall('voice', 'active')));
    byRole('button', 'End call').focus();
    await mount(stage(inCall('voice', 'active'), { waiting: waiting('voice') }));
    equal(focused() === byRole('button', 'End call'), true, 'left alone');
    const reached: boolean[] = [];
    for (const name of ['Decline', 'End & accept', 'Mute']) {
      await sendKeys({ press: 'Tab' });
      reached.push(focused() === byRole('button', name));
    }
    equal(reached, [true, true, true]);
  });

  it('gives the focus back to the stage when the card goes, and takes none otherwise', async () => {
    await mount(stage(inCall('voice', 'active'), { waiting: waiting('voice') }));
    byRole('button', 'Decline').focus();
    await mount(stage(inCall('voice', 'active')));
    equal(focused() === get('.stage'), true, 'the focus was in the card');
    await mount(stage(inCall('voice', 'active'), { waiting: waiting('voice') }));
    byRole('button', 'Mute').focus();
    await mount(stage(inCall('voice', 'active')));
    equal(focused() === byRole('button', 'Mute'), true, 'it was elsewhere');
  });

  it('never steps back with the header and the controls', async () => {
    const clock = new FakeClock();
    await mount(stage(inCall('video', 'active'), { waiting: waiting('video') }));
    clock.pass(STEP_BACK_AFTER);
    clock.restore();
    await settled();
    ok(get('.content').hasAttribute('data-quiet'), 'the others did');
    for (const animation of get('.waiting').getAnimations()) animation.finish();
    equal(getComputedStyle(get('.waiting')).opacity, '1');
  });

  it('can be styled by the host as a part of the stage', async () => {
    const style = document.createElement('style');
    style.dataset.test = '';
    style.textContent = 'call-window-stage::part(waiting) { border-radius: 3px }';
    document.head.append(style);
    await mount(stage(inCall('voice', 'active'), { waiting: waiting('voice') }));
    equal(getComputedStyle(get('.card')).borderRadius, '3px');
  });

  it('is another card for another caller, who is the one that is answered', async () => {
    await mount(stage(inCall('voice', 'active'), { waiting: waiting('voice') }));
    const first = get('.card');
    const dora = { callId: 'third', person: { ...cleo, userId: 'dora', name: 'Dora' }, kind: 'video' } as const;
    await mount(stage(inCall('voice', 'active'), { waiting: dora }));
    equal([first.isConnected, allByRole('group', 'Incoming video call from Dora').length], [false, 1]);
    const asked = await requestsDuring(() => byRole('button', 'End & accept').click());
    equal(asked, [{ type: 'accept', callId: 'third' }]);
  });
});

/** Whether a click in the middle of an element, wherever that is drawn, reaches it. */
function isOnTop(element: HTMLElement): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  let hit = document.elementFromPoint(left + width / 2, top + height / 2);
  while (hit?.shadowRoot) {
    const inner: Element | null = hit.shadowRoot.elementFromPoint(left + width / 2, top + height / 2);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit !== null && element.contains(hit);
}
