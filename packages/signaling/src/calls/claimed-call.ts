import type { CallClaim, Person } from '../protocol/index.ts';
import { type CallRecord, HERE, type Participant } from './call-record.ts';

/** The highest version that is believed: no call sees as many changes. */
export const MAX_VERSION = 1_000_000;

/** How far the clock that the claim was made by may have been ahead, in milliseconds. */
const CLOCK_TOLERANCE = 60_000;

/** Whoever returns to a call that the server has no memory of. */
export interface Claimant {
  readonly person: Person;
  readonly deviceId: string;
  readonly claim: CallClaim;
}

/**
 * The call that a device claims to be in. The others are taken to be away until each of them claims it, too: a false claim
 * puts nobody in a call and is over with the grace period. Undefined when the claim cannot be true.
 */
export function claimedCall(callId: string, claimant: Claimant, now: number): CallRecord | undefined {
  const { claim, person } = claimant;
  const userIds = claim.participants.map(({ userId }) => userId);
  const isPossible =
    new Set(userIds).size === userIds.length &&
    userIds.includes(person.userId) &&
    userIds.includes(claim.callerId) &&
    claim.version <= MAX_VERSION &&
    claim.createdAt <= claim.answeredAt &&
    claim.answeredAt <= now + CLOCK_TOLERANCE;
  if (!isPossible) return undefined;
  return {
    ...{ id: callId, version: claim.version + 1, kind: claim.kind, callerId: claim.callerId, claimed: true },
    participants: claim.participants.map((participant) => participantFrom(participant, claimant, now)),
    ...{ createdAt: claim.createdAt, ringsUntil: claim.answeredAt, answeredAt: claim.answeredAt },
    ...{ rangAt: null, endedAt: null, ended: null },
  };
}

function participantFrom(
  { userId, joinOrder }: CallClaim['participants'][number],
  { person, deviceId }: Claimant,
  now: number,
): Participant {
  const known = { joinOrder, requestId: null };
  if (userId === person.userId) return { person, deviceId, standing: 'joined', ...known, ...HERE };
  // What they are called is theirs to say.
  const nameless = { userId, name: null, picture: null };
  return { person: nameless, deviceId: null, standing: 'away', awaySince: now, leaving: false, ...known };
}

/** Whether the claim tells of the same people in the same call. */
export function isClaimedBy(record: CallRecord, claim: CallClaim | undefined): boolean {
  if (!record.claimed || claim === undefined || claim.version > MAX_VERSION) return false;
  const told = claim.participants.map(({ userId, joinOrder }) => `${joinOrder} ${userId}`).sort();
  const known = record.participants.map(({ person, joinOrder }) => `${joinOrder} ${person.userId}`).sort();
  return claim.callerId === record.callerId && told.join('\n') === known.join('\n');
}

/** Whether more than one of those in it say so: what one alone claims goes into nobody's history. */
export function isCorroborated({ claimed, participants }: CallRecord): boolean {
  return !claimed || participants.filter(({ deviceId }) => deviceId !== null).length > 1;
}
