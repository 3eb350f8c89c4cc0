import type { HoldPort } from './call/ports.ts';

/** What the local user sends. */
interface Sent {
  pause(): void;
  resume(): void;
}

/** Cuts the sound both ways and the picture one way while the others are on hold, and leaves everything open. */
export class HoldSwitch implements HoldPort {
  readonly #sent: Sent;
  readonly #received: () => Iterable<MediaStream>;
  #isOn = false;

  /** @param received what comes from the others at the moment */
  constructor(sent: Sent, received: () => Iterable<MediaStream>) {
    this.#sent = sent;
    this.#received = received;
  }

  begin(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#sent.pause();
    this.receivedChanged();
  }

  end(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#sent.resume();
    this.receivedChanged();
  }

  /** Tracks have come, with a new link perhaps: those of people on hold are silent, too (W3C Media Capture §4.3.1, `enabled`). */
  receivedChanged(): void {
    for (const stream of this.#received()) for (const track of stream.getAudioTracks()) track.enabled = !this.#isOn;
  }
}
