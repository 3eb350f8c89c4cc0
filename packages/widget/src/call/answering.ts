/** From the ring until it is answered or over. */
import type { CallGrant, CallView } from 'call-window-signaling/protocol';

import type { CallEvent, Effect, Step } from './call-events.ts';
import type { CallKind, CallState, Incoming } from './call-state.ts';
import { endAnsweredElsewhere, endAsRecorded, endDeclined, endGivenUp, endUnanswered, unchanged } from './ending.ts';
import { onLinkFact } from './links.ts';
import { answeredElsewhere, peersOf } from './peers.ts';
import { beginTalking } from './talking.ts';
import type { Context } from './transition.ts';

export function ring(state: CallState, grant: CallGrant, context: Context): Step<CallState> {
  const { call, iceServers } = grant;
  if (isOver(grant)) return unchanged(state);
  return {
    state: incomingOf(call, context),
    effects: [{ type: 'use-ice-servers', iceServers }, { type: 'report-ringing', callId: call.id }, ringTimer(grant)],
  };
}

export function incomingOf(call: CallView, { selfId, describe }: Context): Incoming {
  return { phase: 'incoming', call, peers: peersOf(call, selfId, [], describe) };
}

/** Nothing rings late, whatever took its time on the way. */
export function isOver({ call, now }: CallGrant): boolean {
  return call.phase !== 'ringing' || call.ringsUntil <= now;
}

export function onIncoming(state: Incoming, event: CallEvent, context: Context): Step<CallState> {
  switch (event.type) {
    case 'accept':
      return means(state, event.callId) ? accept(state, event.kind, context) : unchanged(state);
    case 'decline':
      return means(state, event.callId) ? endDeclined(state, context.selfId, event.message) : unchanged(state);
    case 'call-changed':
      return onChanged(state, event.call, context);
    case 'time-out':
      if (event.timer === `ring-over ${state.call.id}`) return endUnanswered(state);
      return onLinkFact(state, event, context) ?? unchanged(state);
    case 'rang':
      return event.grant.call.id === state.call.id ? ringOn(state, event.grant) : unchanged(state);
    case 'signaling-returned':
      // It may have been canceled, or answered elsewhere, meanwhile.
      return { state, effects: [{ type: 'check-call', callId: state.call.id }] };
    case 'resume-refused':
      if (event.callId !== state.call.id) return unchanged(state);
      return event.reason === 'elsewhere' ? endAnsweredElsewhere(state, state.call) : endUnanswered(state);
    default:
      return onLinkFact(state, event, context) ?? unchanged(state);
  }
}

function means({ call }: Incoming, callId: string | undefined): boolean {
  return callId === undefined || callId === call.id;
}

function accept(state: Incoming, kind: CallKind, context: Context): Step<CallState> {
  const { call, peers } = state;
  const camera = call.kind === 'video' && kind === 'video';
  const withoutCamera = call.kind === 'video' ? 'off' : 'none';
  const media = { microphone: 'opening', camera: camera ? 'opening' : withoutCamera } as const;
  const gates: readonly Effect[] = peers
    .filter((peer) => peer.attempt > 0)
    .map(({ userId }) => ({ type: 'open-gate', userId }));
  const step = beginTalking({ phase: 'connecting', direction: 'incoming', call, peers, media }, context);
  return {
    state: step.state,
    effects: [
      { type: 'clear-timer', timer: `ring-over ${call.id}` },
      { type: 'accept', callId: call.id },
      ...gates,
      { type: 'open-media', camera },
      ...step.effects,
    ],
  };
}

function onChanged(state: Incoming, call: CallView, context: Context): Step<CallState> {
  if (call.id !== state.call.id || call.version < state.call.version) return unchanged(state);
  if (call.phase === 'ended') return endAsRecorded(state, call, context.selfId);
  if (answeredElsewhere(call, context.selfId)) return endAnsweredElsewhere(state, call);
  if (call.joinedHere) return endGivenUp(state, call);
  return {
    state: { ...state, call, peers: peersOf(call, context.selfId, state.peers, context.describe) },
    effects: [],
  };
}

/** Rung once more after an outage: that it rings may not have been heard before. Its deadline stands. */
function ringOn(state: Incoming, grant: CallGrant): Step<CallState> {
  if (isOver(grant) || grant.call.version < state.call.version) return unchanged(state);
  const { call } = grant;
  return { state: { ...state, call }, effects: [{ type: 'report-ringing', callId: call.id }] };
}

/** Measured on the server's clock: this machine's may be wrong by an hour. */
export function ringTimer({ call, now }: CallGrant): Effect {
  return { type: 'set-timer', timer: `ring-over ${call.id}`, milliseconds: call.ringsUntil - now };
}
