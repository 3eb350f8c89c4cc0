import { element } from './dom.js';
import { faultsAsked } from './faults/asked.js';

/**
 * The one `<call-window>` of the page: made at sign-in, removed at sign-out, and never taken out of the document in
 * between, because a call goes on while its user reads another conversation.
 */
export class CallSlot {
  #element;

  /**
   * @param {HTMLElement} container
   * @param {{ user: import('./api.js').Account, token: string, getToken: () => Promise<string>, theme: string, lang: string | null }} identity
   * @param {(peerId: string, told: import('./chat.js').ToldCall) => void} onCallEnded
   */
  constructor(container, { user, token, getToken, theme, lang }, onCallEnded) {
    const attributes = { 'user-id': user.id, token, theme, lang: lang ?? undefined };
    // A modal call would make the panel with the faults inert.
    this.#element = element('call-window', { ...attributes, display: faultsAsked ? 'inline' : undefined });
    Object.assign(this.#element, { getToken });
    this.#element.addEventListener('call-ended', (event) => {
      const { call, entry, message } = /** @type {CustomEvent} */ (event).detail;
      // What another device of this user took is that device's to tell.
      if (!entry.outcome.endsWith('-elsewhere'))
        onCallEnded(peerOf(call, user.id), { callId: call.id, entry, message });
    });
    container.replaceChildren(this.#element);
  }

  /** @param {import('./api.js').Account | null} peer whom the buttons call; nobody: it only rings */
  setPeer(peer) {
    const wanted = { 'peer-id': peer?.id, 'peer-name': peer?.name, 'peer-avatar': peer?.picture };
    for (const [name, value] of Object.entries(wanted)) {
      if (value === undefined) this.#element.removeAttribute(name);
      else if (this.#element.getAttribute(name) !== value) this.#element.setAttribute(name, value);
    }
  }

  /** @param {string} theme */
  setTheme(theme) {
    this.#element.setAttribute('theme', theme);
  }

  /** @param {string} kind */
  call(kind) {
    // A refusal is shown by the element itself and arrives as `call-error`.
    Promise.resolve(/** @type {any} */ (this.#element).startCall?.({ kind })).catch(() => {});
  }

  /** Of camera, microphone and speaker, without a call. */
  openSettings() {
    // What hinders them, they say themselves.
    Promise.resolve(/** @type {any} */ (this.#element).openSettings?.()).catch(() => {});
  }

  remove() {
    this.#element.remove();
  }
}

/**
 * @param {{ participants: readonly { userId: string }[] }} call
 * @param {string} userId
 * @returns {string} who else was in it
 */
function peerOf({ participants }, userId) {
  return participants.find((participant) => participant.userId !== userId)?.userId ?? '';
}
