import type { PeerSignal, SignalEnvelope } from '../../src/protocol/index.ts';

export const offer: PeerSignal = { type: 'offer', sdp: 'v=0\r\n' };
export const answer: PeerSignal = { type: 'answer', sdp: 'v=0\r\n' };
export const candidate: PeerSignal = { type: 'candidate', candidate: { candidate: 'candidate:1', sdpMid: '0' } };

/** A signal of the first attempt. */
export function envelope(callId: string, to: string, signal: PeerSignal, sequence = 0, attempt = 1): SignalEnvelope {
  return { callId, to, attempt, sequence, signal };
}
