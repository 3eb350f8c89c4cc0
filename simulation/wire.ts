/** One message on its way, and what its arrival does. */
export interface Parcel {
  readonly from: string;
  readonly to: string;
  /** For whoever reads a counterexample. */
  readonly what: string;
  readonly arrive: () => void;
}

/** Carries messages in whatever order it is told to; may lose them, and deliver them twice. */
export class Wire {
  readonly inFlight: Parcel[] = [];

  send(parcel: Parcel): void {
    this.inFlight.push(parcel);
  }

  /** Delivers one of the messages. */
  deliver(index: number): Parcel | undefined {
    const [parcel] = this.inFlight.splice(index, 1);
    parcel?.arrive();
    return parcel;
  }

  /** Delivers one of the messages, which will arrive once more. */
  duplicate(index: number): Parcel | undefined {
    const parcel = this.inFlight[index];
    parcel?.arrive();
    return parcel;
  }

  lose(index: number): Parcel | undefined {
    return this.inFlight.splice(index, 1)[0];
  }

  /** The first message on its way between the same two as the one at `index`. */
  firstLike(index: number): number {
    const like = this.inFlight[index];
    return this.inFlight.findIndex(({ from, to }) => from === like?.from && to === like.to);
  }

  /** What was on its way to or from there when the connection broke. */
  loseAll(device: string): void {
    const rest = this.inFlight.filter(({ from, to }) => from !== device && to !== device);
    this.inFlight.splice(0, this.inFlight.length, ...rest);
  }
}
