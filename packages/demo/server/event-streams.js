const HEARTBEAT_MS = 15_000;
const MAX_STREAMS_PER_USER = 20;
/** A page that reads this slowly is not worth the memory: it is dropped, comes back and asks for what it missed. */
const MAX_BUFFERED_BYTES = 256 * 1024;

/**
 * @typedef {import('node:http').ServerResponse} Stream
 */

/** The pages that listen for news, as server-sent events (WHATWG HTML, §9.2). */
export class EventStreams {
  /** @type {Map<string, Set<Stream>>} */
  #streams = new Map();
  #heartbeat;

  /** The heartbeat lets both ends notice a dead connection; `close` ends it. */
  constructor() {
    this.#heartbeat = setInterval(() => this.#sendToAll(': still here\n\n'), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /**
   * @param {string} userId
   * @param {Stream} stream a response that nothing was written to
   */
  open(userId, stream) {
    const streams = this.#streams.get(userId) ?? new Set();
    this.#streams.set(userId, streams.add(stream));
    stream.on('close', () => this.#forget(userId, stream));
    stream.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    stream.write('event: hello\ndata: {}\n\n');
    if (streams.size > MAX_STREAMS_PER_USER) [...streams][0]?.end();
  }

  /**
   * @param {string} userId
   * @param {string} name
   * @param {unknown} data
   */
  send(userId, name, data) {
    const text = `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const stream of this.#streams.get(userId) ?? []) write(stream, text);
  }

  close() {
    clearInterval(this.#heartbeat);
    for (const streams of this.#streams.values()) for (const stream of streams) stream.end();
  }

  /** @param {string} text */
  #sendToAll(text) {
    for (const streams of this.#streams.values()) for (const stream of streams) write(stream, text);
  }

  /**
   * @param {string} userId
   * @param {Stream} stream
   */
  #forget(userId, stream) {
    const streams = this.#streams.get(userId);
    streams?.delete(stream);
    if (streams?.size === 0) this.#streams.delete(userId);
  }
}

/**
 * @param {Stream} stream
 * @param {string} text
 */
function write(stream, text) {
  if (stream.writableLength > MAX_BUFFERED_BYTES) stream.destroy();
  else stream.write(text);
}
