/** Older messages than these make room for new ones: the demo keeps everything in memory. */
const MAX_MESSAGES = 200;

/**
 * @typedef {object} CallOutcome
 * @property {string} id the call's id, the same on both sides
 * @property {'video' | 'voice'} kind
 * @property {string} outcome one of `OUTCOMES` in `parse.js`
 * @property {number} durationSeconds
 *
 * @typedef {object} Message
 * @property {number} id grows with every message
 * @property {number} at milliseconds since 1970
 * @property {'text' | 'call'} type
 * @property {string} from the writer, or the caller
 * @property {string} to
 * @property {string} [text]
 * @property {string} [clientId] given by the writer's page, so that a repeated request makes no second message
 * @property {CallOutcome} [call]
 *
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
   * @returns {readonly Message[]} oldest first
   */
  messagesBetween(userId, peerId) {
    return this.#between(userId, peerId).messages;
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
   * Both participants' pages tell about a call; the first one's word counts.
   *
   * @param {{ from: string, to: string, call: CallOutcome, at?: number }} entry `from` is the caller
   * @returns {{ message: Message, isNew: boolean }}
   */
  addCall({ from, to, call, at }) {
    const known = this.#find(from, to, (one) => one.call?.id === call.id);
    if (known) return { message: known, isNew: false };
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
   * @returns {{ peerId: string, last: Message | null, unread: number }}
   */
  overviewOf(userId, peerId) {
    const { messages, readUpTo } = this.#between(userId, peerId);
    const read = readUpTo.get(userId) ?? 0;
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
 * A call that took place is no news to anybody: both were there.
 *
 * @param {string} userId
 * @param {Message} message
 */
function isNewsFor(userId, message) {
  return message.from !== userId && message.call?.outcome !== 'completed';
}
