import { ACCOUNTS } from './accounts.js';
import { seenBy } from './chat-store.js';
import { parseCallEntry, parsePeerId, parseText } from './parse.js';

/**
 * @typedef {import('./routes.js').SignedInRequest} SignedInRequest
 * @typedef {import('./chat-store.js').Message} Message
 */

/**
 * What a signed-in user can do with own conversations. Each handler returns the answer's body.
 *
 * @param {import('./chat-store.js').ChatStore} store
 * @param {import('./event-streams.js').EventStreams} streams
 * @returns {Record<string, (request: SignedInRequest) => unknown>}
 */
export function createChatRoutes(store, streams) {
  return {
    'GET /demo/conversations': ({ userId }) => ({
      conversations: peersOf(userId).map((peerId) => store.overviewOf(userId, peerId)),
    }),
    'GET /demo/messages': ({ userId, query }) => ({
      messages: store.messagesBetween(userId, parsePeerId(query.get('peer'), userId)),
    }),
    'POST /demo/messages': ({ userId, body }) => {
      const to = parsePeerId(body.peer, userId);
      return announce(streams, userId, store.addText({ from: userId, to, ...parseText(body) }));
    },
    'POST /demo/calls': ({ userId, body }) => {
      const peerId = parsePeerId(body.peer, userId);
      return announce(streams, userId, store.addCall({ userId, peerId, ...parseCallEntry(body) }));
    },
    'POST /demo/read': ({ userId, body }) => {
      const peerId = parsePeerId(body.peer, userId);
      store.markRead(userId, peerId);
      streams.send(userId, 'read', { peerId });
      return {};
    },
  };
}

/**
 * Everybody in this small practice may write to everybody.
 *
 * @param {string} userId
 */
function peersOf(userId) {
  return ACCOUNTS.map((account) => account.id).filter((id) => id !== userId);
}

/**
 * @param {import('./event-streams.js').EventStreams} streams
 * @param {string} writerId
 * @param {{ message: Message, isNew: boolean }} added
 */
function announce(streams, writerId, { message, isNew }) {
  if (isNew) for (const userId of [message.from, message.to]) streams.send(userId, 'message', seenBy(userId, message));
  return { message: seenBy(writerId, message) };
}
