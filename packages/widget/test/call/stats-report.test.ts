import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { measure } from '../../src/peer-connection/measure.ts';
import { readCounters } from '../../src/peer-connection/stats-report.ts';

/** A connection that has received so much of a camera's picture. */
function connectionWith(video: object): RTCPeerConnection {
  const pair = { id: 'pair', type: 'candidate-pair', selected: true, timestamp: 1000 };
  const report = new Map<string, object>([
    ['pair', pair],
    ['video', { id: 'video', type: 'inbound-rtp', mid: '1', timestamp: 1000, ...video }],
  ]);
  const transceivers = ['0', '1', '2', '3'].map((mid) => ({ mid }));
  return { getTransceivers: () => transceivers, getStats: async () => report } as unknown as RTCPeerConnection;
}

describe('the part of the packets that was lost', () => {
  it('is of those that were sent once: each loss has the browser ask for the packet again', async () => {
    const before = await readCounters(connectionWith({ packetsReceived: 0, packetsLost: 0 }));
    const now = await readCounters(
      connectionWith({ packetsReceived: 1000, retransmittedPacketsReceived: 100, packetsLost: 100 }),
    );
    assert.equal(measure(before, now).lost.received, 0.1);
  });
});
