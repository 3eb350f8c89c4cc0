/**
 * Watches what a page really does: peer connections, capture tracks, timers, events. Runs in the page before anything else.
 * It only listens: every call goes through to the browser.
 */
export interface Probe {
  readonly connections: RTCPeerConnection[];
  readonly requests: MediaStreamConstraints[];
  readonly tracks: MediaStreamTrack[];
  readonly intervals: Set<number>;
  readonly events: { type: string; detail: unknown }[];
  readonly sounds: AudioContext[];
  /** Where a tone was started. */
  readonly tones: AudioBufferSourceNode[];
  /** The tones that are heard: in a context that runs, and wired to its output. */
  heard(): AudioBufferSourceNode[];
}

declare global {
  interface Window {
    probe: Probe;
  }
}

export function installProbe(): void {
  const wires = new WeakMap<AudioNode, Set<unknown>>();
  const reachesOutput = (node: unknown): boolean =>
    node instanceof AudioNode &&
    (node === node.context.destination || [...(wires.get(node) ?? [])].some(reachesOutput));
  const probe: Probe = {
    connections: [],
    requests: [],
    tracks: [],
    intervals: new Set(),
    events: [],
    sounds: [],
    tones: [],
    heard: () => probe.tones.filter((tone) => tone.context.state === 'running' && reachesOutput(tone)),
  };
  window.probe = probe;
  const NativeConnection = window.RTCPeerConnection;
  if (NativeConnection) {
    window.RTCPeerConnection = class extends NativeConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        probe.connections.push(this);
      }
    };
  }
  const NativeContext = window.AudioContext;
  window.AudioContext = class extends NativeContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      probe.sounds.push(this);
    }
  };
  const { start: startTone } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (...parameters) {
    startTone.apply(this, parameters);
    probe.tones.push(this);
  };
  const { connect, disconnect } = AudioNode.prototype;
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    wires.set(this, (wires.get(this) ?? new Set()).add(to[0]));
    return Reflect.apply(connect, this, to);
  } as typeof connect;
  AudioNode.prototype.disconnect = function (this: AudioNode, ...from: unknown[]) {
    if (from.length === 0) wires.delete(this);
    else wires.get(this)?.delete(from[0]);
    return Reflect.apply(disconnect, this, from);
  } as typeof disconnect;
  const devices = navigator.mediaDevices;
  if (devices) {
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      probe.requests.push(constraints ?? {});
      const stream = await ask(constraints);
      probe.tracks.push(...stream.getTracks());
      return stream;
    };
  }
  const { setInterval: start, clearInterval: stop } = window;
  window.setInterval = ((...parameters: Parameters<typeof start>) => {
    const id = start(...parameters) as unknown as number;
    probe.intervals.add(id);
    return id;
  }) as typeof start;
  window.clearInterval = ((id: number) => {
    probe.intervals.delete(id);
    stop(id);
  }) as typeof stop;
  const types = ['incoming', 'started', 'connected', 'ended', 'error', 'state'].map((name) => `call-${name}`);
  for (const type of [...types, 'hold-change', 'presence-change', 'signaling-change']) {
    document.addEventListener(type, (event) => {
      const { detail } = event as CustomEvent;
      probe.events.push({
        type,
        detail: JSON.parse(JSON.stringify(detail, (key, value: unknown) => (key === 'cause' ? undefined : value))),
      });
    });
  }
}
