/** From the answer until the end. */
import type { CallView, LeaveReason, PeerMessage, SentCamera, SentMedia } from 'call-window-signaling/protocol';

import type { CallEvent, Effect, Fact, Problem, Step } from './call-events.ts';
import type { CallState, InCall, Peer } from './call-state.ts';
import { endAnsweredElsewhere, endAsRecorded, endByGoodbye, endByLeaving, endWithout } from './ending.ts';
import { onHoldWish, pausedMedia } from './hold.ts';
import { claimOf, onRestoring, restored } from './kept-call.ts';
import { onLinkFact } from './links.ts';
import { onLocalMedia, opened, problemsOf } from './local-media-state.ts';
import { answeredElsewhere, initiates, isPresent, peersOf } from './peers.ts';
import { connectTimer, openLink, recover } from './recovery.ts';
import type { Context } from './transition.ts';

/** The call was answered: from now on every link has to come up in time. */
export function beginTalking(state: InCall, context: Context): Step<InCall> {
  const waiting = state.peers.filter((peer) => peer.attempt > 0 && peer.link !== 'connected');
  const grace = isLinked(state) ? [] : [graceTimer(context)];
  const effects: readonly Effect[] = [
    { type: 'time-setup' },
    ...waiting.map(({ userId }) => connectTimer(userId)),
    ...grace,
  ];
  // A link may be up, and media flow, before the answer is heard of.
  return announceTo(state.peers.filter(isConnected), withPhase({ state, effects }));
}

function isConnected({ link }: Peer): boolean {
  return link === 'connected';
}

type CallChanged = Extract<Fact, { type: 'call-changed' }>;
type MediaOpened = Extract<Fact, { type: 'media-opened' }>;

export function onInCall(state: InCall, event: CallEvent, context: Context): Step<CallState> {
  const waiting = onRestoring(state, event);
  if (waiting) return waiting;
  const ending = endingOf(state, event, context);
  if (ending) return ending;
  const step = change(state, event, context);
  return settle(state, announce(state, step), context);
}

/** The step that ends the call, if the event does. */
function endingOf(state: InCall, event: CallEvent, context: Context): Step<CallState> | null {
  switch (event.type) {
    case 'end':
      return endByLeaving(state, 'hung-up');
    case 'media-failed':
      return isTakenFromTalk(state, event.problem)
        ? null
        : endByLeaving(state, 'not-permitted', [{ type: 'report-error', problem: event.problem }]);
    case 'accept-refused':
      return event.callId === state.call.id ? onAcceptRefused(state, event) : null;
    case 'resume-refused':
      return event.callId === state.call.id && state.phase !== 'active' ? onResumeRefused(state, event.reason) : null;
    case 'peer-said':
      return event.message.type === 'goodbye' ? onGoodbye(state, event.userId, event.message.reason, context) : null;
    case 'time-out':
      return onTimeOver(state, event.timer, context);
    case 'call-changed':
      return onCallOver(state, event.call, context);
    default:
      return null;
  }
}

/** Whoever talked already and whose page was loaded again listens until their microphone is free, as they would without that. */
function isTakenFromTalk({ phase }: InCall, { code }: Problem): boolean {
  return phase === 'reconnecting' && code === 'device-in-use';
}

function onAcceptRefused(state: InCall, { reason, cause }: Extract<Fact, { type: 'accept-refused' }>): Step<CallState> {
  if (reason === 'elsewhere') return endAnsweredElsewhere(state, state.call);
  if (reason === 'gone') return endWithout(state, 'canceled');
  // It may have been heard all the same.
  const problem = { code: 'signaling-unreachable', cause } as const;
  return endByLeaving(state, 'failed', [{ type: 'report-error', problem }]);
}

function onResumeRefused(state: InCall, reason: 'elsewhere' | 'gone'): Step<CallState> {
  return reason === 'elsewhere' ? endAnsweredElsewhere(state, state.call) : endWithout(state, 'connection-lost');
}

/** The server hears it from the one who left; here the call of two is over, with or without the server. */
function onGoodbye(state: InCall, userId: string, reason: LeaveReason, context: Context): Step<CallState> | null {
  const others = state.peers.filter((peer) => peer.userId !== userId && isPresent(peer));
  return others.length === 0 ? endByGoodbye(state, reason, userId, context.selfId) : null;
}

function onTimeOver(state: InCall, timer: string, context: Context): Step<CallState> | null {
  if (timer === 'grace') return onGraceOver(state);
  const away = state.peers.find(({ userId }) => timer === `away ${userId}`);
  // They are back where a new link with them is being made.
  return away && away.link !== 'connecting' ? onGoodbye(state, away.userId, 'hung-up', context) : null;
}

function onGraceOver(state: InCall): Step<CallState> {
  if (state.phase === 'reconnecting') return endByLeaving(state, 'connection-lost');
  const problem = { code: 'connection-failed', cause: null } as const;
  return endByLeaving(state, 'failed', [{ type: 'report-error', problem }]);
}

function onCallOver(state: InCall, call: CallView, context: Context): Step<CallState> | null {
  if (call.id !== state.call.id || call.version < state.call.version) return null;
  if (call.phase === 'ended') return endAsRecorded(state, call, context.selfId);
  return answeredElsewhere(call, context.selfId) ? endAnsweredElsewhere(state, call) : null;
}

function change(state: InCall, event: CallEvent, context: Context): Step<InCall> {
  switch (event.type) {
    case 'media-opened':
      return onMediaOpened(state, event);
    case 'media-failed':
      return onMediaOpened(withoutCamera(state), listening(event.problem));
    case 'call-changed':
      return onCallChanged(state, event, context);
    case 'signaling-returned':
      return { state, effects: [{ type: 'rejoin', callId: state.call.id, claim: claimOf(state.call) }] };
    case 'leave-page':
      return { state, effects: leavePage(state) };
    default:
      return (
        onHoldWish(state, event) ??
        onLocalMedia(state, event) ??
        onLinkFact(state, event, context) ?? { state, effects: [] }
      );
  }
}

function withoutCamera(state: InCall): InCall {
  return state.media.camera === 'opening' ? { ...state, media: { ...state.media, camera: 'off' } } : state;
}

function listening(microphoneProblem: Problem): MediaOpened {
  return { type: 'media-opened', camera: false, cameraProblem: null, microphoneProblem };
}

function onMediaOpened(state: InCall, fact: MediaOpened): Step<InCall> {
  return { state: { ...state, media: opened(state.media, fact) }, effects: problemsOf(fact) };
}

/** Somebody came, went, or is being asked; whoever was here first opens the link to whoever came. */
function onCallChanged(state: InCall, { call, resumed }: CallChanged, context: Context): Step<InCall> {
  if (call.id !== state.call.id || call.version < state.call.version) return { state, effects: [] };
  const peers = peersOf(call, context.selfId, state.peers, context.describe);
  const gone = peers.filter((peer) => peer.standing === 'left' && peer.attempt > 0);
  const closes: readonly Effect[] = gone.map(({ userId }) => ({ type: 'close-link', userId }));
  const opened = restored(state, call, context.selfId);
  const changed = { ...opened.state, call, peers };
  const linked = resumed ? recoverLinks(changed, context) : linkJoined(changed, context);
  return { state: linked.state, effects: [...closes, ...opened.effects, ...linked.effects] };
}

/** Makes the links that are missing, to everybody who is in the call. */
export function linkJoined(state: InCall, context: Context): Step<InCall> {
  const missing = state.peers.filter(({ standing, link }) => standing === 'joined' && link === 'none');
  return each(state, missing, (step, peer) => makeLink(step, peer, context));
}

/** What was arranged for links that are not up may be lost with the connection, and was arranged on another network. */
function recoverLinks(state: InCall, context: Context): Step<InCall> {
  const down = state.peers.filter((peer) => isPresent(peer) && !isConnected(peer));
  return each(state, down, (step, peer) => makeLink(step, peer, context));
}

/** The first one is the initiator's to open. */
function makeLink(state: InCall, peer: Peer, context: Context): Step<InCall> {
  if (peer.attempt > 0) return recover(state, peer, context);
  const isOurs = initiates(state.call, context.selfId, peer.userId);
  return isOurs ? openLink(state, state.call.id, peer.userId, 1, 'initiator') : { state, effects: [] };
}

function each(state: InCall, peers: readonly Peer[], act: (state: InCall, peer: Peer) => Step<InCall>): Step<InCall> {
  return peers.reduce<Step<InCall>>(
    (before, peer) => {
      const step = act(before.state, peer);
      return { state: step.state, effects: [...before.effects, ...step.effects] };
    },
    { state, effects: [] },
  );
}

/** Whoever hears neither takes it for a lost connection. */
function leavePage({ call, peers }: InCall): readonly Effect[] {
  const told = peers
    .filter(isConnected)
    .map(({ userId }): Effect => ({ type: 'send-message', userId, message: { type: 'leaving' } }));
  return [...told, { type: 'tell-leaving', callId: call.id }];
}

/** Tells each peer what is sent: when their link comes up, and whenever it changes. */
function announce(before: InCall, step: Step<InCall>): Step<InCall> {
  const mediaChanged = step.state.media !== before.media || step.state.onHold !== before.onHold;
  const isNews = (peer: Peer): boolean => {
    const known = before.peers.find(({ userId }) => userId === peer.userId);
    return mediaChanged || known?.link !== 'connected' || known.isPicturePaused !== peer.isPicturePaused;
  };
  return announceTo(
    step.state.peers.filter((peer) => isConnected(peer) && isNews(peer)),
    step,
  );
}

function announceTo(peers: readonly Peer[], step: Step<InCall>): Step<InCall> {
  const sends = peers.flatMap((peer): readonly Effect[] => {
    const message = announcement(step.state, peer);
    return message ? [{ type: 'send-message', userId: peer.userId, message }] : [];
  });
  return { state: step.state, effects: [...step.effects, ...sends] };
}

/** Null while the microphone is being opened for the first time: nothing is promised before it is there. */
function announcement({ media, onHold }: InCall, { isPicturePaused }: Peer): PeerMessage | null {
  if (media.microphone === 'opening') return null;
  const hasMicrophone = media.microphone !== 'none' && media.microphone !== 'missing';
  const microphone: SentMedia = media.microphone === 'live' ? 'on' : hasMicrophone ? 'off' : 'none';
  const flows: SentCamera = isPicturePaused ? 'paused' : 'on';
  const camera: SentCamera = media.camera === 'live' ? flows : media.camera === 'none' ? 'none' : 'off';
  const screen = media.screen === 'live' ? ({ screen: 'on' } as const) : {};
  const message = { type: 'media', microphone, camera, ...screen } as const;
  return onHold ? pausedMedia(message) : message;
}

/** Derives the phase from links and media, and keeps the grace timer running exactly while a link is missing. */
function settle(before: InCall, step: Step<InCall>, context: Context): Step<InCall> {
  const was = isLinked(before);
  const is = isLinked(step.state);
  const timers: readonly Effect[] =
    was === is ? [] : [is ? { type: 'clear-timer', timer: 'grace' } : graceTimer(context)];
  return withPhase({ state: step.state, effects: [...step.effects, ...timers] });
}

function withPhase({ state, effects }: Step<InCall>): Step<InCall> {
  const phase = phaseOf(state);
  if (phase === state.phase) return { state, effects };
  // A call that was taken up again is reconnecting, and not connecting.
  const first: readonly Effect[] =
    state.phase === 'connecting' ? [{ type: 'tell-connected', callId: state.call.id }] : [];
  return {
    state: { ...state, phase, ...(phase === 'active' && { wasActive: true }) },
    effects: [...effects, ...first],
  };
}

function phaseOf(state: InCall): InCall['phase'] {
  if (isLinked(state) && (state.phase === 'active' || flows(state))) return 'active';
  return state.phase === 'connecting' ? 'connecting' : 'reconnecting';
}

function isLinked({ peers }: InCall): boolean {
  const present = peers.filter(isPresent);
  return present.length > 0 && present.every((peer) => peer.link === 'connected');
}

/** Every announced track was received, and the own devices are open. */
function flows({ media, peers }: InCall): boolean {
  return media.microphone !== 'opening' && peers.filter(isPresent).every(receivesWhatIsSent);
}

function receivesWhatIsSent({ sends, receives }: Peer): boolean {
  if (!sends) return false;
  return (sends.microphone !== 'on' || receives.audio) && (sends.camera !== 'on' || receives.video);
}

/** How long a call goes on without a working link is the server's to say. */
function graceTimer({ graceMilliseconds }: Context): Effect {
  return { type: 'set-timer', timer: 'grace', milliseconds: graceMilliseconds };
}
