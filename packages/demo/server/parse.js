import { findAccount } from './accounts.js';
import { RequestError } from './http.js';

/** Longest text of one message, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 2000;

/** How a call can have gone for one of its two people. What another device of theirs took is that device's to tell. */
export const OUTCOMES = Object.freeze([
  'completed',
  'missed',
  'declined',
  'canceled',
  'busy',
  'unanswered',
  'unreachable',
  'failed',
]);

/** Longest line and longest message of a declined call, in UTF-16 code units. */
const MAX_WORDS_LENGTH = 200;
const MAX_DURATION_SECONDS = 7 * 24 * 3600;
const CLIENT_MADE_ID = /^[\w-]{1,64}$/;

/**
 * @param {unknown} value
 * @param {string} userId who asks
 * @returns {string} the id of somebody else
 */
export function parsePeerId(value, userId) {
  const account = findAccount(value);
  if (!account || account.id === userId)
    throw new RequestError(404, 'unknown-peer', 'There is nobody of that name here.');
  return account.id;
}

/**
 * @param {any} body
 * @returns {{ text: string, clientId: string | undefined }}
 */
export function parseText(body) {
  if (typeof body.text !== 'string') throw invalid('`text` must be a string.');
  const text = body.text.trim();
  if (text === '' || text.length > MAX_TEXT_LENGTH)
    throw invalid(`\`text\` must have 1 to ${MAX_TEXT_LENGTH} characters.`);
  return { text, clientId: body.clientId === undefined ? undefined : parseId(body.clientId, 'clientId') };
}

/**
 * @param {any} body
 * @returns {{ callId: string, entry: import('./call-entries.js').CallEntry, declinedWith: string | null }}
 */
export function parseCallEntry({ callId, entry, message }) {
  const { kind, direction, outcome, durationSeconds, text } = Object(entry);
  if (kind !== 'video' && kind !== 'voice') throw invalid('`kind` must be video or voice.');
  if (direction !== 'outgoing' && direction !== 'incoming') throw invalid('`direction` must be outgoing or incoming.');
  if (!OUTCOMES.includes(outcome)) throw invalid(`\`outcome\` must be one of ${OUTCOMES.join(', ')}.`);
  return {
    callId: parseId(callId, 'callId'),
    entry: Object.freeze({
      kind,
      direction,
      outcome,
      durationSeconds: parseDuration(durationSeconds),
      text: parseWords(text, 'text'),
    }),
    // Only the callee can decline, so nobody puts words into another's mouth.
    declinedWith: direction === 'incoming' && message ? parseWords(message, 'message') : null,
  };
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function parseWords(value, name) {
  const isFine = typeof value === 'string' && value.trim() !== '' && value.length <= MAX_WORDS_LENGTH;
  if (!isFine) throw invalid(`\`${name}\` must have 1 to ${MAX_WORDS_LENGTH} characters.`);
  return value;
}

/**
 * @param {unknown} value
 * @returns {number} whole seconds
 */
function parseDuration(value) {
  if (typeof value !== 'number' || !(value >= 0 && value <= MAX_DURATION_SECONDS)) {
    throw invalid('`durationSeconds` must be a number of seconds.');
  }
  return Math.floor(value);
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function parseId(value, name) {
  if (typeof value !== 'string' || !CLIENT_MADE_ID.test(value)) throw invalid(`\`${name}\` must be an id.`);
  return value;
}

/** @param {string} message */
function invalid(message) {
  return new RequestError(400, 'invalid-request', message);
}
