import { onIncoming, ring } from './answering.ts';
import type { CallEvent, Step } from './call-events.ts';
import type { CallState, Idle } from './call-state.ts';
import { unchanged } from './ending.ts';
import type { Describe } from './peers.ts';
import { onOutgoing, place } from './placing.ts';
import { onInCall } from './talking.ts';

/** What a transition may know besides the state. */
export interface Context {
  readonly selfId: string;
  /** What the host said of people, for as long as the server has said nothing. */
  readonly describe: Describe;
}

/** The next state and what has to be done for it. Pure: decides everything, does nothing. */
export function transition(state: CallState, event: CallEvent, context: Context): Step<CallState> {
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

function onIdle(state: Idle, event: CallEvent, context: Context): Step<CallState> {
  switch (event.type) {
    case 'start':
      return place(event.attempt, context);
    case 'rang':
      return ring(state, event.grant, context);
    case 'invite-granted':
      // The caller hung up before the server answered: nobody may ring on.
      return { state, effects: [{ type: 'cancel', callId: event.grant.call.id }] };
    default:
      return unchanged(state);
  }
}
