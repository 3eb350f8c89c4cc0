import { html } from 'lit';

import { clockTime } from '../../src/elements/elapsed-time.ts';
import { FakeClock } from './fake-clock.ts';
import { equal, find, get, mount, settled, unmount } from './support.ts';

describe('elapsed time', () => {
  it('is minutes and seconds, and hours where there are any', () => {
    const times = {
      '-3': '0:00',
      0: '0:00',
      9.9: '0:09',
      61: '1:01',
      599: '9:59',
      3599: '59:59',
      3600: '1:00:00',
      36_061: '10:01:01',
    };
    for (const [seconds, text] of Object.entries(times)) equal(clockTime(Number(seconds)), text);
  });
});

describe('<call-window-status>', () => {
  let clock: FakeClock;

  beforeEach(() => {
    clock = new FakeClock();
  });

  afterEach(async () => {
    await unmount();
    clock.restore();
  });

  const status = (phase: string, answeredAt: number | null) =>
    html`<call-window-status .phase=${phase} .answeredAt=${answeredAt}></call-window-status>`;

  it('goes on every second, outside of the live region', async () => {
    await mount(status('active', clock.now));
    clock.pass(65_000);
    await settled();
    equal([get('.time').textContent, get('[role=status]').textContent?.trim()], ['1:05', 'Connected']);
  });

  it('runs its timer only while there is something to count and to see', async () => {
    const place = await mount(status('connecting', clock.now));
    equal([clock.pending, find('.time')], [0, null], 'connecting');
    await mount(status('active', clock.now));
    equal(clock.pending, 1, 'active');
    place.remove();
    equal(clock.pending, 0, 'removed');
    document.body.append(place);
    equal(clock.pending, 1, 'back again');
  });
});
