/** Calls that ring while another one is on. What their callers signal is kept until they are answered or over. */
import type { CallGrant, CallView } from 'call-window-signaling/protocol';

import { incomingOf, isOver, ringTimer } from './answering.ts';
import type { CallEvent, Effect, Fact, Step, TakeUp } from './call-events.ts';
import type { CallState, EndedCall, Idle, Line, WaitingRing } from './call-state.ts';
import { findEnded, telling } from './closing.ts';
import { endAnsweredElsewhere, endAsRecorded, endDeclined, endGivenUp, endUnanswered } from './ending.ts';
import { onLinkFact } from './links.ts';
import { answeredElsewhere, peersOf } from './peers.ts';
import type { Context } from './transition.ts';

/** Whoever comes after these is not shown, and rings in vain. */
const MAX_WAITING = 64;
/** Of more callers than these no signals are kept: the server sends them again when their turn comes. */
const MAX_HEARD = 8;
/** A caller needs about fifteen. */
const MAX_SIGNALS = 64;

type OnCall = (line: Line, event: CallEvent, context: Context) => Step<Line>;

/** The one that is shown. Whoever is being called at the moment and rings is about to be answered by that very call. */
export function shownWaiting({ call, waiting }: Pick<Line, 'call' | 'waiting'>): WaitingRing | null {
  return waiting.find((other) => !isBeingCalled(call, other)) ?? null;
}

/** Whoever is seen waiting is the next to ring. */
export function shownFirst(line: Line): readonly WaitingRing[] {
  const shown = shownWaiting(line);
  return shown && shown !== line.waiting[0] ? [shown, ...without(line, shown)] : line.waiting;
}

function isBeingCalled(call: CallState, { ring }: WaitingRing): boolean {
  return call.phase === 'outgoing' && !call.call && call.attempt.to.includes(ring.call.callerId);
}

/** Null when the event is not about calls that wait. `onCall`: what happens to the call that is on. */
export function onWaiting(line: Line, event: CallEvent, context: Context, onCall: OnCall): Step<Line> | null {
  switch (event.type) {
    case 'rang':
      return onRang(line, event.grant, context);
    case 'take-up':
      return takeUp(line, event, context);
    case 'accept': {
      const answered = asked(line, event.callId);
      return (
        answered &&
        accept(line, { type: 'take-up', callId: answered.ring.call.id, answer: event.kind }, context, onCall)
      );
    }
    case 'decline': {
      const declined = asked(line, event.callId);
      return declined && end(line, declined, endDeclined(declined.ring, context.selfId, event.message), context);
    }
    case 'signaling-returned':
      return askAbout(line, event, context, onCall);
    default:
      return onNews(line, event, context);
  }
}

/** What the server, a clock or the caller says of one that waits. */
function onNews(line: Line, event: CallEvent, context: Context): Step<Line> | null {
  const waiting = find(line, callIdOf(event));
  if (!waiting) return null;
  switch (event.type) {
    case 'call-changed':
      return onChanged(line, waiting, event.call, context);
    case 'resume-refused': {
      const { ring } = waiting;
      const over = event.reason === 'elsewhere' ? endAnsweredElsewhere(ring, ring.call) : endUnanswered(ring);
      return end(line, waiting, over, context);
    }
    case 'time-out':
      return end(line, waiting, endUnanswered(waiting.ring), context);
    case 'signal-received':
      return keep(line, waiting, event);
    default:
      return null;
  }
}

function callIdOf(event: CallEvent): string | undefined {
  switch (event.type) {
    case 'call-changed':
      return event.call.id;
    case 'resume-refused':
    case 'signal-received':
      return event.callId;
    case 'time-out':
      return event.timer.startsWith('ring-over ') ? event.timer.slice('ring-over '.length) : undefined;
    default:
      return undefined;
  }
}

function find({ waiting }: Line, callId: string | undefined): WaitingRing | undefined {
  return waiting.find(({ ring }) => ring.call.id === callId);
}

/** Whom the local user means: the one they name; otherwise the one that is shown, unless another one rings first. */
function asked(line: Line, callId: string | undefined): WaitingRing | null {
  if (callId !== undefined) return find(line, callId) ?? null;
  return line.call.phase === 'incoming' ? null : shownWaiting(line);
}

function onRang(line: Line, grant: CallGrant, context: Context): Step<Line> | null {
  const { id } = grant.call;
  const ended = findEnded(line, id);
  if (ended) return { state: line, effects: repeatFarewell(ended) };
  if (line.call.phase === 'idle' || line.call.call?.id === id) return null;
  const known = find(line, id);
  if (isOver(grant) || (!known && line.waiting.length >= MAX_WAITING)) return { state: line, effects: [] };
  const rung: WaitingRing = { ring: incomingOf(grant.call, context), grant, signals: known?.signals ?? [] };
  const waiting = known ? replace(line, known, rung) : [...line.waiting, rung];
  return { state: { ...line, waiting }, effects: known ? [] : [ringTimer(grant)] };
}

/** It rings once more because a message was late; or because the server has not heard that the user is out of it. */
function repeatFarewell({ call, reason, tookPart, final }: EndedCall): readonly Effect[] {
  return (reason === 'declined' || tookPart) && !final ? [{ type: 'decline', callId: call.id }] : [];
}

/** It rings by itself now, or is answered at once. */
function takeUp(line: Line, { callId, answer }: TakeUp, context: Context): Step<Line> {
  const waiting = find(line, callId);
  if (!waiting || line.call.phase !== 'idle') return { state: line, effects: [] };
  const { iceServers } = waiting.grant;
  const heard = hear({ ...line, call: waiting.ring, waiting: without(line, waiting) }, waiting, context);
  return {
    state: heard.state,
    effects: [
      { type: 'use-ice-servers', iceServers },
      ...(waiting.signals.length === 0 ? [{ type: 'check-call', callId } as const] : []),
      ...heard.effects,
    ],
    ...(answer && { then: { type: 'accept', kind: answer, callId } }),
  };
}

/** Whoever answers one call ends the other. */
function accept(line: Line, then: TakeUp, context: Context, onCall: OnCall): Step<Line> {
  const freed = onCall(line, { type: line.call.phase === 'incoming' ? 'decline' : 'end' }, context);
  return { ...freed, then };
}

/** A call that waited is over: `over` is how it would end if it were the one that is on, whose links and devices stay. */
function end(line: Line, waiting: WaitingRing, over: Step<Idle>, context: Context): Step<Line> {
  const ended = over.state.ended as EndedCall;
  const told = telling({ ...line, waiting: without(line, waiting) }, ended, context);
  const own = over.effects.filter(({ type }) => type === 'decline' || type === 'leave' || type === 'clear-timer');
  return { state: told.state, effects: [...own, ...told.effects] };
}

function onChanged(line: Line, waiting: WaitingRing, call: CallView, context: Context): Step<Line> {
  const { ring } = waiting;
  if (call.version < ring.call.version) return { state: line, effects: [] };
  if (call.phase === 'ended') return end(line, waiting, endAsRecorded(ring, call, context.selfId), context);
  if (answeredElsewhere(call, context.selfId)) return end(line, waiting, endAnsweredElsewhere(ring, call), context);
  // The call that is on is about to become this one: both called each other. Any other one was given up.
  if (call.joinedHere && !isBeingCalled(line.call, waiting)) return end(line, waiting, endGivenUp(ring, call), context);
  const peers = peersOf(call, context.selfId, ring.peers, context.describe);
  const changed = { ...waiting, ring: { ...ring, call, peers } };
  return { state: { ...line, waiting: replace(line, waiting, changed) }, effects: [] };
}

function keep(
  line: Line,
  waiting: WaitingRing,
  { type: _type, ...signal }: Extract<Fact, { type: 'signal-received' }>,
): Step<Line> {
  const isHeard = line.waiting.indexOf(waiting) < MAX_HEARD && waiting.signals.length < MAX_SIGNALS;
  if (!isHeard) return { state: line, effects: [] };
  const kept = { ...waiting, signals: [...waiting.signals, signal] };
  return { state: { ...line, waiting: replace(line, waiting, kept) }, effects: [] };
}

/** After an outage: any of them may be over, or answered elsewhere. */
function askAbout(line: Line, event: CallEvent, context: Context, onCall: OnCall): Step<Line> | null {
  if (line.waiting.length === 0) return null;
  const step = onCall(line, event, context);
  const asks: readonly Effect[] = line.waiting.map(({ ring }) => ({ type: 'check-call', callId: ring.call.id }));
  return { ...step, effects: [...step.effects, ...asks] };
}

/** A call that waited has become the one that is on: both called each other. */
export function claim(line: Line, context: Context): Step<Line> {
  const waiting = line.call.phase === 'idle' ? undefined : find(line, line.call.call?.id);
  return waiting ? hear({ ...line, waiting: without(line, waiting) }, waiting, context) : { state: line, effects: [] };
}

/** Takes up the signals that came before there was anything to do with them. */
function hear(line: Line, { signals }: WaitingRing, context: Context): Step<Line> {
  return signals.reduce<Step<Line>>(
    (before, signal) => {
      const { call } = before.state;
      const after = call.phase === 'idle' ? null : onLinkFact(call, { type: 'signal-received', ...signal }, context);
      if (!after) return before;
      return { state: { ...before.state, call: after.state }, effects: [...before.effects, ...after.effects] };
    },
    { state: line, effects: [] },
  );
}

function without({ waiting }: Line, gone: WaitingRing): readonly WaitingRing[] {
  return waiting.filter((other) => other !== gone);
}

function replace({ waiting }: Line, before: WaitingRing, after: WaitingRing): readonly WaitingRing[] {
  return waiting.map((other) => (other === before ? after : other));
}
