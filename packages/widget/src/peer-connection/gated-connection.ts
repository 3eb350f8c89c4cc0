import { streamOf, TRACK_SOURCES, transceiverOf } from './track-sources.ts';

export interface Gate {
  /** Told of the connection as soon as there is one. */
  readonly made: (connection: RTCPeerConnection) => void;
  /** Settled when the answer may be set: nothing is gathered, sent or received before. */
  readonly opened: Promise<void>;
  /** Called just before the answer is set: tracks can be sent from now on. */
  readonly answering: () => void;
  /** Called whenever the own description has been set. */
  readonly described: () => void;
}

/**
 * simple-peer takes the class that it makes its connection from: the documented way to reach that connection, and to hold its
 * answer back until the call is accepted.
 */
export function gatedConnection(gate: Gate): typeof RTCPeerConnection {
  const groups = { person: new MediaStream(), screen: new MediaStream() } as const;
  // Without a stream id simple-peer never reports tracks. Sound and picture of one are played in step.
  const groupSenders = (connection: RTCPeerConnection): void => {
    for (const source of TRACK_SOURCES) transceiverOf(connection, source)?.sender.setStreams(groups[streamOf(source)]);
  };
  return class Connection extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      gate.made(this);
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
        await gate.opened;
        gate.answering();
      }
      await super.setLocalDescription(description);
      gate.described();
    }) as RTCPeerConnection['setLocalDescription'];
  };
}
