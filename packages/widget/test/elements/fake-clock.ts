interface Alarm {
  readonly at: number;
  readonly every: number | null;
  readonly ring: () => void;
}

/** Time that passes when told to: stands in for timers, `Date.now()` and `performance.now()` until restored. */
export class FakeClock {
  now = 1_000_000;

  private readonly alarms = new Map<number, Alarm>();
  private readonly real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
  };
  private readonly dateNow = Date.now;
  private lastId = 0;

  constructor() {
    const clear = (id: number): void => void this.alarms.delete(id);
    const set = (every: boolean) => (ring: () => void, delay: number) => this.set(ring, delay, every ? delay : null);
    Object.assign(globalThis, {
      setTimeout: set(false),
      setInterval: set(true),
      clearTimeout: clear,
      clearInterval: clear,
    });
    Date.now = () => this.now;
    Object.defineProperty(performance, 'now', { configurable: true, value: () => this.now });
  }

  /** How many timers are running. */
  get pending(): number {
    return this.alarms.size;
  }

  /** Lets time pass; timers ring in their order. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (let next = this.next(end); next; next = this.next(end)) {
      const [id, alarm] = next;
      this.now = alarm.at;
      if (alarm.every === null) this.alarms.delete(id);
      else this.alarms.set(id, { ...alarm, at: alarm.at + alarm.every });
      alarm.ring();
    }
    this.now = end;
  }

  restore(): void {
    Object.assign(globalThis, this.real);
    Date.now = this.dateNow;
    Reflect.deleteProperty(performance, 'now');
  }

  private set(ring: () => void, delay: number, every: number | null): number {
    this.lastId += 1;
    this.alarms.set(this.lastId, { at: this.now + delay, every, ring });
    return this.lastId;
  }

  private next(end: number): [number, Alarm] | undefined {
    return [...this.alarms].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  }
}
