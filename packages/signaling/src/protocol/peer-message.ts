import * as v from 'valibot';

import { LeaveReason } from './requests.ts';

/** What one side sends: `none` was never opened, `off` was switched off, `on` flows. A muted microphone is `off`. */
export const SentMedia = v.picklist(['none', 'off', 'on']);
export type SentMedia = v.InferOutput<typeof SentMedia>;

/** Longest message taken from the data channel, in UTF-16 code units. */
export const MAX_PEER_MESSAGE_LENGTH = 2048;

/** What two widgets tell each other directly, over the link's data channel. */
export const PeerMessage = v.variant('type', [
  /** Sent when the channel opens and after every change. */
  v.object({ type: v.literal('media'), microphone: SentMedia, camera: SentMedia }),
  /** The sender leaves the call, and why; works without the signaling server. */
  v.object({ type: v.literal('goodbye'), reason: LeaveReason }),
  /** The sender's page goes away, for good or to be loaded again. */
  v.object({ type: v.literal('leaving') }),
  /** Says that the link carries something, a few times a second: media stalls rightly when nothing is sent. */
  v.object({ type: v.literal('beat') }),
]);
export type PeerMessage = v.InferOutput<typeof PeerMessage>;
