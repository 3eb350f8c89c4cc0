import type { CallView, EndReason } from 'call-window-signaling/protocol';

import type { CallState, Line } from './call/call-state.ts';
import { shownFirst, shownWaiting } from './call/waiting.ts';
import type { CallSnapshot } from './public-api.ts';

/** What hosts see of a call, deeply frozen. */
export function snapshotOf(call: CallView, selfId: string, endReason: EndReason | null = null): CallSnapshot {
  return Object.freeze({
    id: call.id,
    kind: call.kind,
    direction: call.callerId === selfId ? 'outgoing' : 'incoming',
    participants: Object.freeze(
      call.participants.map(({ userId, name, picture, standing }) =>
        Object.freeze({ userId, name, picture, standing }),
      ),
    ),
    startedAt: call.createdAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    endReason,
  } as const);
}

/** The server's view of the call that is on, if there is one. */
export function currentCall(state: CallState): CallView | null {
  return state.phase === 'idle' ? null : state.call;
}

/** The call that rings beside the one that is on, if there is one. */
export function waitingCall(line: Line): CallView | null {
  return line.call.phase === 'idle' ? null : (shownWaiting(line)?.ring.call ?? null);
}

/** The calls that ring here, the one that is shown first. */
function ringingCalls(line: Line): readonly CallView[] {
  const waiting = shownFirst(line).map(({ ring }) => ring.call);
  return line.call.phase === 'incoming' ? [line.call.call, ...waiting] : waiting;
}

/**
 * The call with this id if it rings here; without one the call that an answer is meant for. While a call is being answered that is
 * none: of a host's button that was clicked twice, the second click must not end what the first has answered.
 */
export function ringingCall(line: Line, callId: string | undefined): CallView | null {
  if (callId !== undefined) return ringingCalls(line).find(({ id }) => id === callId) ?? null;
  return line.call.phase === 'connecting' ? null : line.call.phase === 'incoming' ? line.call.call : waitingCall(line);
}

/** The call by which this user rings here, if they do. */
export function ringingCallOf(line: Line, userId: string | undefined): CallView | null {
  return ringingCalls(line).find(({ callerId }) => callerId === userId) ?? null;
}

/** Whole seconds between the answer and the end; 0 for a call that nobody answered. */
export function durationSeconds(call: CallView, serverNow: number): number {
  if (call.answeredAt === null) return 0;
  return Math.max(0, Math.floor(((call.endedAt ?? serverNow) - call.answeredAt) / 1000));
}
