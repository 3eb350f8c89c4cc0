import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { refusedConnection } from './support/client.ts';
import { ask } from './support/http.ts';
import { valueOf } from './support/metrics.ts';
import { ring, talk } from './support/ringing.ts';
import { candidate, envelope, offer } from './support/signals.ts';
import { startServer } from './support/start-server.ts';
import { SECRET } from './support/tokens.ts';

describe('the metrics', () => {
  it('count devices and calls, and how calls ended', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    assert.equal(await valueOf(server, 'call_window_connections'), 2);
    assert.equal(await valueOf(server, 'call_window_calls{state="ringing"}'), 1);
    server.clock.advance(3_000);
    await ben.granted('call:accept', { callId });
    assert.equal(await valueOf(server, 'call_window_calls{state="ringing"}'), 0);
    assert.equal(await valueOf(server, 'call_window_calls{state="active"}'), 1);
    assert.equal(await valueOf(server, 'call_window_ring_seconds_sum'), 3);
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    assert.equal(await valueOf(server, 'call_window_calls{state="active"}'), 0);
    assert.equal(await valueOf(server, 'call_window_calls_ended_total{reason="hung-up"}'), 1);
  });

  it('count refusals by request and code, and those that nobody knows as one', async () => {
    await using server = await startServer();
    const ann = await server.connect('ann');
    await ann.refused('call:accept', { callId: crypto.randomUUID() });
    for (const name of ['made-up', 'call:made-up']) await ann.socket.emitWithAck(name, {});
    assert.equal(await valueOf(server, 'call_window_refusals_total{request="call:accept",code="no-such-call"}'), 1);
    assert.equal(await valueOf(server, 'call_window_refusals_total{request="unknown",code="invalid-request"}'), 2);
    assert.equal(await valueOf(server, 'call_window_request_seconds_count{request="call:accept"}'), 1);
  });

  it('count handshakes that were refused, before and after it is asked who they are', async () => {
    await using server = await startServer({ authSecret: SECRET, rates: { connect: { points: 3, duration: 60 } } });
    const handshakes = (code: string) =>
      valueOf(server, `call_window_refusals_total{request="handshake",code="${code}"}`);
    await refusedConnection(server.url, { headers: { Origin: 'https://evil.example' } });
    for (let attempt = 0; attempt < 4; attempt += 1) await refusedConnection(server.url, { auth: { token: 'forged' } });
    assert.equal(await handshakes('not-permitted'), 1);
    assert.equal(await handshakes('unauthenticated'), 3);
    assert.equal(await handshakes('rate-limited'), 1);
  });

  it("count answers to HTTP requests by status, and none of the host's own", async () => {
    await using server = await startServer({
      authSecret: SECRET,
      rates: { httpAddress: { points: 2, duration: 60 } },
      hostListener: (_request, response) => response.end(),
    });
    const answers = (part: string, status: number) =>
      valueOf(server, `call_window_http_answers_total{part="${part}",status="${status}"}`);
    for (let request = 0; request < 3; request += 1) await ask(`${server.url}/api/communication/calls`);
    for (const path of ['/healthz', '/call-window/chunks/none.js', '/', '/call-window/socket.io/?EIO=4&transport=x'])
      await ask(server.url + path);
    assert.deepEqual([await answers('api', 401), await answers('api', 429)], [2, 1]);
    assert.deepEqual([await answers('health', 200), await answers('bundle', 404)], [1, 1]);
    assert.equal(await answers('sockets', 400), 1);
    const { body } = await ask(`${server.url}/metrics`);
    const counted = [...body.matchAll(/^call_window_http_answers_total\{part="(\w+)"/gm)].map(([, part]) => part);
    assert.deepEqual([...new Set(counted)].toSorted(), ['api', 'bundle', 'health', 'metrics', 'sockets']);
  });

  it('measure how long signals take to be handed on, but not how long they wait for somebody who is away', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ann.granted('call:signal', envelope(callId, 'ben', offer));
    assert.equal(await valueOf(server, 'call_window_relay_seconds_count'), 1);
    assert.ok((await valueOf(server, 'call_window_relay_seconds_sum'))! > 0);
    ben.socket.disconnect();
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    await ann.granted('call:signal', envelope(callId, 'ben', offer, 1));
    assert.equal(await valueOf(server, 'call_window_relay_seconds_count'), 1);
  });

  it('measure those that travel with a ring only where it rings', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    await ann.granted('call:signal', envelope(callId, 'ben', offer));
    await ann.granted('presence:watch', { users: ['ben'] });
    ben.socket.disconnect();
    await ann.notice('presence:changed', ({ presence }) => !presence.reachable);
    await ann.granted('call:signal', envelope(callId, 'ben', candidate, 1));
    assert.equal(await valueOf(server, 'call_window_relay_seconds_count'), 1);
  });

  it('tell how late the event loop is, and name nobody', async () => {
    await using server = await startServer();
    await talk(server);
    const { body } = await ask(`${server.url}/metrics`);
    assert.match(body, /nodejs_eventloop_lag_p99_seconds/);
    assert.doesNotMatch(body, /\bann\b|\bben\b|127\.0\.0\.1/);
  });

  it('are for this machine where no token is set', async () => {
    await using server = await startServer();
    for (const headers of [{ 'X-Forwarded-For': '192.0.2.1' }, { Host: 'calls.example.com' }])
      assert.equal((await ask(`${server.url}/metrics`, { headers: headers as Record<string, string> })).status, 401);
  });

  it('are for whoever has the token where one is set', async () => {
    await using server = await startServer({ metricsToken: 'let-me-count' });
    const statusOf = async (headers: Record<string, string>) =>
      (await ask(`${server.url}/metrics`, { headers })).status;
    assert.equal(await statusOf({}), 401);
    assert.equal(await statusOf({ Authorization: 'Bearer let' }), 401);
    await using other = await startServer({ metricsToken: 'count-42' });
    const answer = await ask(`${other.url}/metrics`, { headers: { Authorization: 'Bearer count-42' } });
    assert.equal(answer.status, 200);
    assert.equal(
      (await ask(`${other.url}/metrics`, { method: 'POST', headers: { Authorization: 'Bearer count-42' } })).status,
      405,
    );
  });
});
