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
