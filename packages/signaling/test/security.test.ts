import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { LeaveReason, Reply, RequestName, RequestPayload } from '../src/protocol/index.ts';
import type { Client } from './support/client.ts';
import { answer, candidate, envelope, offer } from './support/signals.ts';
import { type RunningServer, startServer } from './support/start-server.ts';

type Attempt = {
  [Name in RequestName]: readonly [string, Name, (callId: string) => RequestPayload<Name>];
}[RequestName];

const reason: LeaveReason = 'hung-up';

/** Everything that can be asked of a call. */
const ATTEMPTS: readonly Attempt[] = [
  ['to say that it rings', 'call:ringing', (callId) => ({ callId })],
  ['to answer it', 'call:accept', (callId) => ({ callId })],
  ['to decline it', 'call:decline', (callId) => ({ callId, message: 'not now' })],
  ['to cancel it', 'call:cancel', (callId) => ({ callId })],
  ['to leave it', 'call:leave', (callId) => ({ callId, reason })],
  ['to leave it in the name of somebody in it', 'call:leave', (callId) => ({ callId, reason, by: 'ann' })],
  ['to come back to it', 'call:resume', (callId) => ({ callId })],
  ['to go away from it', 'call:leaving', (callId) => ({ callId })],
  ['to say that it is connected', 'call:connected', (callId) => ({ callId, setupMs: 300 })],
  ['to withdraw it', 'call:withdraw', (requestId) => ({ requestId })],
  ...[offer, answer, candidate, { type: 'renegotiate', renegotiate: true } as const].map((signal): Attempt => [
    `to signal ${signal.type} into it`,
    'call:signal',
    (id) => envelope(id, 'ann', signal),
  ]),
  ['to have its link made again', 'call:signal', (id) => envelope(id, 'ben', { type: 'restart', restart: 'link' })],
];

interface Stage {
  readonly callId: string;
  /** Those who are in it. */
  readonly people: readonly Client[];
}

/** Ann, Ben and Cleo talk, and Cleo has left. */
async function talkOfThree(server: RunningServer): Promise<Stage & { readonly cleo: Client }> {
  const [ann, ben, cleo] = [await server.connect('ann'), await server.connect('ben'), await server.connect('cleo')];
  const { call } = await ann.invite('ben', 'cleo');
  for (const callee of [ben, cleo]) {
    await callee.notice('call:ring');
    await callee.granted('call:accept', { callId: call.id });
  }
  await cleo.granted('call:leave', { callId: call.id, reason });
  return { callId: call.id, people: [ann, ben], cleo };
}

/** Dan talks to Fay, elsewhere. */
async function talkElsewhere(server: RunningServer): Promise<Client> {
  const [dan, fay] = [await server.connect('dan'), await server.connect('fay')];
  const { call } = await dan.invite('fay');
  await fay.granted('call:accept', { callId: call.id });
  return dan;
}

const OUTSIDERS: readonly (readonly [string, (server: RunningServer, stage: { cleo: Client }) => Promise<Client>])[] = [
  ['a stranger', (server) => server.connect('eve')],
  ['a former participant', async (_server, { cleo }) => cleo],
  ['another device of a former participant', (server) => server.connect('cleo')],
  ['somebody in another call', talkElsewhere],
];

function send(client: Client, [, name, payload]: Attempt, callId: string): Promise<Reply<unknown>> {
  return client.request(name, payload(callId) as never);
}

/** What the people in the call have been told since. */
async function toldSince({ people }: Stage, act: () => Promise<void>): Promise<readonly unknown[]> {
  for (const client of people) await client.settled();
  const before = people.map(({ notices }) => notices.length);
  await act();
  for (const client of people) await client.settled();
  return people.flatMap(({ notices }, index) => notices.slice(before[index]));
}

describe('of a call that is not theirs', () => {
  for (const [who, outsider] of OUTSIDERS) {
    it(`${who} hears whatever they ask what is said of a call that never was, and nobody hears of them`, async () => {
      await using server = await startServer();
      const stage = await talkOfThree(server);
      const client = await outsider(server, stage);
      const told = await toldSince(stage, async () => {
        for (const attempt of ATTEMPTS) {
          const reply = await send(client, attempt, stage.callId);
          assert.deepEqual(reply, await send(client, attempt, crypto.randomUUID()), attempt[0]);
        }
      });
      assert.deepEqual(told, []);
    });
  }

  it('a stranger hears the same while it rings', async () => {
    await using server = await startServer();
    const [ann, ben] = [await server.connect('ann'), await server.connect('ben')];
    const eve = await server.connect('eve');
    const { call } = await ann.invite('ben');
    await ben.notice('call:ring');
    const told = await toldSince({ callId: call.id, people: [ann, ben] }, async () => {
      for (const attempt of ATTEMPTS) {
        const reply = await send(eve, attempt, call.id);
        assert.deepEqual(reply, await send(eve, attempt, crypto.randomUUID()), attempt[0]);
      }
    });
    assert.deepEqual(told, []);
  });

  it('another device of somebody in it changes nothing and signals nothing', async () => {
    await using server = await startServer();
    const stage = await talkOfThree(server);
    const other = await server.connect('ann');
    const told = await toldSince(stage, async () => {
      for (const attempt of ATTEMPTS) {
        const reply = await send(other, attempt, stage.callId);
        assert.ok(!reply.ok || attempt[1] === 'call:withdraw', attempt[0]);
      }
    });
    assert.deepEqual(told, []);
  });
});

/**
 * How likely one of `slow` takes longer than one of `fast`: 0.5 where they are alike (the statistic of Mann and Whitney, by which a
 * loaded machine that holds up both says nothing).
 */
function likelihoodOfLonger(slow: readonly number[], fast: readonly number[]): number {
  const longer = slow.flatMap((one) => fast.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
  return longer.reduce<number>((sum, value) => sum + value, 0) / longer.length;
}

const TIMES = 500;
/** Of 500 times each, chance alone moves the likelihood by 0.02. */
const NOISE = 0.1;

describe('an unknown user, one who is offline and one whom the caller may not see', () => {
  const everything = { points: 1e9, duration: 1 };
  const rates = { request: everything, invite: everything };
  const names = ['unknown', 'offline', 'forbidden'] as const;

  async function staged() {
    const server = await startServer({
      rates,
      canSee: (_watcher, user) => user !== 'forbidden',
      authorizeCall: (_caller, callee) => callee !== 'forbidden',
    });
    await server.connect('forbidden', { auth: { name: 'Frida' } });
    const gone = await server.connect('offline', { auth: { name: 'Ole' } });
    const eve = await server.connect('eve');
    await eve.granted('presence:watch', { users: ['offline'] });
    gone.socket.disconnect();
    await eve.notice('presence:changed');
    return { server, eve };
  }

  /** Everything of an answer but what names the call and its people. */
  const blank = (reply: Reply<unknown>): string =>
    JSON.stringify(reply).replaceAll(/[0-9a-f-]{36}|unknown|offline|forbidden/g, '–');

  const askings: readonly (readonly [string, (eve: Client, userId: string) => Promise<Reply<unknown>>])[] = [
    ['called', (eve, to) => eve.request('call:invite', { requestId: crypto.randomUUID(), to: [to], kind: 'voice' })],
    ['asked for', (eve, userId) => eve.request('presence:watch', { users: [userId] })],
  ];

  for (const [what, ask] of askings) {
    it(`are the same when they are ${what}, in words and in time`, async (test) => {
      const { server, eve } = await staged();
      await using _server = server;
      const times = { unknown: [] as number[], offline: [] as number[], forbidden: [] as number[] };
      const answers = new Set<string>();
      for (let round = 0; round < TIMES; round += 1)
        for (const name of names.toSorted(() => Math.random() - 0.5)) {
          const begun = performance.now();
          const reply = await ask(eve, name);
          times[name].push(performance.now() - begun);
          answers.add(blank(reply));
        }
      assert.equal(answers.size, 1, [...answers].join('\n'));
      for (const [one, other] of [
        ['forbidden', 'unknown'],
        ['forbidden', 'offline'],
        ['offline', 'unknown'],
      ] as const) {
        const likelihood = likelihoodOfLonger(times[one], times[other]);
        test.diagnostic(`${one} takes longer than ${other} in ${Math.round(likelihood * 100)} of 100 pairs`);
        assert.ok(Math.abs(likelihood - 0.5) < NOISE, `${one} against ${other}: ${likelihood}`);
      }
    });
  }
});
