// Tells the tests what `<call-window>` is in a page.
import 'call-window';

declare global {
  /** W3C MediaStreamTrack Insertable Media Processing; not in TypeScript's library yet. */
  class MediaStreamTrackProcessor {
    readonly readable: ReadableStream<AudioData>;
    constructor(init: { track: MediaStreamTrack });
  }
}
