/** Two links in one page, the way between them, and the platform's objects behind them. */
import type { LinkSignal, PeerMessage } from 'call-window-signaling/protocol';

import { createSimplePeerLinks } from '../../src/adapters/simple-peer-link.ts';
import type { Link, LinkOptions, LocalTracks } from '../../src/call/ports.ts';
import type { TrackSource } from '../../src/call/track-source.ts';
import { Log } from '../fakes/log.ts';

type Kind = 'audio' | 'video';

/** The platform's connections as they are made, with what the adapter asked of each. */
export interface Watched {
  readonly connection: RTCPeerConnection;
  readonly channels: RTCDataChannel[];
  readonly candidatesAdded: string[];
}

const RealConnection = RTCPeerConnection;

/** Watches every connection that is made until `restore`. */
export function watchConnections(): { readonly made: readonly Watched[]; restore(): void } {
  const made: Watched[] = [];
  globalThis.RTCPeerConnection = class extends RealConnection {
    readonly #watched: Watched = { connection: this, channels: [], candidatesAdded: [] };

    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      made.push(this.#watched);
    }

    override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, options);
      this.#watched.channels.push(channel);
      return channel;
    }

    override addIceCandidate = (async (candidate?: RTCIceCandidateInit | null) => {
      this.#watched.candidatesAdded.push(candidate?.candidate ?? '');
      return super.addIceCandidate(candidate);
    }) as RTCPeerConnection['addIceCandidate'];
  };
  return { made, restore: () => void (globalThis.RTCPeerConnection = RealConnection) };
}

/** The intervals that run, until `restore`. */
export function watchIntervals(): { readonly running: ReadonlySet<unknown>; restore(): void } {
  const running = new Set<unknown>();
  const { setInterval, clearInterval } = globalThis;
  Object.assign(globalThis, {
    setInterval: (...args: Parameters<typeof setInterval>) => {
      const id = setInterval(...args);
      running.add(id);
      return id;
    },
    clearInterval: (id: number | undefined) => {
      running.delete(id);
      clearInterval(id);
    },
  });
  return { running, restore: () => void Object.assign(globalThis, { setInterval, clearInterval }) };
}

/** Local tracks that a test puts in and takes away. */
export class FakeTracks implements LocalTracks<MediaStreamTrack> {
  readonly #tracks = new Map<TrackSource, MediaStreamTrack>();
  readonly #listeners = new Set<(source: TrackSource) => void>();

  constructor(...tracks: MediaStreamTrack[]) {
    for (const track of tracks) this.#tracks.set(track.kind === 'audio' ? 'microphone' : 'camera', track);
  }

  get subscribers(): number {
    return this.#listeners.size;
  }

  maxVideoBitrate: number | null = null;

  current(source: TrackSource): MediaStreamTrack | null {
    return this.#tracks.get(source) ?? null;
  }

  subscribe(changed: (source: TrackSource) => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  set(source: TrackSource, track: MediaStreamTrack | null): void {
    if (track) this.#tracks.set(source, track);
    else this.#tracks.delete(source);
    for (const listener of this.#listeners) listener(source);
  }
}

const cleanups: (() => void)[] = [];

/** A picture of this size that changes all the time. */
export function movingPicture(width = 160, height = 120): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d')!;
  let hue = 0;
  const painting = setInterval(() => {
    hue += 20;
    context.fillStyle = `hsl(${hue} 80% 50%)`;
    context.fillRect(0, 0, width, height);
  }, 40);
  const [track] = canvas.captureStream().getTracks();
  cleanups.push(() => {
    clearInterval(painting);
    track!.stop();
  });
  return track!;
}

export function hum(): MediaStreamTrack {
  const context = new AudioContext();
  const destination = context.createMediaStreamDestination();
  const oscillator = new OscillatorNode(context, { frequency: 440 });
  oscillator.connect(destination);
  oscillator.start();
  cleanups.push(() => void context.close());
  return destination.stream.getAudioTracks()[0]!;
}

export type Report =
  | { readonly what: 'signal'; readonly signal: LinkSignal; readonly sequence: number }
  | { readonly what: 'changed'; readonly link: 'connected' | 'interrupted' | 'failed' }
  | { readonly what: 'quiet' }
  | { readonly what: 'media'; readonly kind: Kind }
  | { readonly what: 'rated'; readonly quality: number }
  | { readonly what: 'picture'; readonly picture: 'paused' | 'sent' }
  | { readonly what: 'said'; readonly message: PeerMessage }
  | { readonly what: 'stream'; readonly name: 'person' | 'screen'; readonly stream: MediaStream | null };

/** One link and everything that it reports. */
export class Side {
  readonly reports = new Log<Report>();
  readonly tracks: FakeTracks;
  readonly link: Link;

  constructor(options: Partial<LinkOptions>, tracks = new FakeTracks()) {
    this.tracks = tracks;
    const add = (report: Report): void => this.reports.add(report);
    const links = createSimplePeerLinks({
      tracks,
      remoteStream: (_user, name, stream) => add({ what: 'stream', name, stream }),
    });
    this.link = links.open({
      userId: 'other',
      role: 'initiator',
      gate: 'open',
      iceServers: [],
      relayOnly: false,
      listener: {
        signal: (signal, sequence) => add({ what: 'signal', signal, sequence }),
        changed: (link) => add({ what: 'changed', link }),
        quiet: () => add({ what: 'quiet' }),
        mediaArrived: (kind) => add({ what: 'media', kind }),
        pictureIs: (picture) => add({ what: 'picture', picture }),
        rated: (quality) => add({ what: 'rated', quality }),
        said: (message) => add({ what: 'said', message }),
      },
      ...options,
    });
    cleanups.push(() => this.link.close());
  }

  get signals(): readonly Extract<Report, { what: 'signal' }>[] {
    return this.reports.entries.filter((report) => report.what === 'signal');
  }

  get messages(): readonly PeerMessage[] {
    return this.reports.entries.flatMap((report) => (report.what === 'said' ? [report.message] : []));
  }

  get changes(): readonly string[] {
    return this.reports.entries.flatMap((report) => (report.what === 'changed' ? [report.link] : []));
  }

  becomes(link: 'connected' | 'interrupted' | 'failed'): Promise<Report> {
    return this.reports.first((report) => report.what === 'changed' && report.link === link);
  }

  receives(kind: Kind): Promise<Report> {
    return this.reports.first((report) => report.what === 'media' && report.kind === kind);
  }

  says(type: LinkSignal['type']): Promise<Report> {
    return this.reports.first((report) => report.what === 'signal' && report.signal.type === type);
  }

  hears(type: PeerMessage['type']): Promise<Report> {
    return this.reports.first((report) => report.what === 'said' && report.message.type === type);
  }

  async stream(name: 'person' | 'screen' = 'person'): Promise<MediaStream> {
    const report = await this.reports.first((entry) => entry.what === 'stream' && entry.name === name);
    if (report.what !== 'stream' || !report.stream) throw new Error('the stream went before it came');
    return report.stream;
  }
}

type Deliver = (signal: LinkSignal, sequence: number) => void;
/** What happens to a signal on its way. */
export type Way = (deliver: Deliver) => Deliver;

const straight: Way = (deliver) => deliver;

/** Relays what `from` says, past and future, as a copy and in a task of its own. */
export function relay(from: Side, to: Side, way: Way = straight): void {
  const deliver = way((signal, sequence) => to.link.deliver(signal, sequence));
  const pass = (report: Report): void => {
    if (report.what === 'signal') deliver(structuredClone(report.signal), report.sequence);
  };
  from.signals.forEach(pass);
  void (async () => {
    for (;;) pass(await from.reports.next(({ what }) => what === 'signal'));
  })();
}

/** Closes every link and stops every track; to be called after each test. */
export function cleanUp(): void {
  for (const clean of cleanups.splice(0)) clean();
}

declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack });
  readonly readable: ReadableStream<VideoFrame>;
}

/** Waits for a frame of this width. */
export async function frameOfWidth(track: MediaStreamTrack, width: number): Promise<void> {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  for (let found = false; !found;) {
    const { value: frame, done } = await reader.read();
    if (done) throw new Error('the track ended');
    found = frame.displayWidth === width;
    frame.close();
  }
  await reader.cancel();
}

/** Waits until this many frames more have been decoded. */
export async function decodes(connection: RTCPeerConnection, more: number): Promise<void> {
  const first = await framesDecoded(connection);
  const track = connection.getReceivers().find((receiver) => receiver.track.kind === 'video')!.track;
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  while ((await framesDecoded(connection)) < first + more) (await reader.read()).value?.close();
  await reader.cancel();
}

export async function framesDecoded(connection: RTCPeerConnection): Promise<number> {
  return inbound(connection, 'framesDecoded');
}

export async function inbound(
  connection: RTCPeerConnection,
  counter: 'framesDecoded' | 'packetsReceived',
): Promise<number> {
  let sum = 0;
  const report = await connection.getStats();
  report.forEach((stats: { type: string; framesDecoded?: number; packetsReceived?: number }) => {
    if (stats.type === 'inbound-rtp') sum += stats[counter] ?? 0;
  });
  return sum;
}
