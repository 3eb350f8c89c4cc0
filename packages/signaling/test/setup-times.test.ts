import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { valueOf } from './support/metrics.ts';
import { ring, talk } from './support/ringing.ts';
import { type RunningServer, startServer } from './support/start-server.ts';

const counted = (server: RunningServer) => valueOf(server, 'call_window_setup_seconds_count');

describe('the time until media flows', () => {
  it('is counted as both sides tell it', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ann.granted('call:connected', { callId, setupMs: 180 });
    await ben.granted('call:connected', { callId, setupMs: 320 });
    assert.equal(await counted(server), 2);
    assert.equal(await valueOf(server, 'call_window_setup_seconds_sum'), 0.5);
    assert.equal(await valueOf(server, 'call_window_setup_seconds_bucket{le="0.2"}'), 1);
  });

  it('is counted once for each device, also over another connection of it', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    await ben.granted('call:connected', { callId, setupMs: 300 });
    assert.equal(await ben.refused('call:connected', { callId, setupMs: 300 }), 'not-permitted');
    ben.socket.disconnect();
    await ann.notice('call:changed', ({ call }) => call.participants[1]?.standing === 'away');
    const back = await server.connect('ben', { auth: { deviceId: ben.deviceId } });
    await back.granted('call:resume', { callId });
    assert.equal(await back.refused('call:connected', { callId, setupMs: 300 }), 'not-permitted');
    assert.equal(await counted(server), 1);
  });

  it('is taken from nobody who is not in the call: strangers, other devices, and whoever has left', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await talk(server);
    const [eve, other] = [await server.connect('eve'), await server.connect('ben')];
    const told = { callId, setupMs: 300 };
    assert.equal(await eve.refused('call:connected', told), 'no-such-call');
    assert.equal(await other.refused('call:connected', told), 'not-permitted');
    assert.equal(await ann.refused('call:connected', { ...told, callId: crypto.randomUUID() }), 'no-such-call');
    await ann.granted('call:leave', { callId, reason: 'hung-up' });
    for (const device of [ann, ben]) assert.equal(await device.refused('call:connected', told), 'no-such-call');
    assert.equal(await counted(server), 0);
  });

  it('is none before the answer', async () => {
    await using server = await startServer();
    const { ann, ben, callId } = await ring(server);
    for (const device of [ann, ben])
      assert.equal(await device.refused('call:connected', { callId, setupMs: 300 }), 'not-permitted');
    assert.equal(await counted(server), 0);
  });

  it('is none that could not be', async () => {
    await using server = await startServer();
    const { ann, callId } = await talk(server);
    for (const setupMs of [-1, 600_001, Number.NaN, '300' as unknown as number])
      assert.equal(await ann.refused('call:connected', { callId, setupMs }), 'invalid-request');
    await ann.granted('call:connected', { callId, setupMs: 600_000 });
    assert.equal(await counted(server), 1);
  });
});
