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

  it('has one entry for a call, whoever tells of it first', async () => {
    const [ann, ben] = [await demo.signIn('ann'), await demo.signIn('ben')];
    const call = { callId: 'call-1', kind: 'voice', outcome: 'unanswered', durationSeconds: 0 };
    const told = await ann.post('/demo/calls', { ...call, peer: 'ben', direction: 'outgoing' });
    const again = await ben.post('/demo/calls', { ...call, peer: 'ann', direction: 'incoming', outcome: 'canceled' });
    assert.deepEqual(again.body, told.body);
    assert.equal(told.body.message.from, 'ann');
    const entries = (await ben.get('/demo/messages?peer=ann')).body.messages.filter(
      (/** @type {any} */ one) => one.call,
    );
    assert.deepEqual(entries.at(-1).call, { id: 'call-1', kind: 'voice', outcome: 'unanswered', durationSeconds: 0 });
  });

  it('counts a missed call as unread and a call that took place not', async () => {
    const [cleo, ben] = [await demo.signIn('cleo'), await demo.signIn('ben')];
    await ben.post('/demo/read', { peer: 'cleo' });
    const call = { peer: 'ben', direction: 'outgoing', kind: 'video' };
    await cleo.post('/demo/calls', { ...call, callId: 'took-place', outcome: 'completed', durationSeconds: 192.7 });
    assert.equal((await overview(ben, 'cleo')).unread, 0);
    assert.equal((await overview(ben, 'cleo')).last.call.durationSeconds, 192);
    await cleo.post('/demo/calls', { ...call, callId: 'missed', outcome: 'busy' });
    assert.equal((await overview(ben, 'cleo')).unread, 1);
  });
});
