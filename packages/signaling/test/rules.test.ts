import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';

import { Webhook } from 'standardwebhooks';

import { startServer } from './support/start-server.ts';

const SECRET = 'what the host and its server know, for rules';

interface Question {
  readonly rule: string;
  readonly user: string;
  readonly other: string;
}

/** A host that answers as it is told to, and only what is signed. */
async function startHost(decide: (question: Question) => unknown) {
  const questions: Question[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const headers = request.headers as Record<string, string>;
      const question = new Webhook(SECRET, { format: 'raw' }).verify(body, headers) as Question;
      questions.push(question);
      const answer = decide(question);
      if (answer === undefined) response.writeHead(500).end();
      else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const rulesUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rules`;
  return { questions, settings: { rulesUrl, rulesSecret: SECRET }, [Symbol.dispose]: () => void server.close() };
}

const invitation = (to: string) => ({ requestId: crypto.randomUUID(), to: [to], kind: 'video' as const });

describe('who may call whom', () => {
  it('is for the host to say: whoever may be seen and not be called is not rung', async () => {
    await using server = await startServer({
      authorizeCall: (caller, callee) => !(caller === 'ann' && callee === 'ben'),
    });
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    assert.equal(await ann.refused('call:invite', invitation('ben')), 'not-permitted');
    await ben.settled();
    assert.deepEqual(ben.noticesOf('call:ring'), []);
    await ben.invite('ann');
  });

  it('is not said to somebody who may not even see them', async () => {
    const rules = { canSee: (watcher: string) => watcher !== 'eve', authorizeCall: () => false };
    await using server = await startServer(rules);
    const eve = await server.connect('eve');
    await server.connect('ben');
    const answers = await Promise.all(['ben', 'nobody'].map((name) => eve.granted('call:invite', invitation(name))));
    assert.deepEqual(
      answers.map(({ call }) => [call.ended, call.participants.map(({ name }) => name)]),
      [
        [{ reason: 'unreachable', by: null }, [null, null]],
        [{ reason: 'unreachable', by: null }, [null, null]],
      ],
    );
  });
});

describe('a host that is asked by HTTP', () => {
  it('is asked once for each question, signed, and its answer holds', async () => {
    using host = await startHost(({ rule }) => ({ allowed: rule === 'canSee' }));
    await using server = await startServer(host.settings);
    const [ann] = [await server.connect('ann'), await server.connect('ben')];
    for (let count = 0; count < 3; count += 1)
      assert.equal(await ann.refused('call:invite', invitation('ben')), 'not-permitted');
    assert.deepEqual(host.questions, [
      { rule: 'canSee', user: 'ann', other: 'ben' },
      { rule: 'authorizeCall', user: 'ann', other: 'ben' },
    ]);
  });

  for (const [what, answer] of [
    ['fails', undefined],
    ['answers no JSON', '<html>'],
    ['answers something else', { allowed: 'yes' }],
  ] as const) {
    it(`and ${what} has allowed nothing, and is asked again`, async () => {
      using host = await startHost(() => answer);
      await using server = await startServer(host.settings);
      const [ann] = [await server.connect('ann'), await server.connect('ben')];
      for (let count = 0; count < 2; count += 1) {
        const { call } = await ann.granted('call:invite', invitation('ben'));
        assert.deepEqual(call.ended, { reason: 'unreachable', by: null });
      }
      assert.deepEqual(
        host.questions.map(({ rule }) => rule),
        ['canSee', 'authorizeCall', 'canSee', 'authorizeCall'],
      );
    });
  }
});
