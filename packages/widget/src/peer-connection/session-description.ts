import type { LinkSignal, PeerSignal } from 'call-window-signaling/protocol';

import { kindOf, TRACK_SOURCES } from './track-sources.ts';

/**
 * Candidates come one by one, and only there are they withheld before accept and checked for `relayOnly`: those that a
 * description brings along (RFC 8839 §5.1) are left out.
 */
export function withoutCandidates(signal: PeerSignal): PeerSignal {
  if (signal.type !== 'offer' && signal.type !== 'answer') return signal;
  // To the end of the line as parsers see it: `.` would stop at a separator that they take for text.
  return { ...signal, sdp: signal.sdp.replace(/^a=(?:candidate:|end-of-candidates)[^\r\n]*[\r\n]*/gim, '') };
}

/** A part for each source, and one for messages. */
const PARTS = [...TRACK_SOURCES.map(kindOf), 'application'];

/** Whether nothing is there that no widget describes: every part is a transceiver, and stays for good. */
export function isPlain(signal: LinkSignal): boolean {
  if (signal.type !== 'offer' && signal.type !== 'answer') return true;
  const kinds = [...signal.sdp.matchAll(/^m=(\S*)/gm)].map(([, kind]) => kind);
  return kinds.every((kind) => count(kinds, kind) <= count(PARTS, kind));
}

function count<Value>(values: readonly Value[], value: Value): number {
  return values.filter((other) => other === value).length;
}
