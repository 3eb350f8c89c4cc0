import { callSeenBy } from './call-entries.js';

/** Older messages than these make room for new ones: the demo keeps everything in memory. */
const MAX_MESSAGES = 200;

/**
 * @typedef {object} Message
 * @property {number} id grows with every message
 * @property {number} at milliseconds since 1970
 * @property {'text' | 'call'} type
 * @property {string} from the writer, or the caller
 * @property {string} to
 * @property {string} [text]
 * @property {string} [clientId] given by the writer's page, so that a repeated request makes no second message
 * @property {import('./call-entries.js').CallNote} [call]
 *
 * @typedef {Omit<Message, 'call'> & { call?: import('./call-entries.js').SeenCall }} SeenMessage as one of the two sees it
 * @typedef {{ messages: Message[], readUpTo: Map<string, number> }} Conversation
 */

/** What people wrote to each other and the calls between them, by pair. */
export class ChatStore {
  /** @type {Map<string, Conversation>} */
  #conversations = new Map();
  #lastId;
  #now;

  /** @param {() => number} [now] */
  constructor(now = Date.now) {
    this.#now = now;
    // A restarted server's ids are higher than those of its former life, so that pages can tell old from new.
    this.#lastId = now();
  }

  /**
   * @param {string} userId
   * @param {string} peerId
   * @returns {readonly SeenMessage[]} oldest first
   */
  messagesBetween(userId, peerId) {
    return this.#between(userId, peerId).messages.map((message) => seenBy(userId, message));
  }

  /**
   * @param {{ from: string, to: string, text: string, clientId?: string, at?: number }} draft
   * @returns {{ message: Message, isNew: boolean }}
   */
  addText({ from, to, text, clientId, at }) {
    const known = this.#find(
      from,
      to,
      (one) => clientId !== undefined && one.from === from && one.clientId === clientId,
    );
    if (known) return { message: known, isNew: false };
    return { message: this.#append({ type: 'text', from, to, text, clientId }, at), isNew: true };
  }

  /**
   * Both participants' pages tell about a call. They share one message, in which each has an entry: the first that a page of
   * theirs told.
   *
   * @param {{ userId: string, peerId: string, callId: string, entry: import('./call-entries.js').CallEntry, declinedWith?: string | null, at?: number }} told `userId` is who tells
   * @returns {{ message: Message, isNew: boolean }}
   */
  addCall({ userId, peerId, callId, entry, declinedWith = null, at }) {
    const known = this.#find(userId, peerId, (one) => one.call?.id === callId);
    if (known?.call && userId in known.call.entries) return { message: known, isNew: false };
    const call = {
      id: callId,
      entries: { ...known?.call?.entries, [userId]: entry },
      declinedWith: known?.call?.declinedWith ?? declinedWith,
    };
    if (known) return { message: this.#replace(known, { ...known, call }), isNew: true };
    const [from, to] = entry.direction === 'outgoing' ? [userId, peerId] : [peerId, userId];
    return { message: this.#append({ type: 'call', from, to, call }, at), isNew: true };
  }

  /**
   * @param {string} userId
   * @param {string} peerId
   */
  markRead(userId, peerId) {
    const { messages, readUpTo } = this.#between(userId, peerId);
    readUpTo.set(userId, messages.at(-1)?.id ?? 0);
  }

  /**
   * @param {string} userId
   * @param {string} peerId
   * @returns {{ peerId: string, last: SeenMessage | null, unread: number }}
   */
  overviewOf(userId, peerId) {
    const messages = this.messagesBetween(userId, peerId);
    const read = this.#between(userId, peerId).readUpTo.get(userId) ?? 0;
    const unread = messages.filter((message) => message.id > read && isNewsFor(userId, message)).length;
    return { peerId, last: messages.at(-1) ?? null, unread };
  }

  /**
   * @param {string} from
   * @param {string} to
   * @param {(message: Message) => boolean} matches
   */
  #find(from, to, matches) {
    return this.#between(from, to).messages.find(matches);
  }

  /**
   * @param {Omit<Message, 'id' | 'at'>} content
   * @param {number} [at]
   * @returns {Message}
   */
  #append(content, at = this.#now()) {
    const { messages } = this.#between(content.from, content.to);
    const message = Object.freeze({ id: ++this.#lastId, at, ...content });
    messages.push(message);
    if (messages.length > MAX_MESSAGES) messages.shift();
    return message;
  }

  /**
   * @param {Message} known
   * @param {Message} message
   * @returns {Message}
   */
  #replace(known, message) {
    const { messages } = this.#between(known.from, known.to);
    messages[messages.indexOf(known)] = Object.freeze(message);
    return message;
  }

  /**
   * @param {string} one
   * @param {string} other
   * @returns {Conversation}
   */
  #between(one, other) {
    const key = [one, other].sort().join(' ');
    let conversation = this.#conversations.get(key);
    if (!conversation) this.#conversations.set(key, (conversation = { messages: [], readUpTo: new Map() }));
    return conversation;
  }
}

/**
 * @param {string} userId
 * @param {Message} message
 * @returns {SeenMessage}
 */
export function seenBy(userId, { call, ...message }) {
  return call ? { ...message, call: callSeenBy(call, { userId, callerId: message.from }) } : message;
}

/**
 * A call is news to whoever missed it; at any other they were there.
 *
 * @param {string} userId
 * @param {SeenMessage} message
 */
function isNewsFor(userId, { from, call }) {
  return from !== userId && (!call || call.entry.outcome === 'missed');
}
