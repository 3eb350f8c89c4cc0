import type { CallView } from 'call-window-signaling/protocol';

import { onIncoming, ring } from './answering.ts';
import type { CallEvent, Effect, Step } from './call-events.ts';
import type { CallAttempt, CallState, Idle } from './call-state.ts';
import { unchanged } from './ending.ts';
import { restore } from './kept-call.ts';
import type { Describe } from './peers.ts';
import { onOutgoing, place } from './placing.ts';
import { onInCall } from './talking.ts';

/** What a transition may know besides the state. */
export interface Context {
  readonly selfId: string;
  /** What the host said of people, for as long as the server has said nothing. */
  readonly describe: Describe;
  /** How long a call goes on without a working link. */
  readonly graceMilliseconds: number;
  /** Whether the signaling server can be asked at the moment. */
  readonly isConnected: boolean;
}

/** The next state and what has to be done for it. Pure: decides everything, does nothing. */
export function transition(state: CallState, event: CallEvent, context: Context): Step<CallState> {
  if (event.type === 'start' && state.phase !== 'idle') return refuseStart(state, event.attempt);
  const renewal = onIceServers(state, event);
  if (renewal) return renewal;
  switch (state.phase) {
    case 'idle':
      return onIdle(state, event, context);
    case 'outgoing':
      return onOutgoing(state, event, context);
    case 'incoming':
      return onIncoming(state, event, context);
    case 'connecting':
    case 'active':
    case 'reconnecting':
      return onInCall(state, event, context);
  }
}

/** New links and new routes of a long call want other passwords than its first ones: the server is asked in good time. */
function onIceServers(state: CallState, event: CallEvent): Step<CallState> | null {
  if (event.type === 'ice-servers-granted') {
    const renew: Effect = { type: 'set-timer', timer: 'ice-servers', milliseconds: event.milliseconds / 2 };
    return { state, effects: state.phase === 'idle' ? [] : [renew] };
  }
  if (event.type !== 'time-out' || event.timer !== 'ice-servers') return null;
  const { call } = state.phase === 'idle' ? { call: null } : state;
  return { state, effects: call ? [{ type: 'check-call', callId: call.id }] : [] };
}

function onIdle(state: Idle, event: CallEvent, context: Context): Step<CallState> {
  switch (event.type) {
    case 'start':
      return place(event.attempt, context);
    case 'rang':
      return ring(state, event.grant, context);
    case 'restore':
      return restore(event.kept, context);
    case 'call-changed':
      return event.call.joinedHere ? leaveBehind(state, event.call) : unchanged(state);
    default:
      return unchanged(state);
  }
}

/** The server still has this device in a call that the user has left: nobody may ring on or wait. */
function leaveBehind(state: Idle, call: CallView): Step<CallState> {
  const isOver = call.phase === 'ended';
  return { state, effects: isOver ? [] : [{ type: 'leave', callId: call.id, reason: 'hung-up' }] };
}

function refuseStart(state: CallState, { requestId }: CallAttempt): Step<CallState> {
  return { state, effects: [{ type: 'settle-start', requestId, outcome: { failed: { code: 'already-in-call' } } }] };
}
