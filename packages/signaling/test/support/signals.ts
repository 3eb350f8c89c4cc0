import type { LinkSignal, SignalEnvelope } from '../../src/protocol/index.ts';

export const offer: LinkSignal = { type: 'offer', sdp: 'v=0\r\n' };
export const answer: LinkSignal = { type: 'answer', sdp: 'v=0\r\n' };
export const candidate: LinkSignal = { type: 'candidate', candidate: { candidate: 'candidate:1', sdpMid: '0' } };

/** A signal of the first attempt. */
export function envelope(callId: string, to: string, signal: LinkSignal, sequence = 0, attempt = 1): SignalEnvelope {
  return { callId, to, attempt, sequence, signal };
}
