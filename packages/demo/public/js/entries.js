import { element } from './dom.js';
import { icon } from './icons.js';
import { dayOf, timeOf } from './words.js';

/** Messages of one person within this time belong together. */
const GROUP_MS = 5 * 60_000;

/**
 * @typedef {{ userId: string, peerName: string, onCallBack: (kind: string) => void }} Viewer
 * @typedef {{ key: string, make: () => HTMLElement }} Entry an entry with the same key looks the same
 */

/**
 * Everything that the log of a conversation shows, in order.
 *
 * @param {readonly any[]} messages
 * @param {readonly import('./chat.js').Draft[]} drafts
 * @param {Viewer} viewer
 * @returns {Entry[]}
 */
export function entriesOf(messages, drafts, viewer) {
  const entries = messages.flatMap((message, index) => {
    const startsDay = !isSameDay(messages[index - 1], message);
    const startsGroup = startsDay || !isSameGroup(messages[index - 1], message);
    const endsGroup = !isSameDay(message, messages[index + 1]) || !isSameGroup(message, messages[index + 1]);
    const place = { startsGroup, endsGroup };
    const key = JSON.stringify([message.id, place, message.call]);
    const make = () => (message.type === 'call' ? callEntry(message, viewer) : textEntry(message, viewer, place));
    return startsDay ? [dayEntry(message.at), { key, make }] : [{ key, make }];
  });
  return [...entries, ...drafts.map((draft) => draftEntry(draft))];
}

/**
 * @param {any} one
 * @param {any} other
 */
function isSameDay(one, other) {
  return Boolean(one && other) && new Date(one.at).toDateString() === new Date(other.at).toDateString();
}

/**
 * @param {any} one
 * @param {any} other
 */
function isSameGroup(one, other) {
  return one?.type === 'text' && other?.type === 'text' && one.from === other.from && other.at - one.at < GROUP_MS;
}

/**
 * @param {number} at
 * @returns {Entry}
 */
function dayEntry(at) {
  const words = dayOf(at);
  return { key: `day ${at} ${words}`, make: () => element('li', { class: 'day' }, element('span', {}, words)) };
}

/**
 * @param {any} message
 * @param {Viewer} viewer
 * @param {{ startsGroup: boolean, endsGroup: boolean }} place
 */
function textEntry(message, { userId, peerName }, { startsGroup, endsGroup }) {
  const isMine = message.from === userId;
  const classes = ['entry', isMine ? 'is-mine' : 'is-theirs', startsGroup && 'starts', endsGroup && 'ends'];
  const entry = element(
    'li',
    { class: classes.filter(Boolean).join(' ') },
    element('span', { class: 'visually-hidden' }, isMine ? 'You:' : `${peerName}:`),
    element('p', { class: 'bubble', dir: 'auto' }, message.text),
  );
  if (endsGroup) entry.append(timeElement(message.at));
  return entry;
}

/**
 * A call as the widget words it: its entry says how it went, for this side of it.
 *
 * @param {any} message
 * @param {Viewer} viewer
 */
function callEntry({ at, call: { entry, declinedWith } }, { peerName, onCallBack }) {
  const { kind, direction, outcome, text } = entry;
  const isMine = direction === 'outgoing';
  const card = element(
    'div',
    { class: `call is-${outcome}` },
    element('span', { class: 'call-icon' }, icon(kind)),
    element('span', { class: 'visually-hidden' }, isMine ? 'You called.' : `${peerName} called.`),
    element('p', { class: 'call-words' }, text),
    element('p', { class: 'call-when' }, icon(direction), timeElement(at)),
  );
  if (declinedWith) card.append(element('p', { class: 'call-note', dir: 'auto' }, `“${declinedWith}”`));
  if (outcome === 'missed') card.append(callBackButton(() => onCallBack(kind)));
  return element('li', { class: `entry ${isMine ? 'is-mine' : 'is-theirs'} starts ends` }, card);
}

/** @param {() => void} onClick */
function callBackButton(onClick) {
  const button = element('button', { type: 'button', class: 'call-back' }, 'Call back');
  button.addEventListener('click', onClick);
  return button;
}

/**
 * @param {import('./chat.js').Draft} draft
 * @returns {Entry}
 */
function draftEntry({ clientId, text, refusal }) {
  const state = refusal ? `Not sent. ${refusal}` : 'Sending…';
  const make = () =>
    element(
      'li',
      { class: `entry is-mine starts ends ${refusal ? 'is-refused' : 'is-pending'}` },
      element('span', { class: 'visually-hidden' }, 'You:'),
      element('p', { class: 'bubble', dir: 'auto' }, text),
      element('span', { class: 'time' }, state),
    );
  return { key: `draft ${clientId} ${state}`, make };
}

/** @param {number} at */
function timeElement(at) {
  return element('time', { class: 'time', datetime: new Date(at).toISOString() }, timeOf(at));
}
