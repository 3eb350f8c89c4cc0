import type { RingTurn } from './adapters/ring-turn.ts';
import type { Turn } from './adapters/ring-tone.ts';
import type { Vibration } from './adapters/vibration.ts';

/** The turn to sound, which is felt, too: a phone shakes for as long as this page is the one that rings, and no longer. */
export class FeltTurn implements Turn {
  readonly #turn: RingTurn;
  readonly #vibration: Vibration;

  constructor(turn: RingTurn, vibration: Vibration) {
    this.#turn = turn;
    this.#vibration = vibration;
  }

  get name(): string {
    return this.#turn.name;
  }

  async take(unwanted: AbortSignal): Promise<void> {
    await this.#turn.take(unwanted);
    if (!unwanted.aborted) this.#vibration.start();
  }

  giveBack(after?: number): void {
    this.#vibration.stop();
    this.#turn.giveBack(after);
  }
}
