/** Who sends a message of a call. */
export type Role = 'caller' | 'callee';

/** What a message of a call is about. */
export type Act = 'invite' | 'ringing' | 'accept' | 'leave' | 'signal';

/** One message of a call. */
export interface Step {
  readonly act: Act;
  readonly from: Role;
  /** When it is due, in milliseconds after the call's start. */
  readonly at: number;
  /** What it says: of a signal, what the product takes for one. */
  readonly body: object;
}

/** As long as session descriptions of audio and video are in current browsers, in bytes. */
const OFFER_BYTES = 4_800;
const ANSWER_BYTES = 3_400;
const SDP_LINE = 'a=rtpmap:96 VP8/90000\r\n';

/**
 * When candidates come after their description, in milliseconds: those of the machine itself at once, then what STUN and TURN servers
 * have said (RFC 8838).
 */
const GATHERED_AFTER = [2, 2, 2, 2, 2, 40, 40, 40, 80, 80];

/** How long it rings until it is answered, and how long it is until somebody hangs up, in milliseconds. */
const ACCEPTED_AT = 300;
const LEFT_AT = 700;

/** All messages of one call, in the order of the moments at which they are due. */
export const CALL_SCRIPT: readonly Step[] = [
  { act: 'invite', from: 'caller', at: 0, body: { type: 'invite', requestId: crypto.randomUUID(), kind: 'video' } },
  { act: 'ringing', from: 'callee', at: 20, body: { type: 'ringing' } },
  signal('caller', 30, { type: 'offer', sdp: descriptionOf(OFFER_BYTES) }),
  ...candidates('caller', 30),
  { act: 'accept', from: 'callee', at: ACCEPTED_AT, body: { type: 'accept' } },
  signal('callee', ACCEPTED_AT + 10, { type: 'answer', sdp: descriptionOf(ANSWER_BYTES) }),
  ...candidates('callee', ACCEPTED_AT + 10),
  { act: 'leave', from: 'caller', at: LEFT_AT, body: { type: 'leave', reason: 'hung-up' } },
];

/** How long a call takes from its first message to its last one, in milliseconds. */
export const CALL_LENGTH = LEFT_AT;

function signal(from: Role, at: number, body: object): Step {
  return { act: 'signal', from, at, body };
}

function candidates(from: Role, describedAt: number): Step[] {
  return GATHERED_AFTER.map((after, index) => signal(from, describedAt + after, candidate(index)));
}

/** As RFC 8839 §5.1 has it, with the extensions that browsers add. */
function candidate(index: number): object {
  const line = `candidate:${1_000_000 + index} 1 udp ${2_122_260_223 - index} 192.0.2.${index + 1} ${50_000 + index} typ host generation 0 ufrag aBcD network-id ${index} network-cost 10`;
  return { type: 'candidate', candidate: { candidate: line, sdpMid: '0', sdpMLineIndex: 0 } };
}

function descriptionOf(bytes: number): string {
  return SDP_LINE.repeat(Math.ceil(bytes / SDP_LINE.length)).slice(0, bytes);
}
