/**
 * Devices of a page that can be unplugged, plugged in and taken away. What they deliver is the browser's own fake camera and
 * microphone; which of them there are, and what they are called, is told here. Runs in the page, after the probe.
 */
export interface Devices {
  /** The devices that are there, the best first. */
  readonly audio: string[];
  readonly video: string[];
  /** Takes a device away: its tracks end, and the page hears of the change. */
  unplug(kind: 'audio' | 'video', name: string): void;
  plugIn(kind: 'audio' | 'video', name: string): void;
  /** None of either is there, from the start. */
  clear(): void;
  /** Another program has it: it can't be opened. */
  occupy(kind: 'audio' | 'video'): void;
  /** Another program takes what is open, or gives it back. */
  seize(kind: 'audio' | 'video', taken: boolean): void;
}

declare global {
  interface Window {
    devices: Devices;
  }
}

export function installDevices(): void {
  const mediaDevices = navigator.mediaDevices;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  const there = { audio: ['Headset', 'Built-in Microphone'], video: ['Webcam', 'Lid Camera'] };
  const occupied = new Set<string>();
  const open = new Map<MediaStreamTrack, string>();
  const kinds = ['audio', 'video'] as const;
  mediaDevices.getUserMedia = async (constraints = {}) => {
    if (kinds.some((kind) => constraints[kind] && there[kind].length === 0))
      throw new DOMException('Requested device not found', 'NotFoundError');
    if (kinds.some((kind) => constraints[kind] && occupied.has(kind)))
      throw new DOMException('Could not start source', 'NotReadableError');
    const stream = await ask(constraints);
    for (const track of stream.getTracks()) {
      const [name = ''] = there[track.kind as 'audio' | 'video'];
      open.set(track, name);
      Object.defineProperty(track, 'label', { value: name });
    }
    return stream;
  };
  const inUse = (kind: string): MediaStreamTrack[] =>
    [...open.keys()].filter((track) => track.kind === kind && track.readyState === 'live');
  const changed = (): boolean => mediaDevices.dispatchEvent(new Event('devicechange'));
  window.devices = {
    ...there,
    unplug: (kind, name) => {
      there[kind].splice(there[kind].indexOf(name), 1);
      for (const track of inUse(kind).filter((one) => open.get(one) === name)) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      changed();
    },
    plugIn: (kind, name) => {
      there[kind].unshift(name);
      changed();
    },
    clear: () => kinds.forEach((kind) => (there[kind].length = 0)),
    occupy: (kind) => void occupied.add(kind),
    seize: (kind, taken) => {
      for (const track of inUse(kind)) {
        Object.defineProperty(track, 'muted', { configurable: true, value: taken });
        track.dispatchEvent(new Event(taken ? 'mute' : 'unmute'));
      }
    },
  };
}
