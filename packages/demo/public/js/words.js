const LOCALE = navigator.languages.find((language) => language.startsWith('en')) ?? 'en-GB';
const TIME = new Intl.DateTimeFormat(LOCALE, { hour: 'numeric', minute: '2-digit' });
const WEEKDAY = new Intl.DateTimeFormat(LOCALE, { weekday: 'short' });
const SHORT_DATE = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const LONG_DATE = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long' });

/** @param {number} at */
export function timeOf(at) {
  return TIME.format(at);
}

/**
 * @param {number} at
 * @returns {string} the day separator's words
 */
export function dayOf(at) {
  return ['Today', 'Yesterday'][daysAgo(at)] ?? LONG_DATE.format(at);
}

/**
 * @param {number} at
 * @returns {string} short, for the list of conversations
 */
export function whenOf(at) {
  const days = daysAgo(at);
  if (days <= 0) return timeOf(at);
  if (days === 1) return 'Yesterday';
  return (days < 7 ? WEEKDAY : SHORT_DATE).format(at);
}

/** @param {number} at */
function daysAgo(at) {
  return Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
}

/**
 * @param {number} seconds
 * @returns {string} `3:12` or `1:03:12`
 */
export function durationOf(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const padded = (/** @type {number} */ value) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/** A call as the caller and as the callee would put it. */
const CALL_WORDS = {
  completed: (/** @type {CallTelling} */ { Kind, duration }) => `${Kind} call · ${duration}`,
  'connection-lost': (/** @type {CallTelling} */ { Kind, duration }) =>
    `${Kind} call · connection lost after ${duration}`,
  canceled: (/** @type {CallTelling} */ { kind, mine }) => (mine ? `Canceled ${kind} call` : `Missed ${kind} call`),
  declined: (/** @type {CallTelling} */ { Kind, kind, mine }) =>
    mine ? `${Kind} call declined` : `Declined ${kind} call`,
  unanswered: (/** @type {CallTelling} */ { Kind, kind, mine }) =>
    mine ? `${Kind} call · no answer` : `Missed ${kind} call`,
  busy: (/** @type {CallTelling} */ { Kind, kind, mine, peerName }) =>
    mine ? `${Kind} call · ${peerName} was busy` : `Missed ${kind} call`,
  unreachable: (/** @type {CallTelling} */ { Kind, kind, mine, peerName }) =>
    mine ? `${Kind} call · ${peerName} couldn’t be reached` : `Missed ${kind} call`,
  'not-permitted': (/** @type {CallTelling} */ { Kind }) => `${Kind} call couldn’t start`,
  failed: (/** @type {CallTelling} */ { Kind }) => `${Kind} call couldn’t connect`,
};

/**
 * @typedef {{ kind: string, Kind: string, duration: string, mine: boolean, peerName: string }} CallTelling
 */

/**
 * @param {any} message of type `call`
 * @param {{ userId: string, peerName: string }} viewer
 * @returns {string}
 */
export function callWords(message, { userId, peerName }) {
  const { kind, outcome, durationSeconds } = message.call;
  const tell = CALL_WORDS[/** @type {keyof typeof CALL_WORDS} */ (outcome)] ?? CALL_WORDS.failed;
  const Kind = kind === 'video' ? 'Video' : 'Voice';
  return tell({ kind, Kind, duration: durationOf(durationSeconds), mine: message.from === userId, peerName });
}

/**
 * @param {any} message
 * @param {string} userId
 * @returns {boolean} whether somebody rang in vain: shown in red, with a way to call back
 */
export function isMissed(message, userId) {
  const missed = ['canceled', 'unanswered', 'busy', 'unreachable'];
  return message.type === 'call' && message.from !== userId && missed.includes(message.call.outcome);
}
