import { findAccount } from './accounts.js';
import { RequestError } from './http.js';

/** Longest text of one message, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 2000;

/** How a call went, told neutrally; the page words it for the side that looks at it. */
export const OUTCOMES = Object.freeze([
  'completed',
  'connection-lost',
  'canceled',
  'declined',
  'unanswered',
  'busy',
  'unreachable',
  'not-permitted',
  'failed',
]);

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
 * @returns {{ outgoing: boolean, call: import('./chat-store.js').CallOutcome }}
 */
export function parseCallOutcome(body) {
  if (body.kind !== 'video' && body.kind !== 'voice') throw invalid('`kind` must be video or voice.');
  if (body.direction !== 'outgoing' && body.direction !== 'incoming')
    throw invalid('`direction` must be outgoing or incoming.');
  if (!OUTCOMES.includes(body.outcome)) throw invalid(`\`outcome\` must be one of ${OUTCOMES.join(', ')}.`);
  return {
    outgoing: body.direction === 'outgoing',
    call: Object.freeze({
      id: parseId(body.callId, 'callId'),
      kind: body.kind,
      outcome: body.outcome,
      durationSeconds: parseDuration(body.durationSeconds),
    }),
  };
}

/**
 * @param {unknown} value
 * @returns {number} whole seconds
 */
function parseDuration(value) {
  if (value === undefined || value === null) return 0;
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
