import type { PeerSignal } from 'call-window-signaling/protocol';

/**
 * Candidates come one by one, and only there are they withheld before accept and checked for `relayOnly`: those that a
 * description brings along (RFC 8839 §5.1) are left out.
 */
export function withoutCandidates(signal: PeerSignal): PeerSignal {
  if (signal.type !== 'offer' && signal.type !== 'answer') return signal;
  return { ...signal, sdp: signal.sdp.replace(/^a=(?:candidate:.*|end-of-candidates)\r?\n/gm, '') };
}

/** Whether the candidate leads anywhere but through a relay. */
export function isDirectCandidate(signal: PeerSignal): boolean {
  return signal.type === 'candidate' && !signal.candidate.candidate.includes(' typ relay');
}
