/** What a page hears when it is about to go. */
const LAST_EVENTS = ['beforeunload', 'pagehide', 'unload', 'visibilitychange', 'freeze'];

/** Lets the page go. Has to be made before anything listens for that. */
export class PageFault {
  #crashes = false;

  constructor() {
    for (const type of LAST_EVENTS) {
      window.addEventListener(type, (event) => this.#crashes && event.stopImmediatePropagation(), { capture: true });
    }
  }

  reload() {
    location.reload();
  }

  /** As much of a crash as a page can do: nobody in it hears that it goes, so nobody says goodbye. It opens again by itself. */
  crash() {
    this.#crashes = true;
    location.reload();
  }
}
