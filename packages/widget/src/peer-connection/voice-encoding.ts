import type { SentPicture } from './picture-governor.ts';
import { SenderChanges } from './sender-changes.ts';

/**
 * Good to listen to; and so far below what a narrow line carries that it can be seen whether more would fit. `adaptivePtime` (W3C WebRTC
 * extensions): on such a line as much as the voice goes into the heads of its packets, so it takes fewer.
 */
const SPARING = 20_000;

/** How the voice is sent over one connection: before all else, here and in routers that look at marks (W3C WebRTC priority §4.2, RFC 8837). */
export class VoiceEncoding {
  readonly #changes: SenderChanges;
  #isSparing = false;

  constructor(connection: RTCPeerConnection) {
    this.#changes = new SenderChanges(connection, 'microphone');
  }

  putFirst(): void {
    this.#changes.encode((encoding) => ({ ...encoding, priority: 'high', networkPriority: 'high' }));
  }

  /** A line that carries no picture has little room for a voice. */
  goWith(picture: SentPicture): void {
    const isSparing = picture !== 'send';
    if (isSparing === this.#isSparing) return;
    this.#isSparing = isSparing;
    this.#changes.encode(({ maxBitrate: _bits, ...encoding }) => ({
      ...encoding,
      adaptivePtime: isSparing,
      ...(isSparing && { maxBitrate: SPARING }),
    }));
  }
}
