const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 5000;
/** The server says something every 15 s; after this long the connection is dead, whatever the browser thinks. */
const SILENCE_MS = 40_000;

/**
 * News from the server. Own reading of the event stream rather than `EventSource`, which can't send the session
 * in a header and would need it in the address.
 */
export class LiveEvents {
  #stopped = new AbortController();
  #api;
  #onEvent;
  #onConnection;

  /**
   * @param {import('./api.js').Api} api
   * @param {{ onEvent: (name: string, data: any) => void, onConnection: (connected: boolean) => void }} listeners
   */
  constructor(api, { onEvent, onConnection }) {
    this.#api = api;
    this.#onEvent = onEvent;
    this.#onConnection = onConnection;
    void this.#run();
  }

  stop() {
    this.#stopped.abort();
  }

  async #run() {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#stopped.signal.aborted) {
      const heard = await this.#listenOnce();
      if (this.#stopped.signal.aborted) return;
      this.#onConnection(false);
      pauseMs = heard ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      await pause(pauseMs, this.#stopped.signal);
    }
  }

  /** @returns {Promise<boolean>} whether the server was reached, once the stream is over */
  async #listenOnce() {
    const connection = new AbortController();
    const signal = AbortSignal.any([connection.signal, this.#stopped.signal]);
    const watchdog = new Watchdog(() => connection.abort());
    let reached = false;
    try {
      const stream = await this.#api.events(signal);
      reached = true;
      this.#onConnection(true);
      await readEvents(stream, this.#onEvent, () => watchdog.feed());
    } catch (error) {
      if (!isExpected(error)) console.warn('[linden] the event stream broke', error);
    }
    watchdog.stop();
    return reached;
  }
}

/** Calls `onSilence` unless it is fed in time. */
class Watchdog {
  #timer = 0;
  #onSilence;

  /** @param {() => void} onSilence */
  constructor(onSilence) {
    this.#onSilence = onSilence;
    this.feed();
  }

  feed() {
    this.stop();
    this.#timer = window.setTimeout(this.#onSilence, SILENCE_MS);
  }

  stop() {
    clearTimeout(this.#timer);
  }
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {(name: string, data: any) => void} onEvent
 * @param {() => void} onData
 */
async function readEvents(stream, onEvent, onData) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    onData();
    const blocks = (text + decoder.decode(part.value, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) deliver(block, onEvent);
  }
}

/**
 * @param {string} block `event: …` and `data: …` lines, or a comment
 * @param {(name: string, data: any) => void} onEvent
 */
function deliver(block, onEvent) {
  const name = /^event: (.*)$/m.exec(block)?.[1];
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (name && data) onEvent(name, JSON.parse(data));
}

/** @param {unknown} error */
function isExpected(error) {
  const { code, name } = /** @type {any} */ (error);
  return code === 'unreachable' || name === 'AbortError' || error instanceof TypeError;
}

/**
 * Ends early when the browser is online again.
 *
 * @param {number} durationMs
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(durationMs, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, durationMs);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
