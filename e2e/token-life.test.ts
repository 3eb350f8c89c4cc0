import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { SignJWT } from 'jose';
import type { Browser } from 'playwright-core';

import { launchBrowser } from './support/browser.ts';
import { type Running, startHostPage, startSignaling } from './support/host-page.ts';
import { Person } from './support/person.ts';

const SECRET = 'a secret that is long enough for HS256';

/** Each is asked for again after half of its life, and its connection is closed five seconds after its end. */
const LIFETIME_SECONDS = 6;
const RENEWALS = 5;

function mint(sub: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .sign(new TextEncoder().encode(SECRET));
}

describe('a call that lasts longer than the tokens of its people', () => {
  let browser: Browser;
  let signaling: Running;
  let host: Running;

  before(async () => {
    browser = await launchBrowser();
    signaling = await startSignaling({ authSecret: SECRET, allowedOrigins: ['*'] });
    const html = `<!doctype html><html lang="en"><title>Host</title><script type="module" src="${signaling.url}/call-window.js"></script>`;
    host = await startHostPage(() => ({ html, policy: null }));
  });

  after(async () => {
    await browser?.close();
    await host?.close();
    await signaling?.close();
  });

  /** Resolves with the person, and with what resolves once the host has been asked for so many tokens. */
  async function enter(userId: string, peerId: string): Promise<{ person: Person; renewed: Promise<void> }> {
    const person = await Person.enter(browser, host.url);
    const renewed = Promise.withResolvers<void>();
    let asked = 0;
    await person.page.exposeFunction('fetchToken', () => {
      asked += 1;
      if (asked > RENEWALS) renewed.resolve();
      return mint(userId);
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
