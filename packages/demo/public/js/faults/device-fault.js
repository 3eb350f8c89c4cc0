/** @typedef {'audio' | 'video'} Kind */

/** What a browser calls the devices that capture a kind. */
const DEVICE_KINDS = /** @type {const} */ ({ audio: 'audioinput', video: 'videoinput' });

/**
 * Pulls microphones and cameras out and puts them back, as far as the page can tell. Has to be made before anything opens one.
 */
export class DeviceFault {
  /** @type {Set<MediaStreamTrack>} */
  #captured = new Set();
  /** Ids of the devices that are out. */
  #unplugged = new Set();
  #devices = navigator.mediaDevices;
  #list = this.#devices.enumerateDevices.bind(this.#devices);
  #ask = this.#devices.getUserMedia.bind(this.#devices);
  #onCapture;

  /** @param {(kind: Kind) => void} onCapture told when the page has opened a device of that kind */
  constructor(onCapture) {
    this.#onCapture = onCapture;
    this.#devices.enumerateDevices = () => this.#plugged();
    this.#devices.getUserMedia = (constraints) => this.#open(constraints ?? {});
  }

  /**
   * The device in use, or the first one, is gone: its capture ends, and it is in no list.
   *
   * @param {Kind} kind
   */
  async unplug(kind) {
    const devices = (await this.#plugged()).filter((device) => device.kind === DEVICE_KINDS[kind]);
    const captured = [...this.#captured].filter((track) => track.kind === kind && track.readyState === 'live');
    const used = captured.map((track) => track.getSettings().deviceId);
    const device = devices.find(({ deviceId }) => used.includes(deviceId)) ?? devices[0];
    // The default device is listed twice: as such, and under its own name.
    const gone = devices.filter((one) => one === device || (one.groupId !== '' && one.groupId === device?.groupId));
    for (const { deviceId } of gone) this.#unplugged.add(deviceId);
    for (const track of captured) if (this.#unplugged.has(track.getSettings().deviceId)) endCapture(track);
    this.#devices.dispatchEvent(new Event('devicechange'));
  }

  /** @param {Kind} kind */
  async plugIn(kind) {
    for (const device of await this.#list()) {
      if (device.kind === DEVICE_KINDS[kind]) this.#unplugged.delete(device.deviceId);
    }
    this.#devices.dispatchEvent(new Event('devicechange'));
  }

  async #plugged() {
    return (await this.#list()).filter(({ deviceId }) => !this.#unplugged.has(deviceId));
  }

  /** @param {MediaStreamConstraints} constraints */
  async #open(constraints) {
    const possible = { ...constraints };
    for (const kind of /** @type {const} */ (['audio', 'video'])) {
      if (constraints[kind] && this.#unplugged.size > 0) possible[kind] = await this.#avoid(kind, constraints[kind]);
    }
    const stream = await this.#ask(possible);
    for (const track of stream.getTracks()) {
      this.#captured.add(track);
      this.#onCapture(/** @type {Kind} */ (track.kind));
    }
    return stream;
  }

  /**
   * @param {Kind} kind
   * @param {true | MediaTrackConstraints} asked
   * @returns {Promise<true | MediaTrackConstraints>} the same, of a device that is not out
   */
  async #avoid(kind, asked) {
    const all = (await this.#list()).filter((device) => device.kind === DEVICE_KINDS[kind]);
    const left = all.filter(({ deviceId }) => !this.#unplugged.has(deviceId));
    if (left.length === all.length) return asked;
    if (left.length === 0) throw new DOMException('Requested device not found', 'NotFoundError');
    return {
      .../** @type {MediaTrackConstraints} */ (asked),
      deviceId: { exact: left.map(({ deviceId }) => deviceId) },
    };
  }
}

/**
 * A track that the page stops itself does not say so; one whose device is gone does.
 *
 * @param {MediaStreamTrack} track
 */
function endCapture(track) {
  track.stop();
  track.dispatchEvent(new Event('ended'));
}
