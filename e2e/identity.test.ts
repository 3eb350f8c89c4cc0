import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Person } from './support/person.ts';
import { mint, TokenHost } from './support/token-host.ts';

describe('who one is', () => {
  let host: TokenHost;

  before(async () => {
    host = await TokenHost.start();
  });

  afterEach(() => host.everybodyLeaves());

  after(() => host?.close());

  /** Puts an element with this token into the page; `renewed` is what `getToken` brings, once it has failed so often. */
  async function enter(token: string | null, renewed: string | null = null, failures = 0): Promise<Person> {
    const person = await host.enter();
    await person.page.evaluate(
      ([first, second, failing]) => {
        const element = document.createElement('call-window');
        element.setAttribute('user-id', 'ann');
        element.setAttribute('peer-id', 'ben');
        if (first) element.setAttribute('token', first);
        Object.assign(window, { asked: 0 });
        const ask = async (): Promise<string> => {
          const count = ((window as unknown as { asked: number }).asked += 1);
          if (count <= failing) throw new TypeError('Failed to fetch');
          return second ?? '';
        };
        if (second) Object.assign(element, { getToken: ask });
        document.body.append(element);
      },
      [token, renewed, failures] as const,
    );
    return person;
  }

  const refused = [
    ['no token', null, 'unauthenticated'],
    ['a token signed with another secret', mint('ann', '1h', 'another secret, long enough as well'), 'unauthenticated'],
    ['a token of another user', mint('eve', '1h'), 'unauthenticated'],
    ['an expired token', mint('ann', '-1h'), 'token-expired'],
    ['what is no token', 'garbage', 'unauthenticated'],
  ] as const;
  for (const [what, token, code] of refused) {
    it(`${what} is refused as ${code}, said on screen and to the host`, async () => {
      const ann = await enter(await token);
      const { code: reported, message } = await ann.event<{ code: string; message: string }>('call-error');
      assert.equal(reported, code);
      await ann.page.getByText(message).waitFor();
      await ann.text('Offline').waitFor();
      assert.deepEqual(ann.consoleErrors, []);
    });
  }

  it('asks getToken once more after a refusal, and connects with what it brings', async () => {
    const ann = await enter(await mint('ann', '-1h'), await mint('ann', '1h'));
    assert.equal((await ann.event<{ state: string }>('signaling-change')).state, 'connected');
    assert.equal(await ann.page.evaluate(() => (window as unknown as { asked: number }).asked), 1);
  });

  it('asks getToken once more and no oftener when that token is refused too', async () => {
    const expired = await mint('ann', '-1h');
    const ann = await enter(expired, expired);
    assert.equal((await ann.event<{ code: string }>('call-error')).code, 'token-expired');
    assert.equal(await ann.page.evaluate(() => (window as unknown as { asked: number }).asked), 1);
  });

  for (const [what, token] of [
    ['the first one', null],
    ['another one', '-1h'],
  ] as const)
    it(`asks getToken again when it has failed to bring ${what}: that is an outage, and no refusal`, async () => {
      const ann = await enter(token && (await mint('ann', token)), await mint('ann', '1h'), 2);
      await ann.page.waitForFunction(() =>
        window.probe.events.some(
          ({ type, detail }) => type === 'signaling-change' && (detail as { state: string }).state === 'connected',
        ),
      );
      assert.equal(await ann.page.evaluate(() => (window as unknown as { asked: number }).asked), 3);
      const errors = await ann.page.evaluate(() =>
        window.probe.events.flatMap(({ type, detail }) =>
          type === 'call-error' ? [(detail as { code: string }).code] : [],
        ),
      );
      assert.deepEqual(errors, ['signaling-unreachable']);
    });

  it('connects when the host sets another token after a refusal', async () => {
    const ann = await enter('garbage');
    await ann.event('call-error');
    await ann.forgetEvents();
    const token = await mint('ann', '1h');
    await ann.page.evaluate((next) => document.querySelector('call-window')!.setAttribute('token', next), token);
    assert.equal((await ann.event<{ state: string }>('signaling-change')).state, 'connected');
  });
});
