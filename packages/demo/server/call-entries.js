/** What a widget says of a call when it has ended (`entry` of `call-ended`), kept as it came. */

/**
 * @typedef {object} CallEntry
 * @property {'video' | 'voice'} kind
 * @property {'outgoing' | 'incoming'} direction
 * @property {string} outcome one of `OUTCOMES` in `parse.js`
 * @property {number} durationSeconds
 * @property {string} text the line to show
 *
 * @typedef {object} CallNote
 * @property {string} id the call's id, the same on both sides
 * @property {Readonly<Record<string, CallEntry>>} entries by user: each side has its own words for the call
 * @property {string | null} declinedWith what the callee said instead of answering
 *
 * @typedef {{ id: string, entry: CallEntry, declinedWith: string | null, toldBy: number }} SeenCall `toldBy`: how many have told
 */

/** These are the same for both sides. */
const SHARED_OUTCOMES = ['completed', 'declined', 'failed'];

/**
 * @param {CallNote} call
 * @param {{ userId: string, callerId: string }} viewer one of the two people of the call
 * @returns {SeenCall}
 */
export function callSeenBy({ id, entries, declinedWith }, { userId, callerId }) {
  const [told, ...others] = Object.values(entries);
  const entry = entries[userId] ?? otherSideOf(told, userId === callerId);
  return { id, entry, declinedWith, toldBy: 1 + others.length };
}

/**
 * Somebody who was busy or away has no widget that tells of the call: their side follows from the other's.
 *
 * @param {CallEntry} told
 * @param {boolean} placedIt whether the viewer is the caller
 * @returns {CallEntry}
 */
function otherSideOf(told, placedIt) {
  const direction = placedIt ? 'outgoing' : 'incoming';
  if (SHARED_OUTCOMES.includes(told.outcome)) return { ...told, direction };
  if (!placedIt) return { ...told, direction, outcome: 'missed', text: `Missed ${told.kind} call` };
  const text = `${told.kind === 'video' ? 'Video' : 'Voice'} call · no answer`;
  return { ...told, direction, outcome: 'unanswered', text };
}
