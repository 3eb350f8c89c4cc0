import { MAX_PEER_MESSAGE_LENGTH, PeerMessage, type PeerSignal } from 'call-window-signaling/protocol';
import Peer from 'simple-peer/simplepeer.min.js';
import * as v from 'valibot';

import { CallError } from '../call/call-error.ts';
import type { Link, LinkListener, LinkOptions, LinkPort, LocalTracks } from '../call/ports.ts';

const KINDS = ['audio', 'video'] as const;
type Kind = (typeof KINDS)[number];

/** How often a link that waits for the first media looks whether it came. */
const ARRIVAL_MILLISECONDS = 100;

/** Time for a goodbye to leave before the connection is torn down. */
const GOODBYE_MILLISECONDS = 150;

export interface SimplePeerLinksOptions {
  readonly tracks: LocalTracks<MediaStreamTrack>;
  /** Told of the one stream of each participant, which is filled as tracks come; null when the link is closed. */
  readonly remoteStream: (userId: string, stream: MediaStream | null) => void;
}

/** The one door to simple-peer. */
export function createSimplePeerLinks(options: SimplePeerLinksOptions): LinkPort {
  return { open: (link) => new SimplePeerLink(link, options) };
}

/**
 * One simple-peer connection, made to work the way calls need it: both transceivers exist from the first offer, so that
 * tracks come and go by `replaceTrack` without renegotiation, and a responder behind a closed gate has parsed the offer
 * but reveals nothing (no answer, no candidate, no media) before `openGate`.
 */
class SimplePeerLink implements Link {
  readonly #options: LinkOptions;
  readonly #tracks: LocalTracks<MediaStreamTrack>;
  readonly #remoteStream: SimplePeerLinksOptions['remoteStream'];
  readonly #gate = Promise.withResolvers<void>();
  /** Settled once the own description is set. */
  readonly #described = Promise.withResolvers<void>();
  readonly #peer: Peer.Instance;
  readonly #unsubscribe: () => void;
  readonly #seen = new Set<number>();
  readonly #inbound = new MediaStream();
  /** Aborted when the link is closed. */
  readonly #open = new AbortController();
  #connection!: RTCPeerConnection;
  #isMade = false;
  #hasOffer = false;
  #gateOpen = false;
  #closed = false;
  #failed = false;
  #channelOpen = false;
  #sequence = 0;
  /** Candidates of a caller who is not accepted yet: adding one can cause a DNS query, which would tell them we are here. */
  readonly #withheld: PeerSignal[] = [];
  /** Kinds that have not delivered anything yet, and those that the other side says it sends. */
  readonly #awaited = new Set<Kind>(KINDS);
  #announced: ReadonlySet<Kind> = new Set(KINDS);
  #arrivalTimer: ReturnType<typeof setInterval> | undefined;
  #goodbyeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LinkOptions, { tracks, remoteStream }: SimplePeerLinksOptions) {
    this.#options = options;
    this.#tracks = tracks;
    this.#remoteStream = remoteStream;
    this.#peer = this.#makePeer();
    // From the first moment on: a connection that cannot be made (bad ICE servers) fails before anything else happens.
    this.#peer.on('error', () => this.#fail());
    if (!this.#isMade) throw new CallError('connection-failed', { message: 'the ICE servers are not usable' });
    if (options.role === 'initiator') this.#addTransceivers();
    if (options.gate === 'open') this.openGate();
    this.#unsubscribe = tracks.subscribe((kind) => this.#sendTrack(kind));
    this.#listen(options.listener);
  }

  deliver(signal: PeerSignal, sequence: number): void {
    if (this.#closed || this.#failed || this.#seen.has(sequence)) return;
    this.#seen.add(sequence);
    if (this.#gateOpen) return this.#signal(signal);
    // Behind the gate only the first offer is parsed; simple-peer would try to answer a second one at the same time.
    if (signal.type === 'offer' && !this.#hasOffer) {
      this.#hasOffer = true;
      this.#signal(signal);
    } else if (signal.type === 'candidate') this.#withheld.push(signal);
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
    if (this.#closed || this.#failed) return;
    for (const signal of this.#withheld.splice(0)) this.#signal(signal);
  }

  send(message: PeerMessage): void {
    if (!this.#channelOpen || this.#closed || this.#failed) return;
    try {
      this.#peer.send(JSON.stringify(message));
    } catch {
      // The channel is closing, which the connection has not noticed yet.
      return this.#fail();
    }
    if (message.type === 'goodbye')
      this.#goodbyeTimer = setTimeout(() => void this.#peer.destroy(), GOODBYE_MILLISECONDS);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#open.abort();
    this.#unsubscribe();
    clearInterval(this.#arrivalTimer);
    this.#remoteStream(this.#options.userId, null);
    if (this.#goodbyeTimer === undefined) this.#peer.destroy();
    else this.#stopSending();
  }

  /** While the goodbye is on its way, nothing else is. */
  #stopSending(): void {
    for (const sender of this.#connection.getSenders()) void sender.replaceTrack(null).catch(() => undefined);
  }

  #makePeer(): Peer.Instance {
    return new Peer({
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
      wrtc: { RTCPeerConnection: this.#connectionClass(), RTCSessionDescription, RTCIceCandidate },
    });
  }

  /** simple-peer takes the class that it makes its connection from: the documented way to reach that connection. */
  #connectionClass(): typeof RTCPeerConnection {
    const group = new MediaStream();
    const gate = this.#gate.promise;
    const described = this.#described.resolve;
    const made = (connection: RTCPeerConnection): void => {
      this.#connection = connection;
      this.#isMade = true;
    };
    // Without a common stream id simple-peer never reports tracks, which the receiving side groups by.
    const groupSenders = (connection: RTCPeerConnection): void =>
      connection.getTransceivers().forEach(({ sender }) => sender.setStreams(group));
    const sendTracks = (): void => KINDS.forEach((kind) => this.#sendTrack(kind));
    return class Connection extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made(this);
      }

      // The declared overloads include the callback forms of the standard's past, which simple-peer does not use.
      override createOffer = (async (options?: RTCOfferOptions) => {
        groupSenders(this);
        return super.createOffer(options);
      }) as RTCPeerConnection['createOffer'];

      // Made while it rings, so that it is ready at accept: nothing is gathered or sent before it is set.
      override createAnswer = (async (options?: RTCAnswerOptions) => {
        for (const transceiver of this.getTransceivers()) transceiver.direction = 'sendrecv';
        groupSenders(this);
        return super.createAnswer(options);
      }) as RTCPeerConnection['createAnswer'];

      override setLocalDescription = (async (description?: RTCLocalSessionDescriptionInit) => {
        if (description?.type === 'answer') {
          await gate;
          sendTracks();
        }
        await super.setLocalDescription(description);
        described();
      }) as RTCPeerConnection['setLocalDescription'];
    };
  }

  #addTransceivers(): void {
    for (const kind of KINDS) {
      this.#connection.addTransceiver(kind, { direction: 'sendrecv' });
      this.#sendTrack(kind);
    }
  }

  #sendTrack(kind: Kind): void {
    if (!this.#gateOpen && this.#options.role === 'responder') return;
    const transceiver = this.#connection.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
    // A connection that is closing refuses; its call is over anyway.
    void transceiver?.sender.replaceTrack(this.#tracks.current(kind)).catch(() => undefined);
  }

  #signal(signal: PeerSignal): void {
    if (signal.type === 'candidate' && this.#options.relayOnly && !signal.candidate.candidate.includes(' typ relay'))
      return;
    try {
      this.#peer.signal(withoutCandidates(signal) as Peer.SignalData);
    } catch {
      this.#fail();
    }
  }

  #listen(listener: LinkListener): void {
    this.#peer.on('signal', (signal: PeerSignal) => {
      if (!this.#closed) listener.signal(signal, this.#sequence++);
    });
    this.#peer.on('connect', () => this.#connected());
    this.#peer.on('track', (track: MediaStreamTrack) => {
      this.#inbound.addTrack(track);
      this.#showInbound();
    });
    this.#peer.on('data', (data: unknown) => this.#hear(data, listener));
    this.#peer.on('close', () => this.#fail());
    this.#connection.addEventListener('iceconnectionstatechange', () => this.#iceChanged(), {
      signal: this.#open.signal,
    });
  }

  #connected(): void {
    if (this.#closed || this.#failed) return;
    this.#channelOpen = true;
    this.#options.listener.changed('connected');
    this.#watchArrival();
  }

  /** Nothing of a caller is shown or played before they are accepted. */
  #showInbound(): void {
    const hasTracks = this.#inbound.getTracks().length > 0;
    if (this.#gateOpen && hasTracks && !this.#closed) this.#remoteStream(this.#options.userId, this.#inbound);
  }

  #iceChanged(): void {
    if (this.#closed || this.#failed || !this.#channelOpen) return;
    const { iceConnectionState } = this.#connection;
    if (iceConnectionState === 'disconnected') this.#options.listener.changed('interrupted');
    if (iceConnectionState === 'connected' || iceConnectionState === 'completed')
      this.#options.listener.changed('connected');
  }

  /** Looks for first media while any is due; a voice call does not wait for video. */
  #watchArrival(): void {
    clearInterval(this.#arrivalTimer);
    this.#arrivalTimer = setInterval(() => void this.#lookForMedia(), ARRIVAL_MILLISECONDS);
  }

  /** Reports each kind once, when its first packets (audio) or frames (video) were received. */
  async #lookForMedia(): Promise<void> {
    if (![...this.#awaited].some((kind) => this.#announced.has(kind))) {
      clearInterval(this.#arrivalTimer);
      return;
    }
    const report = await this.#connection.getStats();
    report.forEach((stats: { type: string; kind?: Kind; packetsReceived?: number; framesDecoded?: number }) => {
      if (stats.type !== 'inbound-rtp' || !stats.kind || this.#closed) return;
      const received = stats.kind === 'audio' ? stats.packetsReceived : stats.framesDecoded;
      if (received && this.#awaited.delete(stats.kind)) this.#options.listener.mediaArrived(stats.kind);
    });
  }

  /** Whatever the other page sends is another person's input: what is no message is dropped. */
  #hear(data: unknown, listener: LinkListener): void {
    const text = typeof data === 'string' ? data : data instanceof Uint8Array ? new TextDecoder().decode(data) : '';
    if (this.#closed || this.#failed || text.length === 0 || text.length > MAX_PEER_MESSAGE_LENGTH) return;
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), PeerMessage), text);
    if (!parsed.success) return;
    if (parsed.output.type === 'media') this.#heardAnnouncement(parsed.output);
    listener.said(parsed.output);
  }

  #heardAnnouncement({ microphone, camera }: Extract<PeerMessage, { type: 'media' }>): void {
    const sent = { audio: microphone, video: camera };
    this.#announced = new Set(KINDS.filter((kind) => sent[kind] === 'on'));
    this.#watchArrival();
  }

  #fail(): void {
    if (this.#closed || this.#failed) return;
    this.#failed = true;
    this.#peer.destroy();
    clearInterval(this.#arrivalTimer);
    this.#options.listener.changed('failed');
  }
}

/**
 * Candidates come one by one, and only there are they withheld before accept and checked for `relayOnly`: those that a
 * description brings along (RFC 8839 §5.1) are left out.
 */
function withoutCandidates(signal: PeerSignal): PeerSignal {
  if (signal.type !== 'offer' && signal.type !== 'answer') return signal;
  return { ...signal, sdp: signal.sdp.replace(/^a=(?:candidate:.*|end-of-candidates)\r?\n/gm, '') };
}
