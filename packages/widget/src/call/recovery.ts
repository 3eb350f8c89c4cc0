/**
 * The ladder by which a lost link is made again: new routes while there is a link (ICE restart, RFC 8445 §2.4), then a new link of
 * the same call with the same tracks, later each time. Without signaling nothing can be arranged; its return begins anew.
 */
import type { Effect, Step } from './call-events.ts';
import type { Linked, Peer } from './call-state.ts';
import { initiates, onNewLink } from './peers.ts';
import type { Context } from './transition.ts';

/** An attempt that has not connected by then is given up. */
const CONNECT_MILLISECONDS = 15_000;

/** New routes that have brought nothing by then are given up for a new link. */
const RESTART_TIMEOUT_MILLISECONDS = 5_000;

/** When the initiator is asked again for a link that has not come. */
const ASK_AGAIN_MILLISECONDS = 8_000;

/**
 * How long attempts that follow each other may go without an answer from STUN and TURN: those that are made in an outage never get
 * one, and a network may also just be slow.
 */
const ICE_SERVER_TIMEOUTS = [3_000, 3_000, 6_000, undefined] as const;

const LONGEST_BACK_OFF_MILLISECONDS = 4_000;

/** The first rung that makes sense: the link to `peer` carries nothing. */
export function recover<State extends Linked>(state: State, peer: Peer, context: Context): Step<State> {
  if (peer.link !== 'interrupted') return renew(state, peer, context);
  if (!context.isConnected) return { state, effects: [] };
  const { userId } = peer;
  return {
    state,
    effects: [
      { type: 'restart-link', userId },
      { type: 'set-timer', timer: `restart ${userId}`, milliseconds: RESTART_TIMEOUT_MILLISECONDS },
    ],
  };
}

/** A new link, made by whoever initiates and asked for by the other. */
export function renew<State extends Linked>(state: State, peer: Peer, context: Context): Step<State> {
  const { call, phase } = state;
  const isTalking = phase !== 'incoming' && phase !== 'outgoing';
  if (!call || (isTalking && !context.isConnected)) return { state, effects: [] };
  const { userId } = peer;
  const attempt = peer.attempt + 1;
  if (initiates(call, context.selfId, userId)) return openLink(state, call.id, userId, attempt, 'initiator');
  // Before the answer there is nothing to ask for.
  if (!isTalking) return { state, effects: [] };
  return {
    state,
    effects: [
      { type: 'ask-link', callId: call.id, userId, attempt },
      { type: 'set-timer', timer: `retry ${userId}`, milliseconds: ASK_AGAIN_MILLISECONDS },
    ],
  };
}

/** At once after a link that was up, then half a second doubling to four. */
export function backOff({ call }: Linked, { userId, tries }: Peer, { selfId }: Context): readonly Effect[] {
  if (!call) return [];
  const delay = tries === 0 ? 0 : Math.min(LONGEST_BACK_OFF_MILLISECONDS, 250 * 2 ** tries);
  // The responder gives the initiator, who will have noticed as well, time to go first.
  const milliseconds = initiates(call, selfId, userId) ? delay : delay + 250;
  return [{ type: 'set-timer', timer: `retry ${userId}`, milliseconds }];
}

export function openLink<State extends Linked>(
  state: State,
  callId: string,
  userId: string,
  attempt: number,
  role: 'initiator' | 'responder',
): Step<State> {
  const rings = state.phase === 'incoming';
  const iceServerTimeout = iceServerTimeoutFor(state, userId, attempt);
  const timer: readonly Effect[] =
    state.phase === 'incoming' || state.phase === 'outgoing' ? [] : [connectTimer(userId)];
  return {
    state: { ...state, peers: onNewLink(state.peers, userId, attempt) },
    effects: [
      { type: 'open-link', callId, userId, attempt, role, gate: rings ? 'closed' : 'open', ...iceServerTimeout },
      ...timer,
    ],
  };
}

/** The first attempt of a call waits: nobody has seen that network work yet. */
function iceServerTimeoutFor(
  { peers }: Linked,
  userId: string,
  attempt: number,
): { readonly iceServerTimeout?: number } {
  const tries = peers.find((peer) => peer.userId === userId)?.tries ?? 0;
  const iceServerTimeout = attempt === 1 ? undefined : ICE_SERVER_TIMEOUTS[tries % ICE_SERVER_TIMEOUTS.length];
  return iceServerTimeout === undefined ? {} : { iceServerTimeout };
}

export function connectTimer(userId: string): Effect {
  return { type: 'set-timer', timer: `connect ${userId}`, milliseconds: CONNECT_MILLISECONDS };
}
