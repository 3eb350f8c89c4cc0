import type { PeerSignal } from 'call-window-signaling/protocol';

/**
 * Candidates come one by one, and only there are they withheld before accept and checked for `relayOnly`: those that a
 * description brings along (RFC 8839 §5.1) are left out.
 */
export function withoutCandidates(signal: PeerSignal): PeerSignal {
  if (signal.type !== 'offer' && signal.type !== 'answer') return signal;
  return { ...signal, sdp: signal.sdp.replace(/^a=(?:candidate:.*|end-of-candidates)\r?\n/gm, '') };
}

/** Type and what precedes it, in their places (RFC 8839 §5.1): whatever follows may say anything. */
const RELAY = /^candidate:(?:\S+ ){6}typ relay(?: |$)/;

/** Whether the candidate leads anywhere but through a relay. */
export function isDirectCandidate(signal: PeerSignal): boolean {
  return signal.type === 'candidate' && !RELAY.test(signal.candidate.candidate);
}

/** A relay's candidate also says from where the relay was asked, which is nobody's business (RFC 8839 §5.1). */
export function withoutRelatedAddress(signal: PeerSignal): PeerSignal {
  if (signal.type !== 'candidate') return signal;
  const { candidate } = signal.candidate;
  const masked = candidate.replace(/ raddr \S+ rport \d+/, ' raddr 0.0.0.0 rport 0');
  return { ...signal, candidate: { ...signal.candidate, candidate: masked } };
}
