import type { LinkSignal, PeerMessage, PeerSignal } from 'call-window-signaling/protocol';
import SimplePeer, { type Instance, type SignalData } from 'simple-peer/simplepeer.min.js';

import { CallError } from '../call/call-error.ts';
import type { LinkStats } from '../call/link-stats.ts';
import type { Link, LinkListener, LinkOptions, LinkPort, LocalTracks } from '../call/ports.ts';
import { isDirectCandidate, withoutRelatedAddress } from '../peer-connection/candidate.ts';
import { FirstMedia } from '../peer-connection/first-media.ts';
import { gatedConnection } from '../peer-connection/gated-connection.ts';
import { FreshRoutes } from '../peer-connection/fresh-routes.ts';
import { InboundSignals } from '../peer-connection/inbound-signals.ts';
import { receiveInto } from '../peer-connection/inbound-stream.ts';
import { receivedBy } from '../peer-connection/life-signs.ts';
import { LinkMeter } from '../peer-connection/link-meter.ts';
import { OutboundTracks } from '../peer-connection/outbound-tracks.ts';
import { takeOneChannel } from '../peer-connection/one-channel.ts';
import { PeerChannel } from '../peer-connection/peer-channel.ts';
import { IceServerCheck } from '../peer-connection/ice-server-check.ts';
import { withoutCandidates } from '../peer-connection/session-description.ts';
import { sourceOf, type StreamName, STREAMS, streamOf, type TrackKind } from '../peer-connection/track-sources.ts';

/** Time for a goodbye to leave before the connection is torn down. */
const GOODBYE_MILLISECONDS = 150;

/** Candidates that are kept for a caller who is not accepted yet: as many as the server keeps for somebody who is away. */
const MAX_WITHHELD = 64;

export interface SimplePeerLinksOptions {
  readonly tracks: LocalTracks<MediaStreamTrack>;
  /** Told of the streams of each participant, which are filled as tracks come; null when the link is closed. */
  readonly remoteStream: (userId: string, name: StreamName, stream: MediaStream | null) => void;
}

/** The one door to simple-peer. */
export function createSimplePeerLinks(options: SimplePeerLinksOptions): LinkPort {
  return { open: (link) => new SimplePeerLink(link, options) };
}

/**
 * One simple-peer connection, made to work the way calls need it: all transceivers exist from the first offer, so that
 * tracks come and go by `replaceTrack` without renegotiation, and a responder behind a closed gate has parsed the offer
 * but reveals nothing (no answer, no candidate, no media) before `openGate`.
 */
class SimplePeerLink implements Link {
  readonly #options: LinkOptions;
  readonly #remoteStream: SimplePeerLinksOptions['remoteStream'];
  readonly #gate = Promise.withResolvers<void>();
  /** Settled once the own description is set. */
  readonly #described = Promise.withResolvers<void>();
  readonly #peer: Instance;
  readonly #signals: InboundSignals;
  readonly #channel: PeerChannel;
  readonly #inbound = { person: new MediaStream(), screen: new MediaStream() } as const;
  /** Aborted when the link is closed. */
  readonly #open = new AbortController();
  /** Undefined for a connection that could not be made. */
  readonly #firstMedia: FirstMedia | undefined;
  readonly #iceServerCheck: IceServerCheck | undefined;
  readonly #outbound: OutboundTracks;
  readonly #meter: LinkMeter;
  #connection!: RTCPeerConnection;
  #routes!: FreshRoutes;
  #isMade = false;
  #hasOffer = false;
  #gateOpen = false;
  #closed = false;
  #failed = false;
  #sequence = 0;
  /** Candidates of a caller who is not accepted yet: adding one can cause a DNS query, which would tell them we are here. */
  readonly #withheld: PeerSignal[] = [];
  #goodbyeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LinkOptions, { tracks, remoteStream }: SimplePeerLinksOptions) {
    this.#options = options;
    this.#signals = new InboundSignals(options);
    this.#remoteStream = remoteStream;
    this.#channel = this.#makeChannel(options.listener);
    this.#peer = this.#makePeer();
    // From the first moment on: a connection that cannot be made (bad ICE servers) fails before anything else happens.
    this.#peer.on('error', () => this.#fail());
    if (!this.#isMade) throw new CallError('connection-failed', { message: 'the ICE servers are not usable' });
    this.#firstMedia = new FirstMedia(this.#connection, (kind) => {
      if (!this.#isOver) options.listener.mediaArrived(kind);
    });
    const { iceServerTimeout, iceServers } = options;
    // Within one network there is nobody to ask.
    if (iceServerTimeout !== undefined && iceServers.length > 0)
      this.#iceServerCheck = new IceServerCheck(this.#connection, iceServerTimeout, () => this.#fail());
    this.#meter = new LinkMeter(this.#connection, (quality) => this.#isOver || options.listener.rated(quality));
    this.#outbound = new OutboundTracks(
      this.#connection,
      tracks,
      (picture) => this.#isOver || options.listener.pictureIs(picture),
    );
    if (options.role === 'initiator') this.#outbound.addTransceivers();
    if (options.gate === 'open') this.openGate();
    this.#listen(options.listener);
  }

  get #isOver(): boolean {
    return this.#closed || this.#failed;
  }

  deliver(signal: LinkSignal, sequence: number): void {
    if (this.#isOver) return;
    const verdict = this.#signals.judge(signal, sequence);
    if (verdict === 'too-much') return this.#fail();
    if (verdict === 'drop') return;
    if (signal.type === 'restart') return this.#askedToRestart(signal.restart);
    if (this.#gateOpen) return this.#signal(signal);
    // Behind the gate only the first offer is parsed; simple-peer would try to answer a second one at the same time.
    if (signal.type === 'offer' && !this.#hasOffer) {
      this.#hasOffer = true;
      this.#signal(signal);
    } else if (signal.type === 'candidate' && this.#withheld.length < MAX_WITHHELD) this.#withheld.push(signal);
  }

  openGate(): void {
    if (this.#gateOpen) return;
    this.#gateOpen = true;
    this.#gate.resolve();
    // The answer first: to add a candidate is to wait for the connection, which is busy with its description.
    void this.#described.promise.then(() => this.#deliverWithheld());
    this.#showInbound();
  }

  #deliverWithheld(): void {
    if (this.#isOver) return;
    for (const signal of this.#withheld.splice(0)) this.#signal(signal);
  }

  send(message: PeerMessage): void {
    if (this.#isOver) return;
    this.#channel.send(message);
    if (message.type === 'goodbye' && this.#channel.isOpen)
      this.#goodbyeTimer = setTimeout(() => void this.#peer.destroy(), GOODBYE_MILLISECONDS);
  }

  restart(): void {
    if (this.#isOver || !this.#channel.isOpen) return;
    if (this.#options.role === 'initiator') this.#routes.make();
    else this.#emit({ type: 'restart', restart: 'ice' });
  }

  #askedToRestart(what: 'ice' | 'link'): void {
    if (what === 'ice' && this.#options.role === 'initiator' && this.#channel.isOpen) this.#routes.make();
  }

  useIceServers(iceServers: LinkOptions['iceServers']): void {
    if (this.#isOver) return;
    try {
      const unchanged = this.#connection.getConfiguration();
      this.#connection.setConfiguration({ ...unchanged, iceServers: iceServers as RTCIceServer[] });
    } catch {
      // Servers that it refuses are no worse than those that it has.
    }
  }

  stats(): Promise<LinkStats> {
    return this.#meter.stats();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopWatching();
    this.#open.abort();
    for (const name of STREAMS) this.#remoteStream(this.#options.userId, name, null);
    if (this.#goodbyeTimer === undefined) this.#peer.destroy();
    // While the goodbye is on its way, nothing else is.
    else this.#outbound.sendNothing();
  }

  #stopWatching(): void {
    this.#firstMedia?.stop();
    this.#iceServerCheck?.stop();
    this.#channel.stop();
    this.#meter?.stop();
    this.#outbound?.stop();
  }

  #makePeer(): Instance {
    const RTCPeerConnection = gatedConnection({
      made: (connection) => {
        this.#connection = connection;
        this.#routes = new FreshRoutes(connection, () => this.#peer.negotiate());
        this.#isMade = true;
        takeOneChannel(connection, this.#options.role, () => this.#fail());
      },
      opened: this.#gate.promise,
      answering: () => this.#outbound.send(),
      described: this.#described.resolve,
    });
    return new SimplePeer({
      initiator: this.#options.role === 'initiator',
      trickle: true,
      // Keeps the boundaries of data channel messages.
      objectMode: true,
      config: {
        iceServers: this.#options.iceServers as RTCIceServer[],
        iceTransportPolicy: this.#options.relayOnly ? 'relay' : 'all',
        // One transport for sound, picture and messages from the start: a third of the ports, relays and candidates.
        bundlePolicy: 'max-bundle',
      },
      wrtc: { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate },
    });
  }

  #signal(signal: PeerSignal): void {
    try {
      this.#peer.signal(withoutCandidates(signal) as SignalData);
    } catch {
      this.#fail();
    }
  }

  #emit(signal: LinkSignal): void {
    if (!this.#isOver) this.#options.listener.signal(signal, this.#sequence++);
  }

  #listen(listener: LinkListener): void {
    this.#peer.on('signal', (signal: PeerSignal) => {
      if (!this.#options.relayOnly) return this.#emit(signal);
      if (!isDirectCandidate(signal)) this.#emit(withoutRelatedAddress(withoutCandidates(signal)));
    });
    this.#peer.on('connect', () => this.#connected(listener));
    this.#peer.on('track', (track: MediaStreamTrack) => {
      const source = sourceOf(this.#connection, ({ receiver }) => receiver.track === track);
      if (source) receiveInto(this.#inbound[streamOf(source)], track);
      this.#showInbound();
    });
    this.#peer.on('data', (data: unknown) => this.#isOver || this.#channel.receive(data));
    this.#peer.on('close', () => this.#fail());
    this.#connection.addEventListener('iceconnectionstatechange', () => this.#iceChanged(), {
      signal: this.#open.signal,
    });
  }

  #connected(listener: LinkListener): void {
    if (this.#isOver || this.#channel.isOpen) return;
    this.#channel.open();
    this.#iceServerCheck?.stop();
    listener.changed('connected');
    this.#firstMedia?.watch();
    this.#meter.start();
    this.#outbound.flow();
  }

  #makeChannel(listener: LinkListener): PeerChannel {
    return new PeerChannel({
      send: (text) => this.#peer.send(text),
      received: () => receivedBy(this.#connection),
      said: (message) => this.#said(message, listener),
      quiet: () => listener.quiet(),
      changed: (state) => this.#liveChanged(state, listener),
      failed: () => this.#fail(),
    });
  }

  #said(message: PeerMessage, listener: LinkListener): void {
    if (message.type === 'media') {
      this.#firstMedia?.announce(sentKinds(message));
      this.#meter.announce(message);
    }
    listener.said(message);
  }

  #liveChanged(state: 'lost' | 'back', listener: LinkListener): void {
    if (state === 'lost') this.#outbound.stall();
    else this.#outbound.resume();
    listener.changed(state === 'lost' ? 'interrupted' : 'connected');
  }

  /** Nothing of a caller is shown or played before they are accepted. */
  #showInbound(): void {
    if (!this.#gateOpen || this.#closed) return;
    for (const name of STREAMS) {
      const stream = this.#inbound[name];
      if (stream.getTracks().length > 0) this.#remoteStream(this.#options.userId, name, stream);
    }
  }

  #iceChanged(): void {
    if (!this.#isOver && this.#connection.iceConnectionState === 'disconnected') this.#channel.lose();
  }

  #fail(): void {
    if (this.#isOver) return;
    this.#failed = true;
    this.#peer.destroy();
    this.#stopWatching();
    this.#options.listener.changed('failed');
  }
}

function sentKinds({ microphone, camera }: Extract<PeerMessage, { type: 'media' }>): readonly TrackKind[] {
  return [...(microphone === 'on' ? (['audio'] as const) : []), ...(camera === 'on' ? (['video'] as const) : [])];
}
