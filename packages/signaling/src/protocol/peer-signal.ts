import * as v from 'valibot';

/** Longest session description that is relayed; a two-track offer takes about 6 kB in current browsers. */
export const MAX_SDP_LENGTH = 32_768;

const Sdp = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SDP_LENGTH));

const Offer = v.object({ type: v.literal('offer'), sdp: Sdp });
const Answer = v.object({ type: v.literal('answer'), sdp: Sdp });
const Renegotiate = v.object({ type: v.literal('renegotiate'), renegotiate: v.literal(true) });
const TransceiverRequest = v.object({
  type: v.literal('transceiverRequest'),
  transceiverRequest: v.object({ kind: v.picklist(['audio', 'video']) }),
});
const Candidate = v.object({
  type: v.literal('candidate'),
  candidate: v.object({
    candidate: v.pipe(v.string(), v.maxLength(1024)),
    sdpMid: v.nullish(v.pipe(v.string(), v.maxLength(64))),
    sdpMLineIndex: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64))),
  }),
});

/** Everything that simple-peer 9.11 emits from `signal`, and nothing else (JSEP, RFC 9429; candidates RFC 8839). */
export const PeerSignal = v.variant('type', [Offer, Answer, Renegotiate, TransceiverRequest, Candidate]);
export type PeerSignal = v.InferOutput<typeof PeerSignal>;

/**
 * What the side that does not initiate asks of the one that does: new routes for this attempt (ICE restart, RFC 8445 §2.4), or a
 * new attempt, whose number the request carries. Never handed to simple-peer.
 */
export const RestartRequest = v.object({ type: v.literal('restart'), restart: v.picklist(['ice', 'link']) });
export type RestartRequest = v.InferOutput<typeof RestartRequest>;

/** Everything that is relayed about a link. */
export const LinkSignal = v.variant('type', [...PeerSignal.options, RestartRequest]);
export type LinkSignal = v.InferOutput<typeof LinkSignal>;
