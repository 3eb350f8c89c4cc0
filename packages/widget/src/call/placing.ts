/** From `startCall` until somebody answers. */
import type { CallGrant, CallView, Notice } from 'call-window-signaling/protocol';

import type { CallEvent, Problem, Effect, Fact, Step } from './call-events.ts';
import type { CallAttempt, CallState, Outgoing } from './call-state.ts';
import { ring } from './answering.ts';
import { endAsRecorded, endCanceled, giveUp, unchanged } from './ending.ts';
import { onLinkFact } from './links.ts';
import { onLocalMedia, opened } from './local-media-state.ts';
import { expectedPeers, peersOf } from './peers.ts';
import { beginTalking } from './talking.ts';
import type { Context } from './transition.ts';

export function place(attempt: CallAttempt, context: Context): Step<CallState> {
  const camera = attempt.kind === 'video';
  const state: Outgoing = {
    phase: 'outgoing',
    step: 'opening-media',
    attempt,
    call: null,
    peers: expectedPeers(attempt.to, context.describe),
    media: { microphone: 'opening', camera: camera ? 'opening' : 'none' },
    held: null,
  };
  return { state, effects: [{ type: 'open-media', camera }] };
}

export function onOutgoing(state: Outgoing, event: CallEvent, context: Context): Step<CallState> {
  switch (event.type) {
    case 'media-opened':
      return state.step === 'opening-media' ? onMediaOpened(state, event) : unchanged(state);
    case 'media-failed':
      return startFailed(state, event.problem, context);
    case 'continue-with-voice':
      return state.step === 'camera-unavailable' ? withVoice(state) : unchanged(state);
    case 'invite-granted':
      return event.requestId === state.attempt.requestId ? onGranted(state, event.grant, context) : unchanged(state);
    case 'invite-refused':
      return event.requestId === state.attempt.requestId
        ? startFailed(state, event.problem, context)
        : unchanged(state);
    case 'call-changed':
      return onChanged(state, event.call, context);
    case 'rang':
      return state.call
        ? unchanged(state)
        : { state: { ...state, held: { grant: event.grant, signals: [] } }, effects: [] };
    case 'signal-received':
      return hold(state, event) ?? onLinkFact(state, event, context) ?? unchanged(state);
    case 'resume-refused':
      return state.call?.id === event.callId ? endCanceled({ ...state, call: state.call }) : unchanged(state);
    case 'signaling-returned':
      return { state, effects: state.call ? [{ type: 'resume', callId: state.call.id }] : [] };
    case 'end':
      return state.call ? endCanceled({ ...state, call: state.call }) : abandon(state, context);
    default:
      return onLocalMedia(state, event) ?? onLinkFact(state, event, context) ?? unchanged(state);
  }
}

function onMediaOpened(state: Outgoing, fact: Extract<Fact, { type: 'media-opened' }>): Step<CallState> {
  const { camera, cameraProblem } = fact;
  const media = opened(state.media, camera);
  if (cameraProblem) {
    return {
      state: { ...state, media, step: 'camera-unavailable' },
      effects: [{ type: 'report-error', problem: cameraProblem }],
    };
  }
  return invite({ ...state, media });
}

function withVoice(state: Outgoing): Step<CallState> {
  return invite({ ...state, attempt: { ...state.attempt, kind: 'voice' }, media: { ...state.media, camera: 'none' } });
}

function invite(state: Outgoing): Step<CallState> {
  return { state: { ...state, step: 'inviting' }, effects: [{ type: 'invite', attempt: state.attempt }] };
}

function onGranted(state: Outgoing, grant: CallGrant, context: Context): Step<CallState> {
  const effects: readonly Effect[] = [
    { type: 'use-ice-servers', iceServers: grant.iceServers },
    { type: 'settle-start', requestId: state.attempt.requestId, outcome: { granted: grant.call } },
  ];
  const granted: Outgoing = {
    ...state,
    step: 'ringing',
    call: grant.call,
    peers: peersOf(grant.call, context.selfId, state.peers, context.describe),
  };
  const step = follow(granted, grant.call, context);
  return { state: step.state, effects: [...effects, ...step.effects] };
}

/** Where a granted call stands: it rings, it was answered (by calling back somebody who rang), or it is over already. */
function follow(state: Outgoing, call: CallView, context: Context): Step<CallState> {
  if (call.phase === 'ended') return endAsRecorded(state, call, context.selfId);
  if (call.phase === 'active') {
    return answer(state, call, context);
  }
  const unlinked = state.peers.filter((peer) => peer.attempt === 0);
  const open: readonly Effect[] = unlinked.map(({ userId }) => ({
    type: 'open-link',
    callId: call.id,
    userId,
    attempt: 1,
    role: 'initiator',
    gate: 'open',
  }));
  const peers = state.peers.map((peer) =>
    peer.attempt === 0 ? { ...peer, attempt: 1, link: 'connecting' as const } : peer,
  );
  return { state: { ...state, peers }, effects: open };
}

function onChanged(state: Outgoing, call: CallView, context: Context): Step<CallState> {
  if (state.call?.id !== call.id || call.version < state.call.version) return unchanged(state);
  const peers = peersOf(call, context.selfId, state.peers, context.describe);
  return follow({ ...state, call, peers }, call, context);
}

/** The local user gave up before the server granted anything; a grant that still comes is canceled by `onIdle`. */
function abandon(state: Outgoing, context: Context): Step<CallState> {
  return startFailed(state, { code: 'canceled' }, context);
}

/** Nobody is called any more; whoever rang meanwhile still rings. */
function startFailed(state: Outgoing, problem: Problem, context: Context): Step<CallState> {
  const settle: Effect = {
    type: 'settle-start',
    requestId: state.attempt.requestId,
    outcome: { failed: problem },
  };
  const cancel: readonly Effect[] = state.call ? [{ type: 'cancel', callId: state.call.id }] : [];
  const report: readonly Effect[] = problem.code === 'canceled' ? [] : [{ type: 'report-error', problem }];
  const idle = giveUp([settle, ...cancel, ...report]);
  if (!state.held) return idle;
  const rings = hear(ring(idle.state, state.held.grant, context), state.held.signals, context);
  return { state: rings.state, effects: [...idle.effects, ...rings.effects] };
}

/** Null when the signal is none of a ring that is held back. A caller needs about fifteen; more than these nobody needs. */
function hold(
  state: Outgoing,
  { type: _type, ...signal }: Extract<Fact, { type: 'signal-received' }>,
): Step<Outgoing> | null {
  const { held } = state;
  if (!held || held.grant.call.id !== signal.callId || held.signals.length >= 64) return null;
  return { state: { ...state, held: { ...held, signals: [...held.signals, signal] } }, effects: [] };
}

/** The other one called too, and was first: their call is the one, and their offer is here already. */
function answer(state: Outgoing, call: CallView, context: Context): Step<CallState> {
  const { peers, media, held } = state;
  const direction = call.callerId === context.selfId ? 'outgoing' : 'incoming';
  // Who asked for voice and meets video joins with the camera off.
  const camera = call.kind === 'video' && media.camera === 'none' ? 'off' : media.camera;
  const talking = beginTalking({ phase: 'connecting', direction, call, peers, media: { ...media, camera } }, context);
  return hear(talking, held?.grant.call.id === call.id ? held.signals : [], context);
}

/** Takes up signals that came before there was anything to do with them. */
function hear(step: Step<CallState>, signals: readonly Notice<'call:signal'>[], context: Context): Step<CallState> {
  return signals.reduce((before, signal) => {
    if (before.state.phase === 'idle') return before;
    const after = onLinkFact(before.state, { type: 'signal-received', ...signal }, context);
    return after ? { state: after.state, effects: [...before.effects, ...after.effects] } : before;
  }, step);
}
