import { CameraEncoding } from './camera-encoding.ts';
import { sendFreshPicture } from './fresh-picture.ts';
import { PictureWatch } from './picture-watch.ts';
import { keepSharp } from './screen-encoding.ts';
import { SenderChanges } from './sender-changes.ts';
import { kindOf, TRACK_SOURCES, type TrackSource, transceiverOf } from './track-sources.ts';
import { VoiceEncoding } from './voice-encoding.ts';

/** Where the tracks come from. */
export interface TrackSupply {
  current(source: TrackSource): MediaStreamTrack | null;
  /** Bits a second that the camera's picture may take; null for as many as there are. */
  readonly maxVideoBitrate: number | null;
  subscribe(changed: (source: TrackSource) => void): () => void;
}

/** What a connection sends: the tracks of the moment, exchanged without a new description (W3C WebRTC §5.2.4, `replaceTrack`). */
export class OutboundTracks {
  readonly #connection: RTCPeerConnection;
  readonly #supply: TrackSupply;
  readonly #unsubscribe: () => void;
  readonly #voice: VoiceEncoding;
  readonly #camera: CameraEncoding;
  readonly #screen: SenderChanges;
  readonly #watch: PictureWatch;
  #isSending = false;

  /** @param pictureIs told when the camera's picture is paused, since the line is too narrow for it, and when it is sent again */
  constructor(connection: RTCPeerConnection, supply: TrackSupply, pictureIs: (picture: 'paused' | 'sent') => void) {
    this.#connection = connection;
    this.#supply = supply;
    this.#camera = new CameraEncoding(connection);
    this.#voice = new VoiceEncoding(connection);
    this.#screen = new SenderChanges(connection, 'screen');
    this.#watch = new PictureWatch(connection, {
      become: (picture, limit) => {
        this.#voice.goWith(picture);
        this.#camera.become(picture, limit);
      },
      changed: pictureIs,
    });
    this.#unsubscribe = supply.subscribe((source) => this.#isSending && this.#send(source));
  }

  /** The initiator's, before the offer: the responder has those of the offer. */
  addTransceivers(): void {
    for (const source of TRACK_SOURCES) this.#connection.addTransceiver(kindOf(source), { direction: 'sendrecv' });
    this.send();
  }

  /** From now on whatever there is. */
  send(): void {
    this.#isSending = true;
    for (const source of TRACK_SOURCES) this.#send(source);
  }

  /** The connection is made. */
  flow(): void {
    this.#watch.start();
  }

  /** It carries nothing for the moment. */
  stall(): void {
    this.#watch.pause();
  }

  /** It carries something again: what was lost is sent whole. */
  resume(): void {
    this.#watch.start();
    this.#camera.refresh();
    this.#screen.add(async (sender) => {
      if (sender.track) await sendFreshPicture(sender);
    });
  }

  sendNothing(): void {
    for (const sender of this.#connection.getSenders()) void sender.replaceTrack(null).catch(() => undefined);
  }

  stop(): void {
    this.#unsubscribe();
    this.#watch.stop();
  }

  #send(source: TrackSource): void {
    const sender = transceiverOf(this.#connection, source)?.sender;
    if (!sender) return;
    const track = this.#supply.current(source);
    // A connection that is closing refuses; its call is over anyway.
    void sender.replaceTrack(track).catch(() => undefined);
    if (source === 'screen' && track) this.#screen.add(keepSharp);
    if (source === 'microphone' && track) this.#voice.putFirst();
    if (source === 'camera') this.#camera.limitTo(this.#supply.maxVideoBitrate);
  }
}
