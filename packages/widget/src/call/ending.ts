import { endReasonFor, type CallView, type LeaveReason } from 'call-window-signaling/protocol';

import type { Effect, Step } from './call-events.ts';
import type { CallState, EndReason, Idle, InCall, Incoming, Outgoing, Peer } from './call-state.ts';

interface Ending {
  readonly call: CallView;
  readonly peers: readonly Peer[];
  readonly reason: EndReason;
  readonly tookPart: boolean;
}

/** What every ended call leaves behind: no link, no device, no timer. */
const TEARDOWN: readonly Effect[] = [{ type: 'close-links' }, { type: 'release-media' }, { type: 'clear-timers' }];

function endCall(ending: Ending, effects: readonly Effect[] = []): Step<Idle> {
  return { state: { phase: 'idle', ended: ending }, effects: [...effects, ...TEARDOWN] };
}

/** Nobody was rung: there is no call to end. */
export function giveUp(effects: readonly Effect[]): Step<Idle> {
  return { state: { phase: 'idle', ended: null }, effects: [...effects, ...TEARDOWN] };
}

/** The server says the call is over. */
export function endAsRecorded(state: Outgoing | Incoming | InCall, call: CallView, selfId: string): Step<Idle> {
  const tookPart = state.phase !== 'incoming';
  const recorded = endReasonFor(selfId, call.ended ?? { reason: 'failed', by: null });
  const reason = !tookPart && recorded === 'declined' && call.ended?.by === selfId ? 'declined-elsewhere' : recorded;
  return endCall({ call, peers: state.peers, reason, tookPart });
}

/** Another device of the same user answered. */
export function endAnsweredElsewhere(state: Incoming | InCall, call: CallView): Step<Idle> {
  return endCall({ call, peers: state.peers, reason: 'answered-elsewhere', tookPart: false });
}

/** The ring is over without anybody having said how. */
export function endUnanswered(state: Incoming): Step<Idle> {
  return endCall({ call: state.call, peers: state.peers, reason: 'unanswered', tookPart: false });
}

export function endCanceled(state: Outgoing & { readonly call: CallView }): Step<Idle> {
  const { call, peers } = state;
  return endCall({ call, peers, reason: 'canceled', tookPart: true }, [{ type: 'cancel', callId: call.id }]);
}

export function endDeclined({ call, peers }: Incoming, message?: string): Step<Idle> {
  const decline: Effect = { type: 'decline', callId: call.id, ...(message && { message }) };
  return endCall({ call, peers, reason: 'declined', tookPart: false }, [decline]);
}

/** The local user or their device leaves; everybody is told, over the links and over the server. */
export function endByLeaving(state: InCall, reason: LeaveReason, effects: readonly Effect[] = []): Step<Idle> {
  const { call, peers } = state;
  const goodbyes: readonly Effect[] = peers
    .filter((peer) => peer.link !== 'none')
    .map(({ userId }) => ({ type: 'send-message', userId, message: { type: 'goodbye', reason } }));
  const leave: Effect = { type: 'leave', callId: call.id, reason };
  return endCall({ call, peers, reason, tookPart: true }, [...effects, ...goodbyes, leave]);
}

/** The last other participant left and said so over the link: what the server will record is known before it says it. */
export function endByGoodbye(state: InCall, reason: LeaveReason, by: string, selfId: string): Step<Idle> {
  const step = endAsRecorded(state, { ...state.call, ended: { reason, by } }, selfId);
  // Whoever said goodbye may have no way to the server at the moment.
  return { state: step.state, effects: [{ type: 'leave', callId: state.call.id, reason, by }, ...step.effects] };
}

/** The call ends here without the server being asked: it said so itself, or it is not to be reached. */
export function endWithout(state: InCall, reason: EndReason, effects: readonly Effect[] = []): Step<Idle> {
  return endCall({ call: state.call, peers: state.peers, reason, tookPart: true }, effects);
}

export function unchanged(state: CallState): Step<CallState> {
  return { state, effects: [] };
}
