/** What outlives a page that is loaded again: enough to show the call at once, and to take it up where it was. */
import type { CallClaim, CallView } from 'call-window-signaling/protocol';

import type { CallEvent, Effect, Step } from './call-events.ts';
import type { CallDirection, CallState, InCall, LocalMedia } from './call-state.ts';
import { isPresent, peersOf } from './peers.ts';
import type { Context } from './transition.ts';

export interface KeptCall {
  readonly call: CallView;
  readonly direction: CallDirection;
  readonly muted: boolean;
  readonly camera: 'on' | 'off' | 'none';
  /** The others were on hold, and stay so: nobody is heard again because a page was loaded again. */
  readonly onHold?: boolean | undefined;
  /** The latest link attempt with each participant, by user id. */
  readonly attempts: Readonly<Record<string, number>>;
}

/** What the server has said of its clock and its terms. */
export interface Terms {
  /** How long a call goes on without a working link. */
  readonly graceMilliseconds: number;
  /** Server's clock minus this machine's, in milliseconds. */
  readonly clockOffset: number;
}

/** Null unless the call was answered, and the server knows it: what only rings is over with its page. */
export function keptFrom(state: CallState): KeptCall | null {
  if (state.phase === 'idle' || state.phase === 'incoming' || state.phase === 'outgoing') return null;
  const { call, direction, media, peers, onHold } = state;
  if (!call.joinedHere) return null;
  return {
    call,
    direction,
    muted: media.microphone === 'muted' || media.mutedFromStart === true,
    camera: keptCamera(media),
    ...(onHold && { onHold }),
    attempts: Object.fromEntries(peers.map(({ userId, attempt }) => [userId, attempt])),
  };
}

function keptCamera({ camera }: LocalMedia): KeptCall['camera'] {
  if (camera === 'none') return 'none';
  return camera === 'off' || camera === 'missing' ? 'off' : 'on';
}

/** The call goes on as soon as the server has said that it does and the links are made again. */
export function restore(kept: KeptCall, { selfId, describe, graceMilliseconds }: Context): Step<InCall> {
  const { call, direction, muted, camera, onHold } = kept;
  const peers = peersOf(call, selfId, [], describe).map((peer) => ({
    ...peer,
    // One there was, whichever it was: the answer came with it.
    attempt: Math.max(1, kept.attempts[peer.userId] ?? 0),
  }));
  const media: LocalMedia = {
    microphone: 'opening',
    camera: camera === 'on' ? 'opening' : camera,
    mutedFromStart: muted,
  };
  const effects: readonly Effect[] = [
    { type: 'set-microphone-enabled', enabled: !muted },
    { type: 'set-timer', timer: 'grace', milliseconds: graceMilliseconds },
    ...(onHold ? [{ type: 'begin-hold' } as const] : []),
  ];
  const held = onHold ? { onHold } : {};
  return { state: { phase: 'reconnecting', direction, call, peers, media, restoring: 'asked', ...held }, effects };
}

/** Until the call has others in it: null when the event means to such a call what it means to any other. */
export function onRestoring(state: InCall, event: CallEvent): Step<InCall> | null {
  if (!state.restoring) return null;
  switch (event.type) {
    case 'call-changed':
      // Until this page has its place, the one before it looks like another device that has answered.
      if (state.restoring === 'alone' || event.resumed || event.call.phase === 'ended') return null;
      return { state, effects: [] };
    case 'set-camera':
      return { state: { ...state, media: withCamera(state.media, event.enabled) }, effects: [] };
    default:
      return null;
  }
}

/** How it is to be opened, when it may be. */
function withCamera(media: LocalMedia, enabled: boolean): LocalMedia {
  return media.camera === 'none' ? media : { ...media, camera: enabled ? 'opening' : 'off' };
}

/** The server has said that the call goes on, on this device: nobody is seen or heard before somebody is there to see and hear. */
export function restored(state: InCall, call: CallView, selfId: string): Step<InCall> {
  if (!state.restoring || !call.joinedHere) return { state, effects: [] };
  const isThere = call.participants.some(({ userId, standing }) => userId !== selfId && standing === 'joined');
  if (!isThere) return { state: { ...state, restoring: 'alone' }, effects: [] };
  const { restoring: _over, ...rest } = state;
  return { state: rest, effects: [{ type: 'open-media', camera: state.media.camera === 'opening' }] };
}

/** What a server that has lost its memory is told. Undefined before the answer, which only a server knows. */
export function claimOf(call: CallView): CallClaim | undefined {
  const { version, kind, callerId, createdAt, answeredAt } = call;
  if (answeredAt === null) return undefined;
  const participants = call.participants.flatMap(({ userId, joinOrder, standing }) =>
    joinOrder !== null && isPresent({ standing }) ? [{ userId, joinOrder }] : [],
  );
  return { version, kind, callerId, createdAt, answeredAt, participants };
}
