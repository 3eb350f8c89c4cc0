import { byId } from './dom.js';
import { icon } from './icons.js';

/** Where one writes. What was begun in a conversation is still there when one comes back to it. */
export class Composer {
  #form = byId('composer');
  #text = byId('composer-text');
  #send = byId('send');
  #status = byId('composer-status');
  /** @type {Map<string, string>} */
  #begun = new Map();
  /** @type {string | null} */
  #peerId = null;
  #chat;

  /**
   * @param {import('./chat.js').Chat} chat
   * @param {() => void} onSend
   * @param {AbortSignal} signal
   */
  constructor(chat, onSend, signal) {
    this.#chat = chat;
    this.#send.replaceChildren(icon('send'));
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => this.#submit(event, onSend), { signal });
    this.#text.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#keyPressed(event), { signal });
    this.#text.addEventListener('input', () => this.#fit(), { signal });
  }

  render() {
    const { open, connection } = this.#chat;
    if (open && open.id !== this.#peerId) this.#switchTo(open);
    const words = connection === 'lost' ? 'Linden can’t be reached. Trying again…' : '';
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  focus() {
    // On a phone the keyboard would cover half of the conversation.
    if (matchMedia('(hover: hover)').matches) this.#text.focus({ preventScroll: true });
  }

  /** @param {import('./api.js').Account} peer */
  #switchTo(peer) {
    if (this.#peerId) this.#begun.set(this.#peerId, this.#text.value);
    this.#peerId = peer.id;
    this.#text.value = this.#begun.get(peer.id) ?? '';
    this.#text.placeholder = `Write to ${peer.name}…`;
    this.#text.setAttribute('aria-label', `Message to ${peer.name}`);
    this.#fit();
  }

  /** @param {KeyboardEvent} event */
  #keyPressed(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  /**
   * @param {Event} event
   * @param {() => void} onSend
   */
  #submit(event, onSend) {
    event.preventDefault();
    const text = this.#text.value.trim();
    if (!text || !this.#chat.open) return;
    this.#text.value = '';
    this.#fit();
    this.#chat.send(this.#chat.open.id, text);
    onSend();
  }

  /** As high as its text, up to what the style sheet allows. */
  #fit() {
    this.#send.disabled = this.#text.value.trim() === '';
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}
