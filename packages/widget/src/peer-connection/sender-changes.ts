import { type TrackSource, transceiverOf } from './track-sources.ts';

type Encoding = RTCRtpEncodingParameters & { networkPriority?: RTCPriorityType; adaptivePtime?: boolean };

/**
 * Changes how one source is sent, one change after the other: each has to begin with the parameters that the one before has left
 * (W3C WebRTC §5.2, `setParameters`).
 */
export class SenderChanges {
  readonly #connection: RTCPeerConnection;
  readonly #source: TrackSource;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: RTCPeerConnection, source: TrackSource) {
    this.#connection = connection;
    this.#source = source;
  }

  encode(change: (encoding: Encoding) => Encoding): void {
    this.add(async (sender) => {
      const parameters = sender.getParameters();
      parameters.encodings = parameters.encodings.map(change);
      await sender.setParameters(parameters);
    });
  }

  add(change: (sender: RTCRtpSender) => Promise<void>): void {
    const act = async (): Promise<void> => {
      const sender = transceiverOf(this.#connection, this.#source)?.sender;
      if (sender) await change(sender);
    };
    // A connection that is closing refuses.
    this.#last = this.#last.then(act).catch(() => undefined);
  }
}
