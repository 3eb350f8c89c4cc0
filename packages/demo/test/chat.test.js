import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startTestDemo } from './support.js';

describe('the demo chat', () => {
  /** @type {Awaited<ReturnType<typeof startTestDemo>>} */
  let demo;
  before(async () => (demo = await startTestDemo()));
  after(() => demo.close());

  /**
   * @param {import('./support.js').Client} client
   * @param {string} peer
   */
  const overview = async (client, peer) =>
    (await client.get('/demo/conversations')).body.conversations.find((/** @type {any} */ one) => one.peerId === peer);

  it('begins with conversations that are read', async () => {
    const ann = await demo.signIn('ann');
    const { conversations } = (await ann.get('/demo/conversations')).body;
    assert.deepEqual(conversations.map((/** @type {any} */ one) => one.peerId).sort(), ['ben', 'cleo', 'dov']);
    for (const { last, unread } of conversations) {
      assert.equal(unread, 0);
      assert.ok(last.at < Date.now());
    }
  });

  it('brings a message to the other and back to the writer, as it was written', async () => {
    const [ann, ben] = [await demo.signIn('ann'), await demo.signIn('ben')];
    const events = await ben.events();
    assert.equal((await events.next()).name, 'hello');
    const text = '<img src=x onerror=alert(1)> "Hi" ✓';
    const { message } = (await ann.post('/demo/messages', { peer: 'ben', text: `  ${text}\n` })).body;
    assert.deepEqual(await events.next(), { name: 'message', data: message });
    assert.equal(message.text, text);
    assert.deepEqual((await ben.get('/demo/messages?peer=ann')).body.messages.at(-1), message);
    events.stop();
  });

  it('counts what is unread until it is read', async () => {
    const [ann, dov] = [await demo.signIn('ann'), await demo.signIn('dov')];
    await ann.post('/demo/messages', { peer: 'dov', text: 'one' });
    await ann.post('/demo/messages', { peer: 'dov', text: 'two' });
    assert.equal((await overview(dov, 'ann')).unread, 2);
    assert.equal((await overview(ann, 'dov')).unread, 0);
    await dov.post('/demo/read', { peer: 'ann' });
    assert.equal((await overview(dov, 'ann')).unread, 0);
  });

  it('shows a conversation to its two people only', async () => {
    const [ann, ben, cleo] = [await demo.signIn('ann'), await demo.signIn('ben'), await demo.signIn('cleo')];
    const events = await cleo.events();
    await events.next();
    await ann.post('/demo/messages', { peer: 'ben', text: 'between us' });
    await ben.post('/demo/messages', { peer: 'cleo', text: 'for Cleo' });
    assert.equal((await events.next()).data.text, 'for Cleo');
    const texts = (await cleo.get('/demo/messages?peer=ann')).body.messages.map((/** @type {any} */ one) => one.text);
    assert.ok(!texts.includes('between us'));
    events.stop();
  });

  it('keeps one message when a request is repeated', async () => {
    const ann = await demo.signIn('ann');
    const request = { peer: 'ben', text: 'once', clientId: 'c0ffee' };
    const first = await ann.post('/demo/messages', request);
    assert.deepEqual((await ann.post('/demo/messages', request)).body, first.body);
  });

  it('keeps the last 200 messages', async () => {
    const [cleo, dov] = [await demo.signIn('cleo'), await demo.signIn('dov')];
    for (let count = 0; count < 205; count += 1)
      await cleo.post('/demo/messages', { peer: 'dov', text: `no. ${count}` });
    const { messages } = (await dov.get('/demo/messages?peer=cleo')).body;
    assert.equal(messages.length, 200);
    assert.equal(messages[0].text, 'no. 5');
  });

  /**
   * @param {string} outcome
   * @param {string} text
   */
  const video = (outcome, text) => ({ kind: 'video', outcome, durationSeconds: 0, text });
  /**
   * @param {import('./support.js').Client} client
   * @param {string} peer
   */
  const calls = async (client, peer) =>
    (await client.get(`/demo/messages?peer=${peer}`)).body.messages
      .filter((/** @type {any} */ one) => one.call)
      .map((/** @type {any} */ one) => one.call);

  it('has one message for a call, whoever tells of it first, and each side’s own entry in it', async () => {
    const [ann, ben] = [await demo.signIn('ann'), await demo.signIn('ben')];
    const missed = { ...video('missed', 'Verpasst'), direction: 'incoming' };
    const unanswered = { ...video('unanswered', 'Video call · no answer'), direction: 'outgoing' };
    const told = await ben.post('/demo/calls', { peer: 'ann', callId: 'call-1', entry: missed });
    const again = await ann.post('/demo/calls', { peer: 'ben', callId: 'call-1', entry: unanswered });
    assert.deepEqual([again.body.message.id, again.body.message.from], [told.body.message.id, 'ann']);
    const call = { id: 'call-1', declinedWith: null, toldBy: 2 };
    assert.deepEqual(await calls(ben, 'ann'), [{ ...call, entry: missed }]);
    assert.deepEqual(await calls(ann, 'ben'), [{ ...call, entry: unanswered }]);
  });

  it('keeps what the first page of a user told', async () => {
    const [ann, ben] = [await demo.signIn('ann'), await demo.signIn('ben')];
    const request = { peer: 'ben', callId: 'call-2', entry: { ...video('completed', 'first'), direction: 'outgoing' } };
    await ann.post('/demo/calls', request);
    await ann.post('/demo/calls', { ...request, entry: { ...request.entry, text: 'second' } });
    assert.equal((await calls(ann, 'ben')).at(-1).entry.text, 'first');
    assert.equal((await calls(ben, 'ann')).length, 2);
  });

  it('tells both when the second of them has told', async () => {
    const [ann, ben] = [await demo.signIn('ann'), await demo.signIn('ben')];
    const events = await ann.events();
    await events.next();
    const declined = video('declined', 'Video call declined');
    const told = { callId: 'call-3', message: 'Later' };
    await ann.post('/demo/calls', { ...told, peer: 'ben', entry: { ...declined, direction: 'outgoing' } });
    await ben.post('/demo/calls', { ...told, peer: 'ann', entry: { ...declined, direction: 'incoming' } });
    const [before, after] = [(await events.next()).data, (await events.next()).data];
    assert.equal(before.id, after.id);
    // What the callee said is taken from the callee only.
    assert.deepEqual([before.call.declinedWith, after.call.declinedWith], [null, 'Later']);
    events.stop();
  });

  /** What one side told of, and what it is for the other, whose widget knew nothing of it. */
  const sides = [
    { direction: 'outgoing', outcome: 'unreachable', seen: ['incoming', 'missed', 'Missed video call'] },
    { direction: 'outgoing', outcome: 'busy', seen: ['incoming', 'missed', 'Missed video call'] },
    { direction: 'incoming', outcome: 'missed', seen: ['outgoing', 'unanswered', 'Video call · no answer'] },
    { direction: 'outgoing', outcome: 'completed', seen: ['incoming', 'completed', 'as told'] },
  ];
  for (const { direction, outcome, seen } of sides) {
    it(`shows the other side of a call that was ${outcome}: ${seen[1]}`, async () => {
      const [ben, dov] = [await demo.signIn('ben'), await demo.signIn('dov')];
      const entry = { ...video(outcome, 'as told'), direction };
      await ben.post('/demo/calls', { peer: 'dov', callId: `side-${outcome}`, entry });
      const { entry: other } = (await calls(dov, 'ben')).at(-1);
      assert.deepEqual([other.direction, other.outcome, other.text], seen);
      assert.deepEqual((await calls(ben, 'dov')).at(-1).entry, entry);
    });
  }

  it('counts a missed call as unread and a call that took place not', async () => {
    const [cleo, ben] = [await demo.signIn('cleo'), await demo.signIn('ben')];
    await ben.post('/demo/read', { peer: 'cleo' });
    const tookPlace = { ...video('completed', 'Video call · 3:12'), direction: 'outgoing', durationSeconds: 192.7 };
    await cleo.post('/demo/calls', { peer: 'ben', callId: 'took-place', entry: tookPlace });
    assert.equal((await overview(ben, 'cleo')).unread, 0);
    assert.equal((await overview(ben, 'cleo')).last.call.entry.durationSeconds, 192);
    const busy = { ...video('busy', 'Video call · busy'), direction: 'outgoing' };
    await cleo.post('/demo/calls', { peer: 'ben', callId: 'missed', entry: busy });
    assert.equal((await overview(ben, 'cleo')).unread, 1);
  });
});
