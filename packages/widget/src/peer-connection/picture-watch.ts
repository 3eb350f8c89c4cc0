import { Climb } from './climb.ts';
import { PictureGovernor, type SentPicture } from './picture-governor.ts';
import { readCounters } from './stats-report.ts';
import { transceiverOf } from './track-sources.ts';

const LOOK_MILLISECONDS = 1_000;

export interface PictureOutlets {
  /** @param limit bits a second that it may take for now; null for as many as there are */
  become(picture: SentPicture, limit: number | null): void;
  /** Of a try nothing is told. */
  changed(picture: 'paused' | 'sent'): void;
}

/** Holds the camera's picture back for as long as the line is too narrow for it. */
export class PictureWatch {
  readonly #connection: RTCPeerConnection;
  readonly #outlets: PictureOutlets;
  #governor = new PictureGovernor();
  #climb = new Climb();
  #told: 'paused' | 'sent' = 'sent';
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(connection: RTCPeerConnection, outlets: PictureOutlets) {
    this.#connection = connection;
    this.#outlets = outlets;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#look(), LOOK_MILLISECONDS);
  }

  /** Nothing comes through: that the line is narrow is not what is wrong with it. */
  pause(): void {
    this.stop();
    this.#governor.settle();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    if (!transceiverOf(this.#connection, 'camera')?.sender.track) {
      this.#begin();
      return;
    }
    const counters = await readCounters(this.#connection).catch(() => null);
    if (!counters || this.#timer === undefined) return;
    const { at, available, roundTrip } = counters;
    const roundTripMilliseconds = roundTrip === null ? null : roundTrip * 1000;
    const picture = this.#governor.note({ at, available, roundTripMilliseconds });
    this.#become(picture, this.#climb.next(picture, available ?? 0));
  }

  /** Without a picture there is nothing to decide, and nothing to spare for; the next is sent until the line says more. */
  #begin(): void {
    this.#governor = new PictureGovernor();
    this.#climb = new Climb();
    this.#become('send', null);
  }

  #become(picture: SentPicture, limit: number | null): void {
    this.#outlets.become(picture, limit);
    const told = picture === 'send' ? 'sent' : 'paused';
    if (told === this.#told) return;
    this.#told = told;
    this.#outlets.changed(told);
  }
}
