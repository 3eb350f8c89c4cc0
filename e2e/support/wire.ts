import type { Page, WebSocket } from 'playwright-core';

/** Socket.io's packet of an event: engine.io's `4`, its own `2`, the number of the acknowledgement it asks for, name and payload. */
const EVENT_FRAME = /^42\d*(\[.*\])$/s;

/** All that a page says and hears over its WebSockets and says in requests, from the moment this is made. */
export class Wire {
  readonly sent: string[] = [];
  readonly received: string[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(page: Page) {
    page.on('websocket', (socket: WebSocket) => {
      socket.on('framesent', ({ payload }) => this.#keep(this.sent, payload));
      socket.on('framereceived', ({ payload }) => this.#keep(this.received, payload));
    });
    page.on('request', (request) => this.#keep(this.sent, request.postData() ?? ''));
  }

  /** Names of the events that the page has sent. */
  get sentEvents(): readonly string[] {
    return this.sent.flatMap((frame) => {
      const [, event] = EVENT_FRAME.exec(frame) ?? [];
      return event ? [(JSON.parse(event) as [string])[0]] : [];
    });
  }

  /** Resolves as soon as that is so. */
  async until(enough: (wire: Wire) => boolean): Promise<void> {
    while (!enough(this)) await new Promise<void>((heard) => this.#waiting.add(heard));
  }

  #keep(list: string[], payload: string | Buffer): void {
    list.push(String(payload));
    for (const heard of this.#waiting) heard();
    this.#waiting.clear();
  }
}
