import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Person } from './support/person.ts';
import { mint, TokenHost } from './support/token-host.ts';

/** Each is asked for again after half of its life, and its connection is closed five seconds after its end. */
const LIFETIME = '6s';
const RENEWALS = 5;

describe('a call that lasts longer than the tokens of its people', () => {
  let host: TokenHost;

  before(async () => {
    host = await TokenHost.start();
  });

  after(() => host?.close());

  /** Resolves with the person, and with what resolves once the host has been asked for so many tokens. */
  async function enter(userId: string, peerId: string): Promise<{ person: Person; renewed: Promise<void> }> {
    const person = await host.enter();
    const renewed = Promise.withResolvers<void>();
    let asked = 0;
    await person.page.exposeFunction('fetchToken', () => {
      asked += 1;
      if (asked > RENEWALS) renewed.resolve();
      return mint(userId, LIFETIME);
    });
    await person.page.evaluate(
      ([own, other]) => {
        const element = document.createElement('call-window');
        element.setAttribute('user-id', own);
        element.setAttribute('peer-id', other);
        const { fetchToken } = window as unknown as { fetchToken: () => Promise<string> };
        Object.assign(element, { getToken: fetchToken });
        document.body.append(element);
      },
      [userId, peerId] as const,
    );
    return { person, renewed: renewed.promise };
  }

  it('goes on, with other tokens and over the same connection', async () => {
    const [ann, ben] = [await enter('ann', 'ben'), await enter('ben', 'ann')];
    await ann.person.seesPeerLive();
    await ann.person.button('Voice call').click();
    await ben.person.incoming.getByRole('button', { name: 'Accept' }).click();
    for (const { person } of [ann, ben]) await person.inState('active');
    await ann.person.forgetEvents();
    await Promise.all([ann.renewed, ben.renewed]);
    await ann.person.receives();
    assert.deepEqual(await ann.person.events(), []);
    await ann.person.button('End call').click();
    for (const { person } of [ann, ben]) {
      await person.event('call-ended');
      assert.deepEqual(person.consoleErrors, []);
    }
  });
});
