import { html } from 'lit';

import { allByRole, byRole, equal, get, mount, ok, requestsDuring, settled, unmount } from './support.ts';

const of = (callId: string) => html`<call-window-decline-message .callId=${callId}></call-window-decline-message>`;

const folded = of('first');

async function unfold(): Promise<void> {
  await mount(folded);
  byRole('button', 'Reply with a message').click();
  await settled();
}

describe('declining with a message', () => {
  afterEach(unmount);

  it('is folded away until it is wanted', async () => {
    await mount(folded);
    equal(allByRole('button').length, 1);
  });

  it('offers ready-made answers, and leads the keyboard to the first', async () => {
    await unfold();
    equal(get('call-window-decline-message').shadowRoot?.activeElement?.textContent?.trim(), "Can't talk now");
    const asked = await requestsDuring(() => byRole('button', "I'll call you back").click());
    equal(asked, [{ type: 'decline', message: "I'll call you back", callId: 'first' }]);
  });

  it('sends an own message of at most 140 characters', async () => {
    await unfold();
    const input = get<HTMLInputElement>('input');
    equal(input.maxLength, 140);
    input.value = '  In a meeting  ';
    equal(await requestsDuring(() => byRole('button', 'Send').click()), [
      { type: 'decline', message: 'In a meeting', callId: 'first' },
    ]);
  });

  it('is folded away again when somebody else calls', async () => {
    await unfold();
    await mount(of('second'));
    equal(allByRole('button').length, 1);
  });

  it('sends nothing when nothing was written', async () => {
    await unfold();
    equal(await requestsDuring(() => byRole('button', 'Send').click()), []);
    ok(get('input'), 'and stays open');
  });
});
