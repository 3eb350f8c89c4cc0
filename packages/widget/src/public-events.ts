import type { CallView } from 'call-window-signaling/protocol';

import { entryOf } from './call-entry.ts';
import { currentCall, durationSeconds, snapshotOf } from './call-snapshot.ts';
import type { SessionState } from './call/call-session.ts';
import type { CallState, EndedCall, Line } from './call/call-state.ts';
import { holdOf } from './call/hold.ts';
import { shownWaiting } from './call/waiting.ts';
import type { CallWindowEventMap } from './public-api.ts';

/** One public event, as plain data. */
export type PublicEvent = {
  [Type in keyof CallWindowEventMap]: { readonly type: Type; readonly detail: CallWindowEventMap[Type]['detail'] };
}[keyof CallWindowEventMap];

/** What hosts are told when the session goes from one state to another, in order. Pure. */
export function eventsBetween(previous: SessionState, next: SessionState, selfId: string, now: number): PublicEvent[] {
  const events: PublicEvent[] = [];
  if (previous.signaling !== next.signaling) {
    events.push({ type: 'signaling-change', detail: { state: next.signaling, previous: previous.signaling } });
  }
  for (const [userId, { reachable }] of next.presence) {
    if (previous.presence.get(userId)?.reachable !== reachable) {
      events.push({ type: 'presence-change', detail: { userId, reachable } });
    }
  }
  return [...events, ...lineEvents(previous, next, selfId, now), ...qualityChanges(previous.call, next.call)];
}

function qualityChanges(previous: CallState, { phase, ...next }: CallState): PublicEvent[] {
  if (phase === 'idle' || !('peers' in next)) return [];
  const before = 'peers' in previous ? previous.peers : [];
  return next.peers.flatMap(({ userId, quality }): PublicEvent[] => {
    const was = before.find((peer) => peer.userId === userId)?.quality;
    if (quality === undefined || quality === was) return [];
    return [{ type: 'quality-change', detail: { userId, quality, previous: was ?? null } }];
  });
}

function lineEvents(previous: SessionState, next: SessionState, selfId: string, now: number): PublicEvent[] {
  const events: PublicEvent[] = [];
  if (previous.call.phase !== next.call.phase) {
    events.push({ type: 'call-state', detail: { state: next.call.phase, previous: previous.call.phase } });
  }
  events.push(...holdChange(previous.call, next.call));
  events.push(...beginnings(previous, next, selfId), ...connection(previous.call, next.call, selfId));
  if (next.ended && next.ended !== previous.ended) events.push(...ending(previous, next.ended, next, selfId, now));
  return events;
}

/** Calls that a host knows of: the one that is on, the one that rings beside it, and those whose end is still to be told. */
function begun(line: Line): readonly { readonly call: CallView; readonly rings: boolean }[] {
  const [call, waiting] = [currentCall(line.call), shownWaiting(line)];
  return [
    ...(call ? [{ call, rings: line.call.phase === 'incoming' }] : []),
    ...(waiting ? [{ call: waiting.ring.call, rings: true }] : []),
    ...line.closing.map(({ call: closing }) => ({ call: closing, rings: false })),
  ];
}

function beginnings(previous: SessionState, next: SessionState, selfId: string): PublicEvent[] {
  const known = begun(previous).map(({ call }) => call.id);
  return begun(next)
    .filter(({ call }) => !known.includes(call.id))
    .flatMap(({ call, rings }): PublicEvent[] => {
      const detail = { call: snapshotOf(call, selfId) };
      const started: PublicEvent = { type: 'call-started', detail };
      return rings ? [{ type: 'call-incoming', detail }, started] : [started];
    });
}

function holdChange(previous: CallState, next: CallState): PublicEvent[] {
  const [held, before] = [holdOf(next), holdOf(previous)];
  return held === before ? [] : [{ type: 'hold-change', detail: { held, previous: before } }];
}

/** Once per call and page: a connection that comes back is no new call. */
function connection(previous: CallState, state: CallState, selfId: string): PublicEvent[] {
  const was = 'wasActive' in previous && previous.wasActive;
  if (state.phase !== 'active' || previous.phase === 'active' || was) return [];
  return [{ type: 'call-connected', detail: { call: snapshotOf(state.call, selfId) } }];
}

function ending(
  previous: SessionState,
  ended: EndedCall,
  next: SessionState,
  selfId: string,
  now: number,
): PublicEvent[] {
  const endedAt = ended.call.endedAt ?? now + next.clockOffset;
  const call = snapshotOf({ ...ended.call, endedAt }, selfId, ended.reason);
  const seconds = durationSeconds(ended.call, endedAt);
  const { reason, tookPart } = ended;
  const message = ended.call.ended?.message ?? null;
  const entry = entryOf(call, reason, seconds, tookPart);
  const over: PublicEvent = { type: 'call-ended', detail: { call, reason, durationSeconds: seconds, message, entry } };
  // A call that was over as soon as it was granted (unreachable) did start.
  const started: PublicEvent = { type: 'call-started', detail: { call: snapshotOf(ended.call, selfId) } };
  return begun(previous).some((known) => known.call.id === call.id) ? [over] : [started, over];
}
