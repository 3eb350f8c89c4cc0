import * as v from 'valibot';

import { LeaveReason } from './requests.ts';

/**
 * What one side sends. `on`: it flows. `off`: switched off, muted, or nothing comes from the device at the moment. `none`: not in use
 * in this call; for a microphone also: there is none to be had.
 */
export const SentMedia = v.picklist(['none', 'off', 'on']);
export type SentMedia = v.InferOutput<typeof SentMedia>;

/** The same of a camera. `paused`: it is on, and its picture is not sent for the moment, since the line is too narrow for it. */
export const SentCamera = v.picklist(['none', 'off', 'paused', 'on']);
export type SentCamera = v.InferOutput<typeof SentCamera>;

/** Longest message taken from the data channel, in UTF-16 code units. */
export const MAX_PEER_MESSAGE_LENGTH = 2048;

/** What two widgets tell each other directly, over the link's data channel. */
export const PeerMessage = v.variant('type', [
  /**
   * Sent when the channel opens and after every change. `onHold`: the sender has put the receiver on hold. Nothing flows then, and all
   * that is in use is `off`: a widget that knows of no hold says as much.
   */
  v.object({
    type: v.literal('media'),
    microphone: SentMedia,
    camera: SentCamera,
    screen: v.optional(SentMedia),
    onHold: v.optional(v.boolean()),
  }),
  /** The sender leaves the call, and why; works without the signaling server. */
  v.object({ type: v.literal('goodbye'), reason: LeaveReason }),
  /** The sender's page goes away, for good or to be loaded again. */
  v.object({ type: v.literal('leaving') }),
  /** Says that the link carries something, a few times a second: media stalls rightly when nothing is sent. */
  v.object({ type: v.literal('beat') }),
]);
export type PeerMessage = v.InferOutput<typeof PeerMessage>;
