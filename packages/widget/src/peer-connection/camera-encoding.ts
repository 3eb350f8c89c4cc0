import { sendFreshPicture } from './fresh-picture.ts';
import type { SentPicture } from './picture-governor.ts';
import { SenderChanges } from './sender-changes.ts';

/** Enough to see whether the line carries it, and so little that the voice gets by if it does not. */
const TRIED = { maxBitrate: 150_000, maxFramerate: 10, scaleResolutionDownBy: 4 };

/** How the camera's picture is sent over one connection. */
export class CameraEncoding {
  readonly #changes: SenderChanges;
  #picture: SentPicture = 'send';
  /** Bits a second; Infinity for as many as there are. */
  #limits = { person: Infinity, line: Infinity };

  constructor(connection: RTCPeerConnection) {
    this.#changes = new SenderChanges(connection, 'camera');
  }

  /** @param limit bits a second that the line may be asked for at the moment; null for as many as there are */
  become(picture: SentPicture, limit: number | null = null): void {
    const line = limit ?? Infinity;
    if (this.#picture === picture && this.#limits.line === line) return;
    this.#picture = picture;
    this.#limits = { ...this.#limits, line };
    this.#encode();
  }

  /** @param limit bits a second that the person wants it to take; null for as many as there are */
  limitTo(limit: number | null): void {
    const person = limit ?? Infinity;
    if (this.#limits.person === person) return;
    this.#limits = { ...this.#limits, person };
    this.#encode();
  }

  /** A picture that is held stays so. */
  refresh(): void {
    this.#changes.add(async (sender) => {
      if (sender.track && this.#picture !== 'hold') await sendFreshPicture(sender);
    });
  }

  #encode(): void {
    const maxBitrate = Math.min(this.#limits.person, this.#limits.line);
    this.#changes.encode(({ maxBitrate: _bits, maxFramerate: _frames, ...encoding }) => ({
      ...encoding,
      active: this.#picture !== 'hold',
      scaleResolutionDownBy: 1,
      ...(maxBitrate < Infinity && { maxBitrate }),
      ...(this.#picture === 'try' && TRIED),
    }));
  }
}
