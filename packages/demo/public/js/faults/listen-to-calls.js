/**
 * Writes down what the page's `<call-window>` tells every host by events, and what it shows in toasts.
 *
 * @param {import('./fault-record.js').FaultRecord} record
 */
export function listenToCalls(record) {
  /** @param {string} type @param {(detail: any) => void} hear */
  const on = (type, hear) =>
    document.addEventListener(type, (event) => hear(/** @type {CustomEvent} */ (event).detail));
  on('call-state', ({ state, previous }) => {
    record.say('event', 'call-state', `${previous} → ${state}`);
    if (state === 'active') record.saw('call');
  });
  on('signaling-change', ({ state, previous }) => {
    record.say('event', 'signaling-change', `${previous} → ${state}`);
    if (state === 'connected') record.saw('signaling');
  });
  on('call-error', ({ code, message }) => record.say('problem', 'call-error', `${code}: ${message}`));
  on('call-ended', ({ reason }) => {
    record.say('event', 'call-ended', reason);
    record.gaveUp(reason);
  });
  watchToasts((text) => record.say('event', 'toast', `“${text}”`));
}

/**
 * Toasts are no events: they are read off the screen, in whichever shadow root they come up.
 *
 * @param {(text: string) => void} onToast
 */
function watchToasts(onToast) {
  /** @param {Node} node */
  const look = (node) => {
    if (!(node instanceof Element)) return;
    for (const found of [node, ...node.querySelectorAll('*')]) {
      if (found.matches('[part~="toast"]')) onToast(found.querySelector('.text')?.textContent ?? '');
      if (found.shadowRoot && found.localName.startsWith('call-window')) watch(found.shadowRoot);
    }
  };
  const observer = new MutationObserver((records) => records.forEach(({ addedNodes }) => addedNodes.forEach(look)));
  /** @param {Element | ShadowRoot} root */
  const watch = (root) => {
    observer.observe(root, { childList: true, subtree: true });
    [...root.children].forEach(look);
  };
  void customElements.whenDefined('call-window').then(() => watch(document.body));
}
