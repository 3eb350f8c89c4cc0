import { entryOf } from './call-entry.ts';
import { currentCall, durationSeconds, snapshotOf } from './call-snapshot.ts';
import type { SessionState } from './call/call-session.ts';
import type { CallState, Idle } from './call/call-state.ts';
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
  return previous.call === next.call ? events : [...events, ...callEvents(previous.call, next, selfId, now)];
}

function callEvents(previous: CallState, next: SessionState, selfId: string, now: number): PublicEvent[] {
  const { call: state } = next;
  const events: PublicEvent[] = [];
  if (previous.phase !== state.phase) {
    events.push({ type: 'call-state', detail: { state: state.phase, previous: previous.phase } });
  }
  events.push(...beginnings(previous, state, selfId));
  if (state.phase === 'idle' && previous.phase !== 'idle') events.push(...ending(previous, state, next, selfId, now));
  return events;
}

function beginnings(previous: CallState, state: CallState, selfId: string): PublicEvent[] {
  const call = currentCall(state);
  if (!call) return [];
  const detail = { call: snapshotOf(call, selfId) };
  const events: PublicEvent[] = [];
  const isNew = currentCall(previous)?.id !== call.id;
  if (isNew && state.phase === 'incoming') events.push({ type: 'call-incoming', detail });
  if (isNew) events.push({ type: 'call-started', detail });
  // Once per call: a connection that comes back is no new call.
  if (state.phase === 'active' && previous.phase !== 'active' && previous.phase !== 'reconnecting') {
    events.push({ type: 'call-connected', detail });
  }
  return events;
}

function ending(previous: CallState, { ended }: Idle, next: SessionState, selfId: string, now: number): PublicEvent[] {
  if (!ended) return [];
  const endedAt = ended.call.endedAt ?? now + next.clockOffset;
  const call = snapshotOf({ ...ended.call, endedAt }, selfId, ended.reason);
  const seconds = durationSeconds(ended.call, endedAt);
  const { reason, tookPart } = ended;
  const message = ended.call.ended?.message ?? null;
  const entry = entryOf(call, reason, seconds, tookPart);
  const over: PublicEvent = { type: 'call-ended', detail: { call, reason, durationSeconds: seconds, message, entry } };
  // A call that was over as soon as it was granted (busy, unreachable) did start.
  const started: PublicEvent = { type: 'call-started', detail: { call: snapshotOf(ended.call, selfId) } };
  return currentCall(previous) ? [over] : [started, over];
}
