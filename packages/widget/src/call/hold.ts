/**
 * Hold and resume. Whoever puts the others on hold is neither heard nor seen by them, and hears nobody; each side's hold is its own to
 * end.
 */
import type { PeerMessage, SentCamera, SentMedia } from 'call-window-signaling/protocol';

import type { CallHold } from './call-hold.ts';
import type { CallEvent, Step } from './call-events.ts';
import type { CallState, InCall, Peer } from './call-state.ts';

type MediaMessage = Extract<PeerMessage, { type: 'media' }>;

/** Null when the event is not about hold. */
export function onHoldWish(state: InCall, event: CallEvent): Step<InCall> | null {
  if (event.type === 'hold') return hold(state);
  if (event.type === 'resume') return resume(state);
  return null;
}

/** Before media has flowed there is nothing to hold. */
function hold(state: InCall): Step<InCall> {
  if (state.onHold || state.phase === 'connecting') return { state, effects: [] };
  return { state: { ...state, onHold: true }, effects: [{ type: 'begin-hold' }] };
}

function resume(state: InCall): Step<InCall> {
  if (!state.onHold) return { state, effects: [] };
  const { onHold: _over, ...rest } = state;
  return { state: rest, effects: [{ type: 'end-hold' }] };
}

/** What whoever is on hold is told: nothing flows, whatever is on. */
export function pausedMedia({ microphone, camera, screen }: MediaMessage): MediaMessage {
  return { type: 'media', microphone: paused(microphone), camera: paused(camera), ...(screen && OFF), onHold: true };
}

const OFF = { screen: 'off' } as const;

function paused(sent: SentMedia | SentCamera): 'none' | 'off' {
  return sent === 'none' ? 'none' : 'off';
}

/** How it stands with hold in this call. */
export function holdOf(state: CallState): CallHold {
  if (!('media' in state) || state.phase === 'outgoing') return 'none';
  const isRemote = state.peers.some(isHolding);
  if (state.onHold) return isRemote ? 'both' : 'local';
  return isRemote ? 'remote' : 'none';
}

/** Whether they have put the local user on hold. */
function isHolding({ standing, onHold }: Peer): boolean {
  return standing !== 'left' && onHold === true;
}
