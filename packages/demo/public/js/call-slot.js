import { element } from './dom.js';

/** What `call-ended` says, put neutrally for both sides. Calls that another device took are that device's to tell. */
const OUTCOMES = {
  'hung-up': 'completed',
  'remote-hung-up': 'completed',
  'connection-lost': 'connection-lost',
  canceled: 'canceled',
  declined: 'declined',
  unanswered: 'unanswered',
  busy: 'busy',
  unreachable: 'unreachable',
  'not-permitted': 'not-permitted',
  failed: 'failed',
};

/**
 * The one `<call-window>` of the page: made at sign-in, removed at sign-out, and never taken out of the document in
 * between, because a call goes on while its user reads another conversation.
 */
export class CallSlot {
  #element;

  /**
   * @param {HTMLElement} container
   * @param {{ user: import('./api.js').Account, token: string, getToken: () => Promise<string>, theme: string, lang: string | null }} identity
   * @param {(peerId: string, call: any) => void} onCallEnded
   */
  constructor(container, { user, token, getToken, theme, lang }, onCallEnded) {
    this.#element = element('call-window', { 'user-id': user.id, token, theme, lang: lang ?? undefined });
    Object.assign(this.#element, { getToken });
    this.#element.addEventListener('call-ended', (event) => {
      const told = tellCall(/** @type {CustomEvent} */ (event).detail, user.id);
      if (told) onCallEnded(told.peerId, told.call);
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

  remove() {
    this.#element.remove();
  }
}

/**
 * @param {{ call: any, reason: string, durationSeconds: number }} detail
 * @param {string} userId
 */
function tellCall({ call, reason, durationSeconds }, userId) {
  const outcome = OUTCOMES[/** @type {keyof typeof OUTCOMES} */ (reason)];
  const peerId = call?.participants?.map(idOf).find((/** @type {string} */ id) => id && id !== userId);
  if (!outcome || !call?.id || !peerId) return null;
  const { id: callId, kind, direction } = call;
  return { peerId, call: { callId, kind, direction, outcome, durationSeconds: durationSeconds ?? 0 } };
}

/** @param {any} participant */
function idOf(participant) {
  return typeof participant === 'string' ? participant : participant.userId;
}
