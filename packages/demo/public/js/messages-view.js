import { Chat } from './chat.js';
import { CallSlot } from './call-slot.js';
import { Composer } from './composer.js';
import { byId, setNotice } from './dom.js';
import { icon } from './icons.js';
import { ListView } from './list-view.js';
import { chosenTheme } from './theme.js';
import { ThreadView } from './thread-view.js';

/** The Messages page of a signed-in user, from sign-in to `stop`. */
export class MessagesView {
  #stopped = new AbortController();
  #chat;
  #list;
  #thread;
  #composer;
  #calls;

  /**
   * @param {import('./api.js').Api} api
   * @param {{ user: import('./api.js').Account, token: string, accounts: readonly import('./api.js').Account[] }} identity
   * @param {{ onOpen: (peerId: string) => void, hrefOf: (peerId: string) => string }} navigation
   */
  constructor(api, { user, token, accounts }, navigation) {
    const { signal } = this.#stopped;
    this.#chat = new Chat(api, user, accounts);
    this.#list = new ListView(this.#chat, navigation);
    this.#thread = new ThreadView(this.#chat, (kind) => this.#calls.call(kind), signal);
    this.#composer = new Composer(this.#chat, () => this.#thread.scrollToEnd(), signal);
    const lang = new URLSearchParams(location.search).get('lang');
    const identity = { user, token, getToken: () => api.token(), theme: chosenTheme(), lang };
    this.#calls = new CallSlot(byId('calls'), identity, (peerId, told) => this.#chat.tellCall(peerId, told));
    this.#showUser(user);
    this.#listen(signal);
    byId('messages').hidden = false;
  }

  /** @param {string | null} peerId `null`: no conversation */
  open(peerId) {
    const peer = peerId === null ? null : this.#chat.peer(peerId);
    const isUnknown = peerId !== null && peer === null;
    setNotice(
      byId('people-notice'),
      isUnknown ? `There is nobody called “${peerId}” to write to. Pick a conversation.` : '',
    );
    this.#chat.show(peer);
    this.#calls.setPeer(peer);
    if (peer) this.#composer.focus();
  }

  /** @param {string} theme */
  setTheme(theme) {
    this.#calls.setTheme(theme);
  }

  /** Leaves nothing of the conversation on the page. */
  stop() {
    this.#chat.show(null);
    this.#stopped.abort();
    this.#chat.stop();
    this.#calls.remove();
    byId('messages').hidden = true;
  }

  /** @param {import('./api.js').Account} user */
  #showUser(user) {
    byId('my-picture').src = user.picture;
    byId('my-name').textContent = user.name;
    byId('my-role').textContent = user.role;
    byId('back').replaceChildren(icon('back'));
    byId('call-settings').replaceChildren(icon('sliders'));
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    this.#chat.addEventListener('change', () => this.#render(), { signal });
    this.#chat.addEventListener('arrival', (event) => this.#announce(/** @type {CustomEvent} */ (event).detail), {
      signal,
    });
    byId('call-settings').addEventListener('click', () => this.#calls.openSettings(), { signal });
    document.addEventListener('visibilitychange', () => this.#chat.markRead(), { signal });
    this.#render();
  }

  #render() {
    this.#list.render();
    this.#thread.render();
    this.#composer.render();
  }

  /** @param {any} message said aloud by screen readers, whichever conversation is open */
  #announce(message) {
    const peerName = this.#chat.peer(message.from)?.name ?? '';
    byId('announcer').textContent = `${peerName}: ${message.call?.entry.text ?? message.text}`;
  }
}
