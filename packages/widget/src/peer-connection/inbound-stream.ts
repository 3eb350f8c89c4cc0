/** Adds the track in place of the one of its kind that came before it: the other side can make ever new ones. */
export function receiveInto(stream: MediaStream, track: MediaStreamTrack): void {
  for (const other of stream.getTracks()) if (other.kind === track.kind) stream.removeTrack(other);
  stream.addTrack(track);
}
