/** From `startCall` until somebody answers. */
import type { CallGrant, CallView } from 'call-window-signaling/protocol';

import type { CallEvent, Problem, Effect, Fact, Step } from './call-events.ts';
import type { CallAttempt, CallState, Outgoing } from './call-state.ts';
import { endAsRecorded, endCanceled, endWithout, giveUp, unchanged } from './ending.ts';
import { onLinkFact } from './links.ts';
import { onLocalMedia, opened, problemsOf } from './local-media-state.ts';
import { expectedPeers, peersOf } from './peers.ts';
import { openLink } from './recovery.ts';
import { NOTHING_SHARED } from './screen-sharing.ts';
import { beginTalking, linkJoined } from './talking.ts';
import type { Context } from './transition.ts';

/** How long after the end of the ring the server is asked what came of it, should it not have said so. */
const OVERDUE_MILLISECONDS = 2_000;

export function place(attempt: CallAttempt, context: Context): Step<CallState> {
  const peers = expectedPeers(attempt.to, context.describe);
  const common = { phase: 'outgoing', attempt, call: null, peers } as const;
  if (attempt.share) {
    // Chosen first: browsers ask only right after the click. Whoever shows their screen need not show themselves.
    const media = { microphone: 'opening', camera: 'off', screen: 'opening' } as const;
    return { state: { ...common, step: 'choosing-screen', media }, effects: [{ type: 'open-screen' }] };
  }
  const camera = attempt.kind === 'video';
  const media = { microphone: 'opening', camera: camera ? 'opening' : 'none' } as const;
  return { state: { ...common, step: 'opening-media', media }, effects: [{ type: 'open-media', camera }] };
}

/** Nobody is rung before there is something to share. */
function onScreenChosen(state: Outgoing, event: CallEvent): Step<CallState> | null {
  if (event.type === 'screen-failed') {
    const step = startFailed(state, event.problem);
    return event.problem.code === 'canceled' ? { ...step, effects: [...step.effects, NOTHING_SHARED] } : step;
  }
  if (event.type !== 'screen-opened') return null;
  const media = { ...state.media, screen: 'live', screenSound: event.sound } as const;
  return { state: { ...state, media, step: 'opening-media' }, effects: [{ type: 'open-media', camera: false }] };
}

export function onOutgoing(state: Outgoing, event: CallEvent, context: Context): Step<CallState> {
  const chosen = state.step === 'choosing-screen' ? onScreenChosen(state, event) : null;
  if (chosen) return chosen;
  switch (event.type) {
    case 'media-opened':
      return state.step === 'opening-media' ? onMediaOpened(state, event) : unchanged(state);
    case 'media-failed':
      return state.step === 'opening-media' ? startFailed(state, event.problem) : unchanged(state);
    case 'continue-with-voice':
      return state.step === 'camera-unavailable' ? withVoice(state) : unchanged(state);
    case 'invite-granted':
      return isAsking(state, event.requestId) ? onGranted(state, event.grant, context) : unchanged(state);
    case 'invite-refused':
      return isAsking(state, event.requestId) ? startFailed(state, event.problem) : unchanged(state);
    case 'call-changed':
      return onChanged(state, event.call, context);
    case 'link-changed':
      return askWhenLinked(state, event, context);
    case 'time-out':
      return (
        onOverdue(state, event.timer) ??
        onLocalMedia(state, event) ??
        onLinkFact(state, event, context) ??
        unchanged(state)
      );
    case 'resume-refused':
      // A server that has lost its memory: nobody is rung any more.
      return state.call?.id === event.callId ? endWithout({ ...state, call: state.call }, 'failed') : unchanged(state);
    case 'signaling-returned':
      return { state, effects: state.call ? [{ type: 'check-call', callId: state.call.id }] : [] };
    case 'end':
      return state.call ? endCanceled({ ...state, call: state.call }) : startFailed(state, { code: 'canceled' });
    default:
      return onLocalMedia(state, event) ?? onLinkFact(state, event, context) ?? unchanged(state);
  }
}

/** Whether this is the invite that the server was asked for and has not answered. */
function isAsking({ step, attempt }: Outgoing, requestId: string): boolean {
  return step === 'inviting' && attempt.requestId === requestId;
}

function onMediaOpened(state: Outgoing, fact: Extract<Fact, { type: 'media-opened' }>): Step<CallState> {
  const media = opened(state.media, fact);
  const effects = problemsOf(fact);
  if (fact.cameraProblem) return { state: { ...state, media, step: 'camera-unavailable' }, effects };
  const step = invite({ ...state, media });
  return { state: step.state, effects: [...effects, ...step.effects] };
}

function withVoice(state: Outgoing): Step<CallState> {
  const { state: invited, effects } = invite({
    ...state,
    attempt: { ...state.attempt, kind: 'voice' },
    media: { ...state.media, camera: 'none' },
  });
  // It may have been turned on meanwhile.
  return { state: invited, effects: [{ type: 'close-camera' }, ...effects] };
}

function invite(state: Outgoing): Step<CallState> {
  return { state: { ...state, step: 'inviting' }, effects: [{ type: 'invite', attempt: state.attempt }] };
}

function onGranted(state: Outgoing, grant: CallGrant, context: Context): Step<CallState> {
  const effects: readonly Effect[] = [
    { type: 'use-ice-servers', iceServers: grant.iceServers },
    { type: 'settle-start', requestId: state.attempt.requestId, outcome: { granted: grant.call } },
    overdueTimer(grant.call.id, grant.call.ringsUntil - grant.now),
  ];
  const granted: Outgoing = {
    ...state,
    step: 'ringing',
    call: grant.call,
    peers: peersOf(grant.call, context.selfId, state.peers, context.describe),
  };
  const step = follow(granted, grant.call, context);
  // Answered before it was granted: what came of it since may have been told to nobody here.
  const ask: readonly Effect[] = grant.call.phase === 'active' ? [{ type: 'check-call', callId: grant.call.id }] : [];
  return { state: step.state, effects: [...effects, ...step.effects, ...ask] };
}

/** Where a granted call stands: it rings, it was answered (by calling back somebody who rang), or it is over already. */
function follow(state: Outgoing, call: CallView, context: Context): Step<CallState> {
  if (call.phase === 'ended') return endAsRecorded(state, call, context.selfId);
  if (call.phase === 'active') return answer(state, call, context);
  const unlinked = state.peers.filter((peer) => peer.attempt === 0);
  return unlinked.reduce<Step<Outgoing>>(
    (step, { userId }) => {
      const opened = openLink(step.state, call.id, userId, 1, 'initiator');
      return { state: opened.state, effects: [...step.effects, ...opened.effects] };
    },
    { state, effects: [] },
  );
}

function onChanged(state: Outgoing, call: CallView, context: Context): Step<CallState> {
  if (state.call?.id !== call.id || call.version < state.call.version) return unchanged(state);
  const peers = peersOf(call, context.selfId, state.peers, context.describe);
  return follow({ ...state, call, peers }, call, context);
}

function overdueTimer(callId: string, milliseconds: number): Effect {
  return { type: 'set-timer', timer: `ring-over ${callId}`, milliseconds: milliseconds + OVERDUE_MILLISECONDS };
}

/** A link that comes up was answered, though the server's word of it may be late. */
function askWhenLinked(
  state: Outgoing,
  event: CallEvent & { type: 'link-changed' },
  context: Context,
): Step<CallState> {
  const step = onLinkFact(state, event, context) ?? unchanged(state);
  if (event.link !== 'connected' || !state.call) return step;
  return { state: step.state, effects: [...step.effects, { type: 'check-call', callId: state.call.id }] };
}

/** The server's word that nobody answered was lost: nobody waits for ever. */
function onOverdue({ call, ...rest }: Outgoing, timer: string): Step<Outgoing> | null {
  if (!call || timer !== `ring-over ${call.id}`) return null;
  return { state: { call, ...rest }, effects: [{ type: 'check-call', callId: call.id }, overdueTimer(call.id, 0)] };
}

/** Nobody was rung. A grant that still comes is left (`onLateGrant`). */
function startFailed(state: Outgoing, problem: Problem): Step<CallState> {
  const settle: Effect = {
    type: 'settle-start',
    requestId: state.attempt.requestId,
    outcome: { failed: problem },
  };
  // The invite may be on its way, or its answer: what the server knows of it is over.
  const withdraw: readonly Effect[] =
    state.step === 'inviting' ? [{ type: 'withdraw', requestId: state.attempt.requestId }] : [];
  const report: readonly Effect[] = problem.code === 'canceled' ? [] : [{ type: 'report-error', problem }];
  return giveUp([settle, ...withdraw, ...report]);
}

/** Answered; or the other one called too, and was first: their call is the one, and their offer is here already. */
function answer({ peers, media }: Outgoing, call: CallView, context: Context): Step<CallState> {
  const direction = call.callerId === context.selfId ? 'outgoing' : 'incoming';
  // Who asked for voice and meets video joins with the camera off.
  const camera = call.kind === 'video' && media.camera === 'none' ? 'off' : media.camera;
  const step = beginTalking({ phase: 'connecting', direction, call, peers, media: { ...media, camera } }, context);
  const linked = linkJoined(step.state, context);
  const stopRinging: Effect = { type: 'clear-timer', timer: `ring-over ${call.id}` };
  return { state: linked.state, effects: [stopRinging, ...step.effects, ...linked.effects] };
}
