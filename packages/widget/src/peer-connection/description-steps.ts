/**
 * Keeps a connection from being closed in the middle of a step of its description: Chromium keeps for ever what waits for a step
 * that was cut off, and with it the connection.
 */
export class DescriptionSteps {
  readonly #close: () => void;
  #running = 0;
  #isClosing = false;

  constructor(close: () => void) {
    this.#close = close;
  }

  async run<Result>(step: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await step();
    } finally {
      this.#running -= 1;
      if (this.#isClosing) this.close();
    }
  }

  /** At once, or with the end of what runs. */
  close(): void {
    this.#isClosing = true;
    if (this.#running === 0) this.#close();
  }
}
