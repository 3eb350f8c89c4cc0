import { html } from 'lit';

import { inCall, outgoing } from '../../gallery/fixtures.ts';
import type { OnStage } from '../../src/call/call-state.ts';
import { STEP_BACK_AFTER } from '../../src/elements/step-back.ts';
import { FakeClock } from './fake-clock.ts';
import { byRole, equal, get, mount, settled, unmount } from './support.ts';

const stage = (call: OnStage) => html`<call-window-stage .call=${call}></call-window-stage>`;

describe('header and controls', () => {
  let clock: FakeClock;

  beforeEach(() => {
    clock = new FakeClock();
  });

  afterEach(async () => {
    await unmount();
    clock.restore();
  });

  async function isQuietAfter(milliseconds: number): Promise<boolean> {
    clock.pass(milliseconds);
    await settled();
    return get('.content').hasAttribute('data-quiet');
  }

  it('step back after three seconds without movement in an active video call', async () => {
    await mount(stage(inCall('video', 'active')));
    equal([await isQuietAfter(STEP_BACK_AFTER - 1), await isQuietAfter(1)], [false, true]);
  });

  it('come forward with every movement and key, and the wait begins again', async () => {
    await mount(stage(inCall('video', 'active')));
    await isQuietAfter(STEP_BACK_AFTER);
    for (const event of [
      new PointerEvent('pointermove', { bubbles: true }),
      new KeyboardEvent('keydown', { bubbles: true }),
    ]) {
      get('.content').dispatchEvent(new Event('x'));
      get('call-window-stage').dispatchEvent(event);
      equal([await isQuietAfter(STEP_BACK_AFTER - 1), await isQuietAfter(1)], [false, true], event.type);
    }
  });

  it('stay while a control has the focus, and step back once it has lost it', async () => {
    await mount(stage(inCall('video', 'active')));
    byRole('button', 'Mute').focus();
    equal(await isQuietAfter(STEP_BACK_AFTER * 3), false, 'held');
    get('dialog').focus();
    equal(await isQuietAfter(STEP_BACK_AFTER), true, 'released');
  });

  it('remain reachable: only their opacity changes', async () => {
    await mount(stage(inCall('video', 'active')));
    await isQuietAfter(STEP_BACK_AFTER);
    const { visibility, pointerEvents, display } = getComputedStyle(byRole('button', 'End call'));
    equal([visibility, pointerEvents, display], ['visible', 'auto', 'flex']);
  });

  it('never step back in a voice call, while calling, connecting or reconnecting', async () => {
    const calls = [
      inCall('voice', 'active'),
      outgoing('video', 'ringing'),
      inCall('video', 'connecting'),
      inCall('video', 'reconnecting'),
    ];
    for (const call of calls) {
      await mount(stage(call));
      equal(await isQuietAfter(STEP_BACK_AFTER * 2), false, call.phase);
    }
  });

  it('come forward when the connection is interrupted', async () => {
    await mount(stage(inCall('video', 'active')));
    equal(await isQuietAfter(STEP_BACK_AFTER), true);
    await mount(stage(inCall('video', 'reconnecting')));
    equal(await isQuietAfter(0), false);
  });

  it('leave no timer behind', async () => {
    await mount(
      html`<call-window-stage .call=${inCall('video', 'active')} .answeredAt=${clock.now}></call-window-stage>`,
    );
    equal(clock.pending, 2, 'one to step back, one for the elapsed time');
    await unmount();
    equal(clock.pending, 0);
  });
});
