/**
 * What has to be undone, kept while it is built up, and undone from the last thing to the first: at the end, after an
 * error, or in the midst of it all when somebody presses Ctrl-C.
 */
export class Closing {
  readonly #undoings: (() => unknown)[] = [];
  #closed: Promise<void> | undefined;

  /** Keeps `undo` for the end. What comes after the end is undone at once, and goes no further. */
  async after(undo: () => unknown): Promise<void> {
    if (this.#closed === undefined) return void this.#undoings.push(undo);
    await undo();
    throw new Error('the laboratory is closed');
  }

  /** Undoes everything, whatever of it fails; throws the first failure afterwards. */
  close(): Promise<void> {
    this.#closed ??= this.#undoAll();
    return this.#closed;
  }

  async #undoAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let undo = this.#undoings.pop(); undo; undo = this.#undoings.pop()) {
      try {
        await undo();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
