/** Links to the other participants: what they report, and which attempt counts. How a lost one is made again, `recovery.ts` says. */
import type { PeerMessage } from 'call-window-signaling/protocol';

import type { CallEvent, Effect, Fact, Step } from './call-events.ts';
import type { Linked, Peer } from './call-state.ts';
import { changePeer, initiates } from './peers.ts';
import { backOff, openLink, recover, renew } from './recovery.ts';
import type { Context } from './transition.ts';

/** How many attempts the other side may have lost count of, by loading its page again. */
const MAX_AHEAD = 64;

/** How many attempts the other side may begin or ask for in a while; more than recovery ever needs. */
const MAX_BEGUN = 8;
const BEGUN_MILLISECONDS = 5_000;

/** How long whoever went away has to be back, where the server cannot say that they are not. */
const AWAY_MILLISECONDS = 6_000;

/** What the attempts at one link wait for. */
const ATTEMPT_TIMERS = ['connect', 'retry', 'restart'] as const;
type PeerTimer = (typeof ATTEMPT_TIMERS)[number] | 'away';

type SignalReceived = Extract<Fact, { type: 'signal-received' }>;
type LinkChanged = Extract<Fact, { type: 'link-changed' }>;
type PeerSaid = Extract<Fact, { type: 'peer-said' }>;

/** Null when the event is not about links. */
export function onLinkFact<State extends Linked>(state: State, event: CallEvent, context: Context): Step<State> | null {
  switch (event.type) {
    case 'signal-received':
      return onSignal(state, event, context);
    case 'link-changed':
      return onLinkChanged(state, event, context);
    case 'link-quiet':
      return { state, effects: currentPeer(state, event) ? [{ type: 'check-signaling' }] : [] };
    case 'media-arrived':
      return onCurrentLink(state, event, (peer) => ({ receives: { ...peer.receives, [event.kind]: true } }));
    case 'link-rated':
      return onCurrentLink(state, event, () => ({ quality: event.quality }));
    case 'picture-changed':
      return onCurrentLink(state, event, () => ({ isPicturePaused: event.picture === 'paused' }));
    case 'peer-said':
      return onPeerSaid(state, event, context);
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
  if (signal.type === 'restart' && signal.restart === 'link') return onAskedForLink(state, event, peer, context);
  const deliver: Effect = { type: 'deliver-signal', userId: from, attempt, sequence, signal };
  if (attempt === peer.attempt) return { state, effects: [deliver] };
  // Only the initiator counts attempts up; a responder who claims a new one is wrong.
  if (initiates(call, context.selfId, from) || signal.type === 'restart') return { state, effects: [] };
  return begin(state, peer, () => {
    const opened = openLink(state, callId, from, attempt, 'responder');
    return { state: opened.state, effects: [...opened.effects, deliver] };
  });
}

/** Each attempt is a connection to make: whoever begins one after the other is not followed. */
function begin<State extends Linked>(state: State, peer: Peer, open: () => Step<State>): Step<State> {
  if (peer.begun >= MAX_BEGUN) return { state, effects: [] };
  const { userId, begun } = peer;
  const timer: Effect = { type: 'set-timer', timer: `begun ${userId}`, milliseconds: BEGUN_MILLISECONDS };
  const opened = open();
  return {
    state: withPeer(opened.state, peer, { begun: begun + 1 }),
    effects: [...opened.effects, ...(begun === 0 ? [timer] : [])],
  };
}

/** The responder has lost the link. It can ask for the next attempt, which may have begun already, and begin none. */
function onAskedForLink<State extends Linked>(
  state: State,
  { callId, from, attempt }: SignalReceived,
  peer: Peer,
  { selfId }: Context,
): Step<State> {
  const isAhead = attempt > peer.attempt && attempt <= peer.attempt + MAX_AHEAD;
  const isOurs = state.call !== null && initiates(state.call, selfId, from);
  if (!isAhead || !isOurs) return { state, effects: [] };
  return begin(state, peer, () => openLink(state, callId, from, attempt, 'initiator'));
}

function onLinkChanged<State extends Linked>(state: State, event: LinkChanged, context: Context): Step<State> {
  const peer = currentPeer(state, event);
  if (!peer || peer.link === 'none') return { state, effects: [] };
  switch (event.link) {
    case 'connected':
      return {
        state: withPeer(state, peer, { link: 'connected', tries: 0 }),
        effects: clearTimers(peer, [...ATTEMPT_TIMERS, 'away']),
      };
    case 'interrupted':
      return peer.link === 'connected' ? onInterrupted(state, peer, context) : { state, effects: [] };
    case 'failed':
      return onFailed(state, peer, context);
  }
}

function onInterrupted<State extends Linked>(state: State, peer: Peer, context: Context): Step<State> {
  const interrupted = { ...peer, link: 'interrupted' } as const;
  return recover(withPeer(state, peer, interrupted), interrupted, context);
}

function onFailed<State extends Linked>(state: State, peer: Peer, context: Context): Step<State> {
  const close: Effect = { type: 'close-link', userId: peer.userId };
  return {
    state: withPeer(state, peer, { link: 'none' }),
    // Whether they went away is another question: a page that is closed takes its link along.
    effects: [...clearTimers(peer, ATTEMPT_TIMERS), close, ...backOff(state, peer, context)],
  };
}

function onPeerSaid<State extends Linked>(state: State, event: PeerSaid, context: Context): Step<State> {
  const { message } = event;
  if (message.type === 'leaving') return onPeerLeaving(state, event, context);
  return onCurrentLink(state, event, () => announced(message));
}

/** Whether they are loading their page again or are gone is the server's to say; the link is of no use any more. */
function onPeerLeaving<State extends Linked>(state: State, event: PeerSaid, { isConnected }: Context): Step<State> {
  const step = onCurrentLink(state, event, () => ({ link: 'interrupted' }));
  if (step.state === state || isConnected) return step;
  const away: Effect = { type: 'set-timer', timer: `away ${event.userId}`, milliseconds: AWAY_MILLISECONDS };
  return { state: step.state, effects: [away] };
}

function onTimeOut<State extends Linked>(state: State, timer: string, context: Context): Step<State> | null {
  const [name, userId] = timer.split(' ');
  const peer = state.peers.find((candidate) => candidate.userId === userId);
  if (!peer || !state.call) return null;
  switch (name) {
    case 'connect':
      return peer.link === 'connecting' ? onFailed(state, peer, context) : { state, effects: [] };
    case 'begun':
      return { state: withPeer(state, peer, { begun: 0 }), effects: [] };
    case 'retry':
    case 'restart':
      return peer.link === 'none' || peer.link === 'interrupted' ? renew(state, peer, context) : { state, effects: [] };
    default:
      return null;
  }
}

function clearTimers({ userId }: Peer, names: readonly PeerTimer[]): readonly Effect[] {
  return names.map((name) => ({ type: 'clear-timer', timer: `${name} ${userId}` }));
}

/** Facts of an older attempt are old news. */
function onCurrentLink<State extends Linked>(
  state: State,
  about: { readonly userId: string; readonly attempt: number },
  change: (peer: Peer) => Partial<Peer>,
): Step<State> {
  const peer = currentPeer(state, about);
  return { state: peer ? withPeer(state, peer, change(peer)) : state, effects: [] };
}

function currentPeer(
  { peers }: Linked,
  about: { readonly userId: string; readonly attempt: number },
): Peer | undefined {
  return peers.find(({ userId, attempt }) => userId === about.userId && attempt === about.attempt);
}

function withPeer<State extends Linked>(state: State, { userId }: Peer, change: Partial<Peer>): State {
  return { ...state, peers: changePeer(state.peers, userId, change) };
}

function announced(message: PeerMessage): Partial<Peer> {
  if (message.type !== 'media') return {};
  const { type: _media, onHold = false, ...sends } = message;
  return { sends, onHold };
}
