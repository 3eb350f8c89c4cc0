import { html } from 'lit';

import { ann, inCall, peer } from '../../gallery/fixtures.ts';
import type { Peer } from '../../src/call/call-state.ts';
import { allByRole, equal, mount, unmount } from './support.ts';

const ben = peer({ quality: 3 });
const cleo = peer({ userId: 'cleo', name: 'Cleo', quality: 2 });

async function meters(...peers: readonly Peer[]): Promise<readonly string[]> {
  await mount(html`<call-window-stage .call=${inCall('video', 'active', { peers })} .self=${ann}></call-window-stage>`);
  const names = allByRole('button').map((button) => button.getAttribute('aria-label') ?? '');
  return names.filter((name) => name.startsWith('Connection'));
}

describe('the meter in the header', () => {
  afterEach(unmount);

  it('tells how good the link is, and nothing before that was measured', async () => {
    equal(await meters(ben), ['Connection: good']);
    equal(await meters(peer()), []);
  });

  it('tells of the weakest of several links: there is room for one', async () => {
    equal(await meters(ben, cleo), ['Connection: weak']);
  });

  it('tells nothing of a link that is gone, which has no quality', async () => {
    equal(await meters(ben, { ...cleo, link: 'interrupted' }), ['Connection: good']);
  });
});
