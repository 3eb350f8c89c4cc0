import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ask } from './support/http.ts';
import { valueOf } from './support/metrics.ts';
import { ring, talk } from './support/ringing.ts';
import { startServer } from './support/start-server.ts';

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
