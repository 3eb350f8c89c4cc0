import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import { type CallRecord, isLive, phaseOf } from '../calls/call-record.ts';

const RING_SECONDS = [1, 2, 4, 8, 15, 30, 45, 90];
const SETUP_SECONDS = [0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 15];
const HANDLING_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.2, 1];

const RELAY_HELP =
  'From the arrival of a signal until it was handed to the connection of its receiver, where that was there.';

/** What is counted from outside of the parts that it is about. */
export interface Sources {
  readonly connections: () => number;
  readonly historyWaiting: () => number;
  readonly historyLost: () => number;
}

/** What the server counts and measures, in the form that Prometheus reads. Names nobody. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #calls = this.#gauge('calls', 'Calls that ring or are on.', ['state']);
  readonly #ended = this.#counter('calls_ended_total', 'Calls that ended, by the reason in the record.', ['reason']);
  readonly #refusals = this.#counter('refusals_total', 'Requests and handshakes that were refused.', [
    'request',
    'code',
  ]);
  readonly #http = this.#counter('http_answers_total', 'Answers to HTTP requests.', ['part', 'status']);
  readonly #ring = this.#histogram('ring_seconds', 'From invite to answer.', RING_SECONDS);
  readonly #setup = this.#histogram('setup_seconds', 'From the answer to media, as each widget tells.', SETUP_SECONDS);
  readonly #relay = this.#histogram('relay_seconds', RELAY_HELP, HANDLING_SECONDS);
  readonly #handling = this.#histogram('request_seconds', 'From request to answer.', HANDLING_SECONDS, ['request']);

  constructor({ connections, historyWaiting, historyLost }: Sources) {
    this.#watch('connections', 'Devices that are connected.', connections);
    this.#watch('history_waiting', 'Calls that wait to be written into the history.', historyWaiting);
    this.#watch('history_lost', 'Calls that were given up, since too many waited.', historyLost);
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  callChanged(before: CallRecord | undefined, record: CallRecord): void {
    if (before !== undefined && isLive(before)) this.#calls.dec({ state: phaseOf(before) });
    if (isLive(record)) this.#calls.inc({ state: phaseOf(record) });
    else if (before === undefined || isLive(before)) this.#ended.inc({ reason: record.ended?.reason ?? 'failed' });
    const { answeredAt, createdAt, claimed } = record;
    if (answeredAt !== null && before?.answeredAt === null && !claimed)
      this.#ring.observe((answeredAt - createdAt) / 1000);
  }

  answered(request: string, milliseconds: number): void {
    this.#handling.observe({ request }, milliseconds / 1000);
  }

  refused(request: string, code: string): void {
    this.#refusals.inc({ request, code });
  }

  /** `part`: which of the product's own servers has answered. */
  answeredHttp(part: string, status: number): void {
    this.#http.inc({ part, status });
  }

  relayed(milliseconds: number): void {
    this.#relay.observe(milliseconds / 1000);
  }

  connected(milliseconds: number): void {
    this.#setup.observe(milliseconds / 1000);
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Gauge<Label> {
    return new Gauge({ name: `call_window_${name}`, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name: `call_window_${name}`, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  #histogram<Label extends string = never>(
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames: readonly Label[] = [],
  ): Histogram<Label> {
    return new Histogram({
      ...{ name: `call_window_${name}`, help, buckets: [...buckets], labelNames: [...labelNames] },
      registers: [this.#registry],
    });
  }

  #watch(name: string, help: string, value: () => number): void {
    new Gauge({
      ...{ name: `call_window_${name}`, help, registers: [this.#registry] },
      collect() {
        this.set(value());
      },
    });
  }
}
