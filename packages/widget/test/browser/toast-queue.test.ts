import { LitElement } from 'lit';

import { ToastQueue } from '../../src/controllers/toast-queue.ts';
import { equal, ok } from '../elements/support.ts';

/** Any element that shows toasts. */
class Host extends LitElement {
  readonly queue = new ToastQueue(this);
  shown: readonly string[] = [];

  protected override render(): unknown {
    this.shown = this.queue.toasts.map(({ text, tone }) => `${tone}: ${text}`);
    return null;
  }
}

customElements.define('test-toast-host', Host);

describe('the toast queue', () => {
  let host: Host;

  beforeEach(async () => {
    host = document.body.appendChild(new Host());
    await host.updateComplete;
  });

  afterEach(() => host.remove());

  async function shown(): Promise<readonly string[]> {
    await host.updateComplete;
    return host.shown;
  }

  it('shows the newest last', async () => {
    host.queue.show('first');
    host.queue.show('second', 'danger');
    equal(await shown(), ['neutral: first', 'danger: second']);
  });

  it('does not say twice what is on screen, but says it as the newest', async () => {
    host.queue.show('again', 'warning');
    host.queue.show('other');
    const before = host.queue.toasts[0]!.id;
    host.queue.show('again', 'danger');
    equal(await shown(), ['neutral: other', 'danger: again']);
    ok(host.queue.toasts.at(-1)!.id !== before, 'with a time of its own');
  });

  it('dismisses one, and only that one', async () => {
    host.queue.show('first');
    host.queue.show('second');
    host.queue.dismiss(host.queue.toasts[0]!.id);
    equal(await shown(), ['neutral: second']);
    host.queue.dismiss(4711);
    equal(await shown(), ['neutral: second']);
  });

  it('says again what was dismissed', async () => {
    host.queue.show('again');
    host.queue.dismiss(host.queue.toasts[0]!.id);
    host.queue.show('again');
    equal(await shown(), ['neutral: again']);
  });

  it('never gives the same id twice', () => {
    host.queue.show('first');
    const { id } = host.queue.toasts[0]!;
    host.queue.dismiss(id);
    host.queue.show('second');
    ok(host.queue.toasts[0]!.id !== id, 'a late dismissal must not hit another toast');
  });

  it('forgets everything when its element goes', () => {
    host.queue.show('first');
    host.remove();
    document.body.append(host);
    equal(host.queue.toasts, []);
  });
});
