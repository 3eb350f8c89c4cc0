/** How often a page that waits for pictures looks whether there are any. */
const LOOK_MS = 100;

/**
 * Lets nothing through that goes from browser to browser: neither pictures nor sound (W3C WebRTC Encoded Transform) nor
 * messages, in either direction. The connections themselves stay up, which is as far as a page can reach.
 */
export class BlackoutFault {
  #isDark = false;
  #hidPictures = false;
  #links;
  /** @type {Worker | null} */
  #worker = null;

  /** @param {() => readonly RTCPeerConnection[]} links those that are open */
  constructor(links) {
    this.#links = links;
    const isDark = () => this.#isDark;
    const { send } = RTCDataChannel.prototype;
    RTCDataChannel.prototype.send = function (/** @type {any} */ data) {
      if (!isDark()) send.call(this, data);
    };
  }

  static get isPossible() {
    return typeof RTCRtpScriptTransform === 'function';
  }

  /**
   * Puts a gate into a new connection, which has to happen before the first frame: a browser takes none in later.
   *
   * @param {RTCPeerConnection} connection
   */
  watch(connection) {
    if (!BlackoutFault.isPossible) return;
    const add = connection.addTransceiver.bind(connection);
    connection.addTransceiver = (...args) => this.#gate(add(...args));
    connection.addEventListener('track', ({ transceiver }) => this.#gate(transceiver));
    connection.addEventListener('datachannel', ({ channel }) => this.#muffle(channel));
    const create = connection.createDataChannel.bind(connection);
    connection.createDataChannel = (label, options) => this.#muffle(create(label, options));
  }

  async begin() {
    this.#turn(true);
    this.#hidPictures = (await framesSeen(this.#links())) > 0;
  }

  end() {
    this.#turn(false);
  }

  /** Resolves once pictures are seen again, where some were hidden; or when the call is over. */
  async healed() {
    let isOver = !this.#hidPictures;
    document.addEventListener('call-ended', () => (isOver = true), { once: true });
    const before = await framesSeen(this.#links());
    while (!isOver && (await framesSeen(this.#links())) === before) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** @param {boolean} isDark */
  #turn(isDark) {
    this.#isDark = isDark;
    this.#worker?.postMessage({ isDark });
  }

  /**
   * @param {RTCRtpTransceiver} transceiver
   * @returns {RTCRtpTransceiver} the same
   */
  #gate(transceiver) {
    this.#worker ??= new Worker('/js/faults/blackout-worker.js');
    for (const end of [transceiver.sender, transceiver.receiver])
      end.transform ??= new RTCRtpScriptTransform(this.#worker);
    return transceiver;
  }

  /**
   * @param {RTCDataChannel} channel
   * @returns {RTCDataChannel} the same; its messages are kept from everybody who listens later
   */
  #muffle(channel) {
    channel.addEventListener('message', (event) => this.#isDark && event.stopImmediatePropagation());
    return channel;
  }
}

/** @param {readonly RTCPeerConnection[]} links */
async function framesSeen(links) {
  let frames = 0;
  for (const report of await Promise.all(links.map((link) => link.getStats()))) {
    report.forEach(({ type, framesDecoded = 0 }) => {
      if (type === 'inbound-rtp') frames += framesDecoded;
    });
  }
  return frames;
}
