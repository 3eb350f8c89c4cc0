/** Everything that a link carries, in the order of the parts of its descriptions: each has a transceiver from the first offer on. */
export const TRACK_SOURCES = ['microphone', 'camera', 'screen', 'screen-audio'] as const;
export type TrackSource = (typeof TRACK_SOURCES)[number];

export type TrackKind = 'audio' | 'video';

const KINDS: Readonly<Record<TrackSource, TrackKind>> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  'screen-audio': 'audio',
};

/** The kind of transceiver that carries it (W3C WebRTC §5.4). */
export function kindOf(source: TrackSource): TrackKind {
  return KINDS[source];
}

/** The streams that senders are grouped by: what is in one is played in step (W3C WebRTC §5.2.2, `setStreams`). */
export const STREAMS = ['person', 'screen'] as const;
export type StreamName = (typeof STREAMS)[number];

export function streamOf(source: TrackSource): StreamName {
  return source === 'microphone' || source === 'camera' ? 'person' : 'screen';
}

/** They stand in that order on both sides, and stay. */
export function transceiverOf(connection: RTCPeerConnection, source: TrackSource): RTCRtpTransceiver | undefined {
  return connection.getTransceivers()[TRACK_SOURCES.indexOf(source)];
}

/** Which source a transceiver belongs to; undefined for one beyond those of a call. */
export function sourceOf(
  connection: RTCPeerConnection,
  isIt: (transceiver: RTCRtpTransceiver) => boolean,
): TrackSource | undefined {
  return TRACK_SOURCES[connection.getTransceivers().findIndex(isIt)];
}
