import type { CallView, ParticipantView } from 'call-window-signaling/protocol';

import type { Peer } from './call-state.ts';

/** What the host said of people before the server did. */
export type Describe = (userId: string) => { readonly name: string | null; readonly picture: string | null } | null;

const FRESH = {
  link: 'none',
  attempt: 0,
  tries: 0,
  sends: null,
  quality: undefined,
  isPicturePaused: false,
  receives: { audio: false, video: false },
} as const;

/** Peers of a call that the server has not granted yet. */
export function expectedPeers(userIds: readonly string[], describe: Describe): readonly Peer[] {
  return userIds.map((userId) => ({
    userId,
    name: describe(userId)?.name || userId,
    picture: describe(userId)?.picture ?? null,
    standing: 'invited',
    begun: 0,
    ...FRESH,
  }));
}

/** The participants other than `selfId`, keeping what is known of their links. */
export function peersOf(call: CallView, selfId: string, known: readonly Peer[], describe: Describe): readonly Peer[] {
  return call.participants
    .filter((participant) => participant.userId !== selfId)
    .map((participant) => peerFrom(participant, known, describe));
}

function peerFrom(participant: ParticipantView, known: readonly Peer[], describe: Describe): Peer {
  const { userId, name, picture, standing } = participant;
  const before = known.find((peer) => peer.userId === userId);
  return {
    ...(before ?? { userId, begun: 0, ...FRESH }),
    name: name || describe(userId)?.name || userId,
    picture: picture ?? describe(userId)?.picture ?? null,
    standing,
  };
}

export function changePeer(peers: readonly Peer[], userId: string, change: Partial<Peer>): readonly Peer[] {
  return peers.map((peer) => (peer.userId === userId ? { ...peer, ...change } : peer));
}

/** A peer at the start of a new link attempt: nothing said, nothing received yet. */
export function onNewLink(peers: readonly Peer[], userId: string, attempt: number): readonly Peer[] {
  return peers.map((peer) =>
    peer.userId === userId ? { ...peer, ...FRESH, link: 'connecting', attempt, tries: peer.tries + 1 } : peer,
  );
}

/** Of two participants, whoever was there first initiates their link; an invited one comes after everybody who joined. */
export function initiates(call: CallView, selfId: string, peerId: string): boolean {
  const order = (userId: string): number =>
    call.participants.find((participant) => participant.userId === userId)?.joinOrder ?? Number.POSITIVE_INFINITY;
  return order(selfId) < order(peerId);
}

export function isPresent({ standing }: Pick<Peer, 'standing'>): boolean {
  return standing === 'joined' || standing === 'away';
}

/** Whether the user is in the call with another device than this one. */
export function answeredElsewhere(call: CallView, selfId: string): boolean {
  const self = call.participants.find((participant) => participant.userId === selfId);
  return self?.standing === 'joined' && !call.joinedHere;
}
