import type { CallView, EndReason } from 'call-window-signaling/protocol';

import type { CallState, Line } from './call/call-state.ts';
import { shownWaiting } from './call/waiting.ts';
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

/** The call that an answer without a call's id is meant for, or the one with that id if it rings here. */
export function ringingCall(line: Line, callId: string | undefined): CallView | null {
  const first = line.call.phase === 'incoming' ? line.call.call : waitingCall(line);
  if (callId === undefined || first?.id === callId) return first;
  return line.waiting.find(({ ring }) => ring.call.id === callId)?.ring.call ?? null;
}

/** Whole seconds between the answer and the end; 0 for a call that nobody answered. */
export function durationSeconds(call: CallView, serverNow: number): number {
  if (call.answeredAt === null) return 0;
  return Math.max(0, Math.floor(((call.endedAt ?? serverNow) - call.answeredAt) / 1000));
}
