import type { Listener } from './clients/client.ts';

/** Counts what clients find. */
export class Tally implements Listener {
  /** Messages of calls that were sent. */
  messages = 0;
  readonly failures = new Map<string, number>();
  onArrival: (call: number, step: number) => void = () => undefined;

  sent(): void {
    this.messages += 1;
  }

  arrived(call: number, step: number): void {
    this.onArrival(call, step);
  }

  failed(what: string): void {
    this.failures.set(what, (this.failures.get(what) ?? 0) + 1);
  }
}
