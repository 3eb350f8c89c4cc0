/** A device's calls together: the one that is on, those that ring beside it, and those whose end is still to be told. */
import { onClosing, reopen, telling } from './closing.ts';
import type { CallEvent, Effect, Step } from './call-events.ts';
import type { Line } from './call-state.ts';
import { giveUp } from './ending.ts';
import { transition, type Context } from './transition.ts';
import { claim, onWaiting, shownFirst, shownWaiting } from './waiting.ts';

/** Before anything has happened. */
export const FREE_LINE: Line = {
  call: { phase: 'idle', ended: null },
  waiting: [],
  closing: [],
  ended: null,
  past: [],
};

/** The next line and what has to be done for it. Pure, as `transition` is, which decides about the one call that is on. */
export function advance(line: Line, event: CallEvent, context: Context): Step<Line> {
  const step =
    onStopRinging(line, event) ??
    onLateGrant(line, event) ??
    onClosing(line, event, context) ??
    onWaiting(line, event, context, onCall) ??
    onLeftBehind(line, event) ??
    onCall(line, event, context);
  return { ...step, effects: [...step.effects, ...nowRinging(line, step.state)] };
}

/** No call is over by it: nothing is told, and nobody is told anything. */
function onStopRinging(line: Line, event: CallEvent): Step<Line> | null {
  if (event.type !== 'stop-ringing') return null;
  const { call } = line;
  const main = call.phase === 'incoming' ? giveUp([]) : { state: call, effects: [] };
  const ringing = [...(call.phase === 'incoming' ? [call] : []), ...line.waiting.map(({ ring }) => ring)];
  const timers = ringing.map((ring): Effect => ({ type: 'clear-timer', timer: `ring-over ${ring.call.id}` }));
  return { state: { ...line, call: main.state, waiting: [] }, effects: [...timers, ...main.effects] };
}

/** What was given up before it was granted is left, whatever is on meanwhile: nobody may ring on. */
function onLateGrant(line: Line, event: CallEvent): Step<Line> | null {
  if (event.type !== 'invite-granted') return null;
  const { call } = line;
  const { id: callId, phase } = event.grant.call;
  const isWaitedFor = call.phase === 'outgoing' && call.attempt.requestId === event.requestId;
  // What was given up as a call of one's own may be on as the answer to a call of the other.
  const isOn = call.phase !== 'idle' && call.phase !== 'incoming' && call.call?.id === callId;
  if (isWaitedFor || isOn) return null;
  return { state: line, effects: phase === 'ended' ? [] : [{ type: 'leave', callId, reason: 'hung-up' }] };
}

/** The server has this device in a call that it left for another one. As long as an invite is not granted, it may be that one. */
function onLeftBehind(line: Line, event: CallEvent): Step<Line> | null {
  const { call } = line;
  if (event.type !== 'call-changed' || call.phase === 'idle' || !call.call) return null;
  const { id: callId, phase, joinedHere } = event.call;
  if (callId === call.call.id || phase === 'ended' || !joinedHere) return null;
  return { state: line, effects: [{ type: 'leave', callId, reason: 'hung-up' }] };
}

function onCall(line: Line, event: CallEvent, context: Context): Step<Line> {
  const step = transition(line.call, event, context);
  if (step.state === line.call) return { state: line, effects: step.effects };
  const reopened = reopen({ ...line, call: step.state, waiting: shownFirst(line) });
  const claimed = claim(reopened.state, context);
  const effects = [...step.effects, ...reopened.effects, ...claimed.effects];
  return line.call.phase === 'idle' ? { state: claimed.state, effects } : conclude(claimed.state, context, effects);
}

/** The call that was on is over: its end is told, and whoever waited rings. */
function conclude(line: Line, context: Context, effects: readonly Effect[]): Step<Line> {
  if (line.call.phase !== 'idle') return { state: line, effects };
  const { ended } = line.call;
  // Granted as over already, it may have rung here as well.
  const waiting = line.waiting.filter(({ ring }) => ring.call.id !== ended?.call.id);
  const rest = { ...line, waiting };
  const told = ended ? telling(rest, ended, context) : { state: rest, effects: [] };
  const next = waiting[0]?.ring.call.id;
  return {
    state: told.state,
    effects: [...effects, ...told.effects],
    ...(next !== undefined && { then: { type: 'take-up', callId: next, answer: null } }),
  };
}

/** The caller of a call that waited unseen hears that it rings once it is shown. */
function nowRinging(before: Line, after: Line): readonly Effect[] {
  const callId = shownWaiting(after)?.ring.call.id;
  const isNew = callId !== undefined && callId !== shownWaiting(before)?.ring.call.id;
  return isNew ? [{ type: 'report-ringing', callId }] : [];
}
