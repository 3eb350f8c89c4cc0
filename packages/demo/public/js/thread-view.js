import { byId, syncChildren } from './dom.js';
import { entriesOf } from './entries.js';

/** Nearer to the end than this, the log follows new messages. */
const NEAR_END_PX = 80;

/** The open conversation: whom with, and what was said. */
export class ThreadView {
  #thread = byId('thread');
  #log = byId('log');
  #entries = byId('log-entries');
  #newer = byId('newer');
  /** @type {Map<string, HTMLElement>} */
  #nodes = new Map();
  /** @type {string | null} */
  #shownPeerId = null;
  /** Whether the reader is at the end; measured before the log changes its size. */
  #follows = true;
  #chat;
  #onCallBack;

  /**
   * @param {import('./chat.js').Chat} chat
   * @param {(kind: string) => void} onCallBack
   * @param {AbortSignal} signal
   */
  constructor(chat, onCallBack, signal) {
    this.#chat = chat;
    this.#onCallBack = onCallBack;
    this.#newer.addEventListener('click', () => this.scrollToEnd(), { signal });
    this.#log.addEventListener('scroll', () => this.#scrolled(), { signal, passive: true });
    const watcher = new ResizeObserver(() => this.#follows && this.scrollToEnd());
    watcher.observe(this.#log);
    signal.addEventListener('abort', () => watcher.disconnect());
  }

  render() {
    const { open } = this.#chat;
    this.#thread.classList.toggle('is-open', open !== null);
    if (open?.id !== this.#shownPeerId) this.#switchTo(open);
    if (!open) return;
    const messages = this.#chat.messages(open.id);
    const viewer = { userId: this.#chat.user.id, peerName: open.name, onCallBack: this.#onCallBack };
    const follows = this.#isNearEnd();
    const grew = this.#show(entriesOf(messages, this.#chat.drafts(open.id), viewer));
    if (grew && follows) this.scrollToEnd();
    else if (grew) this.#newer.hidden = false;
    this.#follows = this.#isNearEnd();
  }

  scrollToEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#newer.hidden = true;
  }

  /** @param {import('./api.js').Account | null} peer */
  #switchTo(peer) {
    this.#shownPeerId = peer?.id ?? null;
    this.#nodes.clear();
    this.#entries.replaceChildren();
    this.#newer.hidden = true;
    if (!peer) return;
    byId('peer-picture').src = peer.picture;
    byId('peer-name').textContent = peer.name;
    byId('peer-role').textContent = peer.role;
    this.#log.setAttribute('aria-label', `Messages with ${peer.name}`);
  }

  /**
   * @param {import('./entries.js').Entry[]} entries
   * @returns {boolean} whether the log became longer
   */
  #show(entries) {
    const before = this.#nodes.size;
    this.#nodes = new Map(entries.map(({ key, make }) => [key, this.#nodes.get(key) ?? make()]));
    syncChildren(this.#entries, [...this.#nodes.values()]);
    return this.#nodes.size > before;
  }

  #scrolled() {
    this.#follows = this.#isNearEnd();
    if (this.#follows) this.#newer.hidden = true;
  }

  #isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }
}
