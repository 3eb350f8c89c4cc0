import type { PeerSignal } from 'call-window-signaling/protocol';

/** RFC 8839 §5.1 as browsers write it. Parsers read more than this, each in its own way, and what one skips another uses. */
const CANDIDATE = /^candidate:[\w+/]+ \d+ \w+ \d+ (?<address>\S+) \d+ typ (?<type>\w+)(?: [\x20-\x7e]*)?$/;

/** An address, or the name that a browser makes up for its own (RFC 8828 §3.1.2.2, mDNS). */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f.]*:[\da-f:.]+|[\da-f-]{36}\.local)$/i;

/** Whether it is one that a browser would send; the empty one ends them. Any other name would be looked up, by whoever hears it. */
export function isOrdinaryCandidate({ candidate: { candidate } }: Extract<PeerSignal, { type: 'candidate' }>): boolean {
  const { address } = CANDIDATE.exec(candidate)?.groups ?? {};
  return candidate === '' || (address !== undefined && ADDRESS.test(address));
}

/** Whether the candidate leads anywhere but through a relay. */
export function isDirectCandidate(signal: PeerSignal): boolean {
  return signal.type === 'candidate' && CANDIDATE.exec(signal.candidate.candidate)?.groups?.['type'] !== 'relay';
}

/** A relay's candidate also says from where the relay was asked, which is nobody's business (RFC 8839 §5.1). */
export function withoutRelatedAddress(signal: PeerSignal): PeerSignal {
  if (signal.type !== 'candidate') return signal;
  const { candidate } = signal.candidate;
  const masked = candidate.replace(/ raddr \S+ rport \d+/, ' raddr 0.0.0.0 rport 0');
  return { ...signal, candidate: { ...signal.candidate, candidate: masked } };
}
