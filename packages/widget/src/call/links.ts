/** The links to the other participants: attempts, signals, what arrives over them. The same while it rings and while one talks. */
import type { PeerMessage } from 'call-window-signaling/protocol';

import type { CallEvent, Effect, Fact, Step } from './call-events.ts';
import type { InCall, Incoming, Outgoing, Peer } from './call-state.ts';
import { changePeer, initiates, onNewLink } from './peers.ts';
import type { Context } from './transition.ts';

/** An attempt that has not connected by then is given up. */
const CONNECT_MILLISECONDS = 15_000;

type Linked = Outgoing | Incoming | InCall;
type SignalReceived = Extract<Fact, { type: 'signal-received' }>;
type LinkChanged = Extract<Fact, { type: 'link-changed' }>;

/** Null when the event is not about links. */
export function onLinkFact<State extends Linked>(state: State, event: CallEvent, context: Context): Step<State> | null {
  switch (event.type) {
    case 'signal-received':
      return onSignal(state, event, context);
    case 'link-changed':
      return onLinkChanged(state, event, context);
    case 'media-arrived':
      return onCurrentLink(state, event, (peer) => ({ receives: { ...peer.receives, [event.kind]: true } }));
    case 'peer-said':
      return onCurrentLink(state, event, (peer) => ({ sends: announced(event.message) ?? peer.sends }));
    case 'time-out':
      return onTimeOut(state, event.timer, context);
    default:
      return null;
  }
}

function onSignal<State extends Linked>(state: State, event: SignalReceived, context: Context): Step<State> {
  const { from, attempt, sequence, signal, callId } = event;
  const peer = state.peers.find((candidate) => candidate.userId === from);
  const call = state.call;
  if (!peer || call?.id !== callId || attempt < peer.attempt) return { state, effects: [] };
  const deliver: Effect = { type: 'deliver-signal', userId: from, attempt, sequence, signal };
  if (attempt === peer.attempt) return { state, effects: [deliver] };
  // Only the initiator counts attempts up; a responder who claims a new one is wrong.
  if (initiates(call, context.selfId, from)) return { state, effects: [] };
  const opened = openLink(state, callId, from, attempt, 'responder');
  return { state: opened.state, effects: [...opened.effects, deliver] };
}

function onLinkChanged<State extends Linked>(state: State, event: LinkChanged, context: Context): Step<State> {
  const { userId, attempt, link } = event;
  const step = onCurrentLink(state, event, () => ({ link: link === 'failed' ? 'interrupted' : link }));
  if (step.state === state) return step;
  const connectTimer: Effect = { type: 'clear-timer', timer: `connect ${userId}` };
  if (link === 'connected') return { state: step.state, effects: [connectTimer] };
  if (link === 'interrupted') return step;
  return { state: step.state, effects: [connectTimer, ...retry(state, userId, attempt, context)] };
}

function onTimeOut<State extends Linked>(state: State, timer: string, context: Context): Step<State> | null {
  const [name, userId] = timer.split(' ');
  const peer = state.peers.find((candidate) => candidate.userId === userId);
  if (!peer || !state.call) return null;
  if (name === 'connect') {
    return onLinkChanged(
      state,
      { type: 'link-changed', userId: peer.userId, attempt: peer.attempt, link: 'failed' },
      context,
    );
  }
  return name === 'retry' ? openLink(state, state.call.id, peer.userId, peer.attempt + 1, 'initiator') : null;
}

/** The next attempt is the initiator's to make, later each time (0.5 s doubling to 8 s). */
function retry(state: Linked, userId: string, attempt: number, context: Context): readonly Effect[] {
  if (!state.call || !initiates(state.call, context.selfId, userId)) return [];
  const milliseconds = Math.min(8_000, 250 * 2 ** attempt);
  return [
    { type: 'close-link', userId },
    { type: 'set-timer', timer: `retry ${userId}`, milliseconds },
  ];
}

export function openLink<State extends Linked>(
  state: State,
  callId: string,
  userId: string,
  attempt: number,
  role: 'initiator' | 'responder',
): Step<State> {
  const rings = state.phase === 'incoming';
  const timer: readonly Effect[] =
    state.phase === 'incoming' || state.phase === 'outgoing' ? [] : [connectTimer(userId)];
  return {
    state: { ...state, peers: onNewLink(state.peers, userId, attempt) },
    effects: [{ type: 'open-link', callId, userId, attempt, role, gate: rings ? 'closed' : 'open' }, ...timer],
  };
}

export function connectTimer(userId: string): Effect {
  return { type: 'set-timer', timer: `connect ${userId}`, milliseconds: CONNECT_MILLISECONDS };
}

/** Facts of an older attempt are old news. */
function onCurrentLink<State extends Linked>(
  state: State,
  about: { readonly userId: string; readonly attempt: number },
  change: (peer: Peer) => Partial<Peer>,
): Step<State> {
  const peer = state.peers.find(({ userId, attempt }) => userId === about.userId && attempt === about.attempt);
  if (!peer) return { state, effects: [] };
  return { state: { ...state, peers: changePeer(state.peers, peer.userId, change(peer)) }, effects: [] };
}

function announced(message: PeerMessage): Peer['sends'] {
  return message.type === 'media' ? { microphone: message.microphone, camera: message.camera } : null;
}
