interface Waiting<Entry> {
  readonly matches: (entry: Entry) => boolean;
  readonly resolve: (entry: Entry) => void;
}

/** Remembers what happened, in order, and lets a test wait for what has not happened yet. */
export class Log<Entry> {
  readonly entries: Entry[] = [];
  #waiting: Waiting<Entry>[] = [];

  add(entry: Entry): void {
    this.entries.push(entry);
    const due = this.#waiting.filter(({ matches }) => matches(entry));
    this.#waiting = this.#waiting.filter((waiting) => !due.includes(waiting));
    for (const { resolve } of due) resolve(entry);
  }

  /** The first entry that matches: one that is there already, or the first that comes. */
  first(matches: (entry: Entry) => boolean): Promise<Entry> {
    const found = this.entries.find(matches);
    return found === undefined ? this.next(matches) : Promise.resolve(found);
  }

  /** The next entry from now on that matches. */
  next(matches: (entry: Entry) => boolean = () => true): Promise<Entry> {
    return new Promise((resolve) => this.#waiting.push({ matches, resolve }));
  }

  count(matches: (entry: Entry) => boolean): number {
    return this.entries.filter(matches).length;
  }
}
