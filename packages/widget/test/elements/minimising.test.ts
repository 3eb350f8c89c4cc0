import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';

import { ann, inCall, media, outgoing, peer, sends, toasts, waiting } from '../../gallery/fixtures.ts';
import type { InCall, OnStage, Peer } from '../../src/call/call-state.ts';
import type { CallStage } from '../../src/elements/call-stage.ts';
import {
  allByRole,
  byRole,
  equal,
  find,
  focused,
  focusedHostButton,
  get,
  mount,
  nextEvent,
  ok,
  requestsDuring,
  settled,
  shows,
  stopDate,
  unmount,
} from './support.ts';

const answeredAt = stopDate() - 192_000;

const stage = (call: OnStage | null, changes: Partial<CallStage> = {}) =>
  html`<call-window-stage
    .call=${call}
    .self=${ann}
    .answeredAt=${answeredAt}
    .mode=${changes.mode ?? 'overlay'}
    .remoteStreams=${changes.remoteStreams ?? new Map()}
    .toasts=${changes.toasts ?? []}
    .waiting=${changes.waiting ?? null}
  ></call-window-stage>`;

const video = inCall('video', 'active');

async function press(name: string): Promise<void> {
  byRole('button', name).click();
  await settled();
}

async function minimised(call: OnStage = video, changes: Partial<CallStage> = {}): Promise<HTMLElement> {
  await mount(stage(call, changes));
  await press('Minimise');
  return get('.stage');
}

/** Where the card lies, once it has come to rest. */
function cornerOf(card: HTMLElement): string {
  card.getAnimations().forEach((animation) => animation.finish());
  const { top, bottom, left, right } = card.getBoundingClientRect();
  ok(top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth, 'within the viewport');
  return `${top < 20 ? 'top' : innerHeight - bottom < 20 ? 'bottom' : '?'} ${left < 20 ? 'left' : innerWidth - right < 20 ? 'right' : '?'}`;
}

function drag(from: HTMLElement, dx: number, dy: number): void {
  const { x, y, width, height } = from.getBoundingClientRect();
  const fire = (type: string, share: number): void => {
    const at = { clientX: x + width / 2 + dx * share, clientY: y + height / 2 + dy * share };
    from.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, bubbles: true, composed: true, ...at }));
  };
  get('.stage').setPointerCapture = () => undefined;
  fire('pointerdown', 0);
  fire('pointermove', 0.5);
  fire('pointermove', 1);
  // Rests, so that it is not thrown.
  fire('pointercancel', 1);
}

function doubleClick(target: HTMLElement): void {
  target.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true }));
}

describe('a call that is minimised', () => {
  afterEach(unmount);

  it('is a small card over the page, which stays in use', async () => {
    const host = focusedHostButton();
    const card = await minimised();
    equal([card.matches(':popover-open'), card.matches(':modal')], [true, false]);
    ok(card.offsetWidth <= 320 && card.offsetHeight <= 260, `${card.offsetWidth} × ${card.offsetHeight}`);
    host.focus();
    equal(focused() === host, true, 'the page takes the focus');
    equal(
      document.elementFromPoint(4, innerHeight - 4)?.closest('call-window-stage') ?? null,
      null,
      'and the pointer, beside the card',
    );
  });

  it('says who it is with and how it stands, and offers Mute, Restore and End call', async () => {
    await minimised();
    byRole('dialog', 'Call with Ben');
    ok(['Ben', 'Connected', '3:12'].every(shows), 'who and how');
    equal(
      allByRole('button').map((button) => button.getAttribute('aria-label')),
      ['Mute', 'Restore', 'End call'],
    );
    const asked = await requestsDuring(() => {
      byRole('button', 'Mute').click();
      byRole('button', 'End call').click();
    });
    equal(asked, [{ type: 'set-muted', muted: true }, { type: 'end' }]);
  });

  it('shows the devices as they are', async () => {
    await minimised(inCall('video', 'active', { media: media('muted', 'live') }));
    ok(byRole('button', 'Unmute').dataset.off !== undefined, 'inverted');
    await mount(stage(inCall('video', 'active', { media: media('opening', 'live') })));
    equal(byRole('button', 'Mute').ariaDisabled, 'true');
    equal(await requestsDuring(() => byRole('button', 'Mute').click()), []);
  });

  it('says so when it reconnects, and when the other is muted', async () => {
    await minimised(inCall('voice', 'reconnecting', { peers: [peer({ sends: sends('off', 'none') })] }));
    ok(shows('Reconnecting…') && find('[role=img][aria-label="Ben is muted"]'), 'both');
  });

  it('shows a face instead of a picture in a voice call', async () => {
    const card = await minimised(inCall('voice', 'active'));
    ok(get('.card-face call-window-avatar', card).checkVisibility() && card.offsetHeight < 80, 'one row');
  });

  it('shows what is shared, whole and without tools to look closer', async () => {
    const presenter = peer({ sends: { ...sends('on', 'on'), screen: 'on' } as Peer['sends'] });
    const card = await minimised(inCall('video', 'active', { peers: [presenter] }));
    const [width, height] = [get('call-window-screen').clientWidth, get('call-window-screen').clientHeight];
    equal([width, Math.round((width * 9) / 16) === height], [card.clientWidth, true], `${width} × ${height}`);
    equal(
      allByRole('button').map((button) => button.getAttribute('aria-label')),
      ['Mute', 'Restore', 'End call'],
    );
  });

  it('plays on in the very same element when it is minimised and restored', async () => {
    for (const mode of ['overlay', 'inline'] as const) {
      const remoteStreams = new Map([['ben', new MediaStream()]]);
      await mount(stage(video, { mode, remoteStreams }));
      const element = get<HTMLVideoElement>('[part=remote-video]');
      let interruptions = 0;
      for (const type of ['pause', 'emptied', 'abort']) element.addEventListener(type, () => (interruptions += 1));
      for (const name of ['Minimise', 'Restore', 'Minimise', 'Restore']) {
        await press(name);
        equal([get('[part=remote-video]') === element, element.paused, interruptions], [true, false, 0], name);
      }
      await unmount();
    }
  });

  it('leads the focus to Restore, and back to Minimise', async () => {
    await minimised();
    equal(focused() === byRole('button', 'Restore'), true);
    await press('Restore');
    equal([focused() === byRole('button', 'Minimise'), get('dialog').matches(':modal')], [true, true]);
  });

  it('is restored by a double click on the picture, not on a button', async () => {
    const card = await minimised();
    doubleClick(byRole('button', 'Mute'));
    await settled();
    equal(card.matches(':popover-open'), true);
    doubleClick(get('call-window-participant', card));
    await settled();
    equal(card.matches(':modal'), true);
  });

  it('lies top right, and moves with the arrow keys', async () => {
    const card = await minimised();
    equal(cornerOf(card), 'top right');
    for (const [key, corner] of [
      ['ArrowDown', 'bottom right'],
      ['ArrowLeft', 'bottom left'],
      ['ArrowUp', 'top left'],
      ['ArrowRight', 'top right'],
    ] as const) {
      await sendKeys({ press: key });
      await settled();
      equal(cornerOf(card), corner, key);
    }
  });

  it('is dragged into another corner, from a button, too, which is not pressed by that', async () => {
    const card = await minimised();
    card.getAnimations().forEach((animation) => animation.finish());
    drag(get('call-window-participant', card), 100 - innerWidth, 40);
    await settled();
    equal(cornerOf(card), 'top left');
    const asked = await requestsDuring(() => drag(byRole('button', 'End call'), 0, innerHeight));
    await settled();
    equal([cornerOf(card), asked], ['bottom left', []]);
  });

  it('takes a press that trembles for a press', async () => {
    const card = await minimised();
    card.getAnimations().forEach((animation) => animation.finish());
    drag(card, -3, 2);
    await settled();
    equal([card.hasAttribute('dragging'), card.getAnimations().length], [false, 0]);
  });

  it('does nothing on Escape', async () => {
    const card = await minimised();
    equal(await requestsDuring(() => sendKeys({ press: 'Escape' })), []);
    equal(card.matches(':popover-open'), true);
  });

  it('takes no focus from the page when it is moved in the document', async () => {
    const card = await minimised();
    const host = focusedHostButton();
    document.body.prepend(get('call-window-stage').parentElement!);
    await settled();
    equal([card.matches(':popover-open'), focused() === host], [true, true]);
  });

  it('leaves a dialog of the host’s alone', async () => {
    const card = await minimised();
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.dataset.test = '';
    const opened = nextEvent(dialog, 'toggle');
    dialog.showModal();
    await opened;
    equal([dialog.matches(':modal'), card.matches(':popover-open'), card.matches(':modal')], [true, true, false]);
    dialog.close();
    byRole('button', 'Mute').focus();
    equal(focused() === byRole('button', 'Mute'), true, 'it is usable when that is closed');
  });

  it('shows a second caller beside the card, and toasts above the page', async () => {
    const card = await minimised(video, { waiting: waiting('voice'), toasts });
    cornerOf(card);
    const [second, own] = [get('call-window-waiting'), card].map((box) => box.getBoundingClientRect());
    ok(second!.top >= own!.bottom && second!.right <= innerWidth && second!.bottom <= innerHeight, 'beneath');
    ok(get('.list').matches(':popover-open') && shows('Connection lost'), 'toasts');
    equal(
      (await requestsDuring(() => byRole('button', 'Decline').click())).map(({ type }) => type),
      ['decline'],
    );
    byRole('button', 'Restore').focus();
    await sendKeys({ press: 'ArrowDown' });
    await settled();
    cornerOf(card);
    ok(get('call-window-waiting').getBoundingClientRect().bottom <= card.getBoundingClientRect().top, 'above');
    await press('Restore');
    equal(get('.list').matches(':popover-open'), false, 'on the stage they lie within');
  });

  it('gives the focus back to the page when it is over', async () => {
    const host = focusedHostButton();
    await minimised();
    await mount(stage(null));
    equal([focused() === host, find('.stage')], [true, null]);
  });

  it('leaves the focus where somebody types when it is over', async () => {
    await minimised();
    const other = focusedHostButton();
    await mount(stage(null));
    equal(focused() === other, true);
  });

  it('fills the stage again when it is another call', async () => {
    await minimised();
    const next: InCall = { ...video, call: { ...video.call, id: 'c2d55b5e-6a3c-4f6b-8a55-0a8a7e0a6c11' } };
    await mount(stage(next));
    equal(get('.stage').matches(':modal'), true);
    await mount(stage(null));
    await mount(stage(video));
    equal(get('.stage').matches(':modal'), true);
  });

  it('leaves the element’s own box and returns to it when it is inline', async () => {
    const place = await mount(html`<div data-box>${stage(video, { mode: 'inline' })}</div>`);
    const box = get('[data-box]', place);
    box.style.setProperty('position', 'relative');
    box.style.setProperty('inline-size', '400px');
    box.style.setProperty('block-size', '400px');
    await press('Minimise');
    const region = byRole('region', 'Call with Ben');
    equal([region.matches(':popover-open'), cornerOf(region)], [true, 'top right']);
    await press('Restore');
    equal([region.matches(':popover-open'), region.offsetWidth, region.offsetHeight], [false, 400, 400]);
    equal(focused() === byRole('button', 'Minimise'), true);
  });

  it('cannot be a call that still rings', async () => {
    await mount(stage(outgoing('video', 'ringing')));
    equal(allByRole('button', 'Minimise'), []);
  });
});
