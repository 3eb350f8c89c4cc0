/** From the ring until it is answered or over. */
import type { CallGrant, CallView } from 'call-window-signaling/protocol';

import type { CallEvent, Effect, Step } from './call-events.ts';
import type { CallKind, CallState, Incoming } from './call-state.ts';
import { endAnsweredElsewhere, endAsRecorded, endDeclined, endUnanswered, unchanged } from './ending.ts';
import { onLinkFact } from './links.ts';
import { answeredElsewhere, peersOf } from './peers.ts';
import { beginTalking } from './talking.ts';
import type { Context } from './transition.ts';

/** How long a ring goes on after an outage until the server has repeated it. */
const RERING_MILLISECONDS = 2_000;

export function ring(state: CallState, grant: CallGrant, context: Context): Step<CallState> {
  const { call, iceServers, now } = grant;
  if (call.ringsUntil <= now || call.phase === 'ended') return unchanged(state);
  const incoming: Incoming = { phase: 'incoming', call, peers: peersOf(call, context.selfId, [], context.describe) };
  return {
    state: incoming,
    effects: [
      { type: 'use-ice-servers', iceServers },
      { type: 'report-ringing', callId: call.id },
      ringTimer(call.ringsUntil - now),
    ],
  };
}

export function onIncoming(state: Incoming, event: CallEvent, context: Context): Step<CallState> {
  switch (event.type) {
    case 'accept':
      return accept(state, event.kind, context);
    case 'decline':
      return endDeclined(state, event.message);
    case 'call-changed':
      return onChanged(state, event.call, context);
    case 'time-out':
      return event.timer === 'ring-over' ? endUnanswered(state) : unchanged(state);
    case 'rang':
      return event.grant.call.id === state.call.id ? ringOn(state, event.grant) : unchanged(state);
    case 'signaling-returned':
      // What still rings the server rings anew on every connection; what doesn't was canceled meanwhile.
      return { state, effects: [ringTimer(RERING_MILLISECONDS)] };
    default:
      return onLinkFact(state, event, context) ?? unchanged(state);
  }
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
      { type: 'clear-timer', timer: 'ring-over' },
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
  return {
    state: { ...state, call, peers: peersOf(call, context.selfId, state.peers, context.describe) },
    effects: [],
  };
}

function ringOn(state: Incoming, { call, now }: CallGrant): Step<CallState> {
  return { state: { ...state, call }, effects: [ringTimer(call.ringsUntil - now)] };
}

function ringTimer(milliseconds: number): Effect {
  return { type: 'set-timer', timer: 'ring-over', milliseconds };
}
