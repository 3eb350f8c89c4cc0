import { byId, element, syncChildren } from './dom.js';
import { whenOf } from './words.js';

/** The conversations at the left: who, what was said last and when, how much is unread. */
export class ListView {
  #list = byId('conversations');
  /** @type {Map<string, { content: string, row: HTMLElement }>} */
  #rows = new Map();
  #chat;
  #onOpen;

  /**
   * @param {import('./chat.js').Chat} chat
   * @param {{ onOpen: (peerId: string) => void, hrefOf: (peerId: string) => string }} navigation
   */
  constructor(chat, { onOpen, hrefOf }) {
    this.#chat = chat;
    this.#onOpen = onOpen;
    this.hrefOf = hrefOf;
  }

  render() {
    const conversations = this.#chat.conversations();
    syncChildren(
      this.#list,
      conversations.map((conversation) => this.#rowOf(conversation)),
    );
    const unread = conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
    document.title = `${unread ? `(${unread}) ` : ''}${this.#chat.open ? `${this.#chat.open.name} · ` : ''}Linden`;
  }

  /**
   * A row is made anew only when it says something else, so that it keeps the keyboard focus.
   *
   * @param {import('./chat.js').Conversation} conversation
   */
  #rowOf({ peer, last, unread }) {
    const isOpen = this.#chat.open?.id === peer.id;
    const content = JSON.stringify([last, unread, isOpen, last && whenOf(last.at)]);
    const known = this.#rows.get(peer.id);
    if (known?.content === content) return known.row;
    const row = known?.row ?? element('li', {}, this.#link(peer.id));
    fill(/** @type {HTMLElement} */ (row.firstElementChild), {
      peer,
      last,
      unread,
      isOpen,
      userId: this.#chat.user.id,
    });
    this.#rows.set(peer.id, { content, row });
    return row;
  }

  /** @param {string} peerId */
  #link(peerId) {
    const link = element('a', { class: 'conversation', href: this.hrefOf(peerId) });
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.#onOpen(peerId);
    });
    return link;
  }
}

/**
 * @param {HTMLElement} link
 * @param {import('./chat.js').Conversation & { isOpen: boolean, userId: string }} conversation
 */
function fill(link, { peer, last, unread, isOpen, userId }) {
  link.replaceChildren(
    element('img', { class: 'picture', src: peer.picture, alt: '', width: 48, height: 48 }),
    element('span', { class: 'conversation-name' }, peer.name),
    element('span', { class: 'conversation-when' }, last ? whenOf(last.at) : ''),
    element(
      'span',
      { class: `conversation-last${last?.call?.entry.outcome === 'missed' ? ' is-missed' : ''}`, dir: 'auto' },
      last ? preview(last, userId) : `Say hello to ${peer.name}`,
    ),
  );
  if (unread) link.append(badge(unread));
  link.classList.toggle('is-unread', unread > 0);
  if (isOpen) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}

/** @param {number} unread */
function badge(unread) {
  const words = element('span', { class: 'visually-hidden' }, ' unread');
  return element('span', { class: 'badge' }, unread > 99 ? '99+' : String(unread), words);
}

/**
 * @param {any} message
 * @param {string} userId
 */
function preview({ call, from, text }, userId) {
  return call?.entry.text ?? `${from === userId ? 'You: ' : ''}${text.slice(0, 120)}`;
}
