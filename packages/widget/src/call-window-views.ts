/** What `<call-window>` hands down to its inner elements, derived from the session's state. */
import { currentCall } from './call-snapshot.ts';
import type { SessionState } from './call/call-session.ts';
import type { CallState, Incoming, Line, Self } from './call/call-state.ts';
import { shownWaiting } from './call/waiting.ts';
import type { Presence } from './elements/call-buttons.ts';
import type { WaitingCaller } from './elements/waiting-call.ts';

/** Live when everybody whom the buttons call can be reached; nobody can without the server. */
export function presenceOf({ signaling, presence }: SessionState, peerIds: readonly string[]): Presence {
  if (signaling === 'connecting') return 'unknown';
  if (signaling !== 'connected') return 'offline';
  const entries = peerIds.map((userId) => presence.get(userId));
  if (entries.includes(undefined)) return 'unknown';
  return entries.every((entry) => entry?.reachable) ? 'live' : 'offline';
}

interface OwnAttributes {
  readonly userId: string;
  readonly displayName: string | null;
  readonly avatarUrl: string | null;
}

/** The local user: what the server says, otherwise what the attributes say. */
export function selfOf(state: CallState, { userId, displayName, avatarUrl }: OwnAttributes): Self {
  const known = currentCall(state)?.participants.find((participant) => participant.userId === userId);
  return { userId, name: known?.name ?? displayName ?? userId, picture: known?.picture ?? avatarUrl };
}

/** The call that rings beside the one that is on; null without one. */
export function waitingOf(line: Line): WaitingCaller | null {
  const waiting = shownWaiting(line);
  if (!waiting) return null;
  const { call } = waiting.ring;
  return { callId: call.id, person: callerOf(waiting.ring), kind: call.kind };
}

/** Who rings. */
export function callerOf({ call, peers }: Incoming): Self {
  const caller = peers.find((peer) => peer.userId === call.callerId);
  return caller ?? { userId: call.callerId, name: null, picture: null };
}
