import { endReasonFor, type CallView, type LeaveReason } from 'call-window-signaling/protocol';

import type { Effect, Step } from './call-events.ts';
import type { CallState, EndedCall, EndReason, Idle, InCall, Incoming, Outgoing } from './call-state.ts';

/** What every ended call leaves behind: no link, no device, no timer. */
const TEARDOWN: readonly Effect[] = [{ type: 'close-links' }, { type: 'release-media' }, { type: 'clear-link-timers' }];

function endCall(ended: EndedCall, effects: readonly Effect[] = []): Step<Idle> {
  const stopRinging: Effect = { type: 'clear-timer', timer: `ring-over ${ended.call.id}` };
  return { state: { phase: 'idle', ended }, effects: [...effects, stopRinging, ...TEARDOWN] };
}

/** Nobody was rung: there is no call to end. */
export function giveUp(effects: readonly Effect[]): Step<Idle> {
  return { state: { phase: 'idle', ended: null }, effects: [...effects, ...TEARDOWN] };
}

/** The server says the call is over. */
export function endAsRecorded(state: Outgoing | Incoming | InCall, call: CallView, selfId: string): Step<Idle> {
  const part = state.phase === 'incoming' ? 'rung' : 'talked';
  const reason = recordedReason(call, selfId, part);
  return endCall({
    call,
    peers: state.peers,
    reason,
    tookPart: part === 'talked' && !isElsewhere(reason),
    final: true,
  });
}

/** The server's word for this device, which took part in the call, or declined it, or was merely rung. */
function recordedReason(call: CallView, selfId: string, part: 'talked' | 'declined' | 'rung'): EndReason {
  const reason = endReasonFor(selfId, call.ended ?? { reason: 'failed', by: null });
  const self = call.participants.find(({ userId }) => userId === selfId);
  // This one may have slept through the answer.
  if (self && self.joinOrder !== null && !call.joinedHere) return 'answered-elsewhere';
  // Also to whoever pressed Accept here a moment too late.
  const wasDeclined = reason === 'declined' && call.ended?.by === selfId;
  return wasDeclined && part !== 'declined' ? 'declined-elsewhere' : reason;
}

function isElsewhere(reason: EndReason): boolean {
  return reason === 'answered-elsewhere' || reason === 'declined-elsewhere';
}

/** How a call that is over here ended, once the server has said it: of several ends that crossed, one is in the record. */
export function asRecorded(ended: EndedCall, call: CallView, selfId: string): EndedCall {
  const part = ended.tookPart ? 'talked' : ended.reason === 'declined' ? 'declined' : 'rung';
  const reason = recordedReason(call, selfId, part);
  return { ...ended, call, reason, tookPart: ended.tookPart && !isElsewhere(reason), final: true };
}

/** Another device of the same user answered. */
export function endAnsweredElsewhere(state: Incoming | InCall, call: CallView): Step<Idle> {
  return endCall({ call, peers: state.peers, reason: 'answered-elsewhere', tookPart: false, final: true });
}

/** The own call to whoever rings was given up, and the server has taken it for an answer. */
export function endGivenUp({ peers }: Incoming, call: CallView): Step<Idle> {
  const leave: Effect = { type: 'leave', callId: call.id, reason: 'hung-up' };
  return endCall({ call, peers, reason: 'hung-up', tookPart: true, final: false }, [leave]);
}

/** The ring is over without anybody having said how. */
export function endUnanswered({ call, peers }: Incoming): Step<Idle> {
  return endCall({ call, peers, reason: 'unanswered', tookPart: false, final: false });
}

export function endCanceled(state: Outgoing & { readonly call: CallView }): Step<Idle> {
  const { call, peers } = state;
  const ended: EndedCall = { call, peers, reason: 'canceled', tookPart: true, final: false };
  return endCall(ended, [{ type: 'cancel', callId: call.id }]);
}

export function endDeclined({ call, peers }: Incoming, selfId: string, message?: string): Step<Idle> {
  const said = message ? { message } : {};
  // What the server will record: the host of whoever declined is told what was said, too.
  const declined = { ...call, ended: { reason: 'declined', by: selfId, ...said } } as const;
  return endCall({ call: declined, peers, reason: 'declined', tookPart: false, final: false }, [
    { type: 'decline', callId: call.id, ...said },
  ]);
}

/** The local user or their device leaves; everybody is told, over the links and over the server. */
export function endByLeaving(state: InCall, reason: LeaveReason, effects: readonly Effect[] = []): Step<Idle> {
  const { call, peers } = state;
  const goodbyes: readonly Effect[] = peers
    .filter((peer) => peer.link !== 'none')
    .map(({ userId }) => ({ type: 'send-message', userId, message: { type: 'goodbye', reason } }));
  const leave: Effect = { type: 'leave', callId: call.id, reason };
  return endCall({ call, peers, reason, tookPart: true, final: false }, [...effects, ...goodbyes, leave]);
}

/** The last other participant left and said so over the link: what the server will record is known before it says it. */
export function endByGoodbye(state: InCall, reason: LeaveReason, by: string, selfId: string): Step<Idle> {
  const { peers } = state;
  const call = { ...state.call, ended: { reason, by } };
  const ended: EndedCall = {
    call,
    peers,
    reason: recordedReason(call, selfId, 'talked'),
    tookPart: true,
    final: false,
  };
  // Whoever said goodbye may have no way to the server at the moment.
  return endCall(ended, [{ type: 'leave', callId: call.id, reason, by }]);
}

/** The server no longer has this device in the call. Why, it has not said, or does not know. */
export function endWithout(
  { call, peers }: (Outgoing & { readonly call: CallView }) | InCall,
  reason: EndReason,
): Step<Idle> {
  return endCall({ call, peers, reason, tookPart: true, final: false });
}

export function unchanged(state: CallState): Step<CallState> {
  return { state, effects: [] };
}
