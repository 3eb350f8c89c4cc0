import { LiveEvents } from './live-events.js';
import { Outbox } from './outbox.js';

/**
 * @typedef {import('./api.js').Account} Account
 * @typedef {{ peer: Account, last: any, unread: number }} Conversation
 * @typedef {{ clientId: string, text: string, at: number, refusal: string }} Draft a message on its way
 * @typedef {{ callId: string, entry: Record<string, unknown>, message: string | null }} ToldCall what `call-ended` says
 */

/**
 * The signed-in user's conversations as the server tells them. Fires `change` when anything did, and `arrival`
 * (`detail`: the message) when somebody else wrote.
 */
export class Chat extends EventTarget {
  /** @type {'connecting' | 'open' | 'lost'} */
  connection = 'connecting';
  /** @type {Account | null} the conversation on screen */
  open = null;
  /** @type {Map<string, Conversation>} */
  #conversations;
  /** @type {Map<string, any[]>} by peer; present once asked for */
  #messages = new Map();
  /** @type {Map<string, Draft[]>} */
  #drafts = new Map();
  #api;
  #outbox;
  #events;

  /**
   * @param {import('./api.js').Api} api
   * @param {Account} user
   * @param {readonly Account[]} accounts
   */
  constructor(api, user, accounts) {
    super();
    this.user = user;
    this.#api = api;
    this.#outbox = new Outbox(api);
    const peers = accounts.filter((account) => account.id !== user.id);
    this.#conversations = new Map(peers.map((peer) => [peer.id, { peer, last: null, unread: 0 }]));
    this.#events = new LiveEvents(api, {
      onEvent: (name, data) => this.#heard(name, data),
      onConnection: (connected) => this.#connectionChanged(connected),
    });
  }

  stop() {
    this.#events.stop();
  }

  /** @returns {Conversation[]} the latest first */
  conversations() {
    return [...this.#conversations.values()].sort((one, other) => (other.last?.at ?? 0) - (one.last?.at ?? 0));
  }

  /** @param {string} peerId */
  peer(peerId) {
    return this.#conversations.get(peerId)?.peer ?? null;
  }

  /** @param {string} peerId */
  messages(peerId) {
    return this.#messages.get(peerId) ?? [];
  }

  /** @param {string} peerId */
  drafts(peerId) {
    return this.#drafts.get(peerId) ?? [];
  }

  /** @param {Account | null} peer */
  show(peer) {
    this.open = peer;
    this.#changed();
    if (peer) void this.#load(peer.id).then(() => this.markRead());
  }

  /**
   * @param {string} peerId
   * @param {string} text
   */
  send(peerId, text) {
    const draft = { clientId: crypto.randomUUID(), text, at: Date.now(), refusal: '' };
    this.#drafts.set(peerId, [...this.drafts(peerId), draft]);
    this.#changed();
    this.#outbox.add({
      path: '/demo/messages',
      body: { peer: peerId, text, clientId: draft.clientId },
      onDelivered: (message) => this.#take(message),
      onRefused: (error) => {
        draft.refusal = error.message;
        this.#changed();
      },
    });
  }

  /**
   * @param {string} peerId
   * @param {ToldCall} told
   */
  tellCall(peerId, told) {
    if (!this.#conversations.has(peerId)) return;
    const body = { peer: peerId, ...told };
    this.#outbox.add({ path: '/demo/calls', body, onDelivered: (message) => this.#take(message) });
  }

  /** Whoever has the conversation before their eyes has read it. */
  markRead() {
    const conversation = this.open && this.#conversations.get(this.open.id);
    if (!conversation || conversation.unread === 0 || document.visibilityState !== 'visible') return;
    conversation.unread = 0;
    this.#changed();
    this.#api.call('POST', '/demo/read', { peer: conversation.peer.id }).catch(ignoreUnreachable);
  }

  /** @param {boolean} connected */
  #connectionChanged(connected) {
    this.connection = connected ? 'open' : 'lost';
    this.#changed();
    if (!connected) return;
    void this.#refresh();
    void this.#outbox.flush();
  }

  async #refresh() {
    const overviews = await this.#ask('/demo/conversations');
    for (const { peerId, last, unread } of overviews?.conversations ?? []) this.#update(peerId, { last, unread });
    await Promise.all([...this.#messages.keys()].map((peerId) => this.#load(peerId)));
    this.#changed();
    this.markRead();
  }

  /** @param {string} peerId */
  async #load(peerId) {
    // From now on arrivals are kept, because the answer may be older than they are.
    if (!this.#messages.has(peerId)) this.#messages.set(peerId, []);
    const answer = await this.#ask(`/demo/messages?peer=${encodeURIComponent(peerId)}`);
    if (!answer) return;
    const newest = answer.messages.at(-1)?.id ?? 0;
    this.#messages.set(peerId, [...answer.messages, ...this.messages(peerId).filter((message) => message.id > newest)]);
    for (const message of answer.messages) this.#dropDraft(peerId, message.clientId);
    this.#changed();
  }

  /** @param {string} path */
  async #ask(path) {
    return this.#api.call('GET', path).catch(ignoreUnreachable);
  }

  /**
   * @param {string} name
   * @param {any} data
   */
  #heard(name, data) {
    if (name === 'message') this.#take(data);
    if (name === 'read') {
      this.#update(data.peerId, { unread: 0 });
      this.#changed();
    }
  }

  /** @param {any} message new, or one that is known already */
  #take(message) {
    const peerId = message.from === this.user.id ? message.to : message.from;
    const conversation = this.#conversations.get(peerId);
    if (!conversation) return;
    if (conversation.last && conversation.last.id >= message.id) return this.#retake(conversation, message);
    const isOurs = message.from === this.user.id;
    const isNews = !isOurs && (!message.call || message.call.entry.outcome === 'missed');
    this.#update(peerId, { last: message, unread: conversation.unread + Number(isNews) });
    this.#messages.get(peerId)?.push(message);
    this.#dropDraft(peerId, message.clientId);
    if (!isOurs) this.dispatchEvent(new CustomEvent('arrival', { detail: message }));
    this.markRead();
  }

  /**
   * A call says something else once the second of its two people has told of it.
   *
   * @param {Conversation} conversation
   * @param {any} message known already
   */
  #retake({ peer, last }, message) {
    const known = this.messages(peer.id);
    const place = known.findIndex(({ id }) => id === message.id);
    // The answer to what was told here may come after the news of what the other one told.
    const isOld = place >= 0 && (known[place].call?.toldBy ?? 0) > (message.call?.toldBy ?? 0);
    if (place >= 0 && !isOld) known[place] = message;
    if (last.id === message.id && !isOld) this.#update(peer.id, { last: message });
    this.#dropDraft(peer.id, message.clientId);
  }

  /**
   * @param {string} peerId
   * @param {string | undefined} clientId
   */
  #dropDraft(peerId, clientId) {
    const rest = this.drafts(peerId).filter((draft) => draft.clientId !== clientId);
    this.#drafts.set(peerId, rest);
    this.#changed();
  }

  /**
   * @param {string} peerId
   * @param {Partial<Conversation>} news
   */
  #update(peerId, news) {
    const conversation = this.#conversations.get(peerId);
    if (conversation) this.#conversations.set(peerId, { ...conversation, ...news });
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {import('./api.js').ApiError} error */
function ignoreUnreachable(error) {
  // What was missed is asked for again as soon as the server is back.
  if (error.code !== 'unreachable') console.warn('[linden]', error.message);
}
