import { setTimeout } from 'node:timers/promises';

import { type Clients, connectAll, disconnectAll, type Pair, pairsOf } from './crowd.ts';
import { Load } from './load.ts';
import { cpuOfAll } from './machine.ts';
import { percentile } from './percentile.ts';
import type { Rate } from './schedule.ts';
import type { Place, Running, Subject } from './subject.ts';
import { Tally } from './tally.ts';

/** What is done. */
export interface Plan {
  readonly connections: number;
  /** How many calls begin in a second, in one part of the measurement after the other. */
  readonly calls: readonly number[];
  /** For how long each of these parts is measured, and how long it is warmed up before. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** What was found at one number of calls a second. */
export interface LoadFigures {
  readonly callsPerSecond: number;
  /** CPU of the server for each message that it was sent, beyond what it takes when nothing is sent, in microseconds. */
  readonly cpuPerMessage: number;
  /** From due to arrived, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly messages: number;
  readonly lost: number;
  /** Shares of one core. */
  readonly serverShare: number;
  readonly generatorShare: number;
  /** Of everything else that ran on the machine. */
  readonly othersShare: number;
}

/** What was found of one server. */
export interface Figures {
  readonly name: string;
  readonly connections: number;
  /** CPU of the server for each connection that is made, in milliseconds. */
  readonly cpuPerConnection: number;
  /** CPU of the server in one second in which nothing is sent, in milliseconds. */
  readonly idleCpu: number;
  /** Resident memory for each connection, in kB (1,000 bytes), before and after all calls. */
  readonly idleMemory: number;
  readonly memoryAfter: number;
  readonly loads: readonly LoadFigures[];
  readonly failures: ReadonlyMap<string, number>;
  /** What had not been done a minute after the last call. */
  readonly unsettled: number;
}

/** A few who call before anything is measured: what a server does for the first time it has to load and compile. */
const FIRST_CONNECTIONS = 200;
const FIRST_RATE: Rate = { callsPerSecond: 60, seconds: 2 };

const SETTLED_MS = 1_000;

/** Measures one server, from its start to its end. */
export async function measure(subject: Subject, place: Place, plan: Plan): Promise<Figures> {
  const running = await subject.start(place);
  try {
    return { name: subject.name, ...(await new Measurement(running, plan).run()) };
  } finally {
    await running.stop();
  }
}

class Measurement {
  readonly #running: Running;
  readonly #plan: Plan;
  readonly #pairs: readonly Pair[];
  readonly #tally = new Tally();
  #calls = 0;
  #unsettled = 0;

  constructor(running: Running, plan: Plan) {
    this.#running = running;
    this.#plan = plan;
    this.#pairs = pairsOf(plan.connections);
  }

  async run(): Promise<Omit<Figures, 'name'>> {
    const { connections, calls } = this.#plan;
    const empty = await this.#memoryWhenEmpty();
    const { clients, cpuPerConnection } = await this.#connect();
    const idleMemory = await this.#running.server.ask();
    const idleCpu = await this.#idleCpu();
    await this.#warmUp(clients);
    const loads: LoadFigures[] = [];
    for (const callsPerSecond of calls) loads.push(await this.#load(clients, callsPerSecond, idleCpu));
    const memoryAfter = await this.#running.server.ask();
    disconnectAll(clients);
    const perConnection = (bytes: number): number => (bytes - empty) / connections / 1000;
    return {
      ...{ connections, cpuPerConnection, idleCpu, loads, unsettled: this.#unsettled },
      ...{ idleMemory: perConnection(idleMemory), memoryAfter: perConnection(memoryAfter) },
      failures: this.#tally.failures,
    };
  }

  /** Once it has done everything for the first time. */
  async #memoryWhenEmpty(): Promise<number> {
    const pairs = this.#pairs.slice(0, FIRST_CONNECTIONS / 2);
    const clients = await connectAll(pairs, this.#running.connect, this.#tally);
    await this.#play({ pairs, clients, rate: FIRST_RATE, warmUpSeconds: 0, measuring: nothing });
    disconnectAll(clients);
    return this.#running.server.ask();
  }

  async #connect(): Promise<{ readonly clients: Clients; readonly cpuPerConnection: number }> {
    const { server, connect } = this.#running;
    const before = server.cpu();
    const clients = await connectAll(this.#pairs, connect, this.#tally);
    await setTimeout(SETTLED_MS);
    return { clients, cpuPerConnection: (server.cpu() - before) / this.#plan.connections };
  }

  async #idleCpu(): Promise<number> {
    const before = this.#running.server.cpu();
    await setTimeout(this.#plan.seconds * 1000);
    return (this.#running.server.cpu() - before) / this.#plan.seconds;
  }

  /** A server runs for weeks: by then its code has been compiled for what it does most. */
  async #warmUp(clients: Clients): Promise<void> {
    const rate = { callsPerSecond: Math.max(...this.#plan.calls), seconds: this.#plan.warmUpSeconds };
    await this.#play({
      pairs: this.#pairs,
      clients,
      rate,
      warmUpSeconds: this.#plan.warmUpSeconds,
      measuring: nothing,
    });
  }

  async #load(clients: Clients, callsPerSecond: number, idleCpu: number): Promise<LoadFigures> {
    const { seconds, warmUpSeconds } = this.#plan;
    let before = this.#gauge();
    const measuring = (): void => {
      before = this.#gauge();
    };
    const rate = { callsPerSecond, seconds };
    const { latencies, lost } = await this.#play({ pairs: this.#pairs, clients, rate, warmUpSeconds, measuring });
    const spent = differenceOf(before, this.#gauge());
    return {
      ...{ callsPerSecond, lost, messages: spent.messages },
      cpuPerMessage: ((spent.cpu - (idleCpu * spent.elapsed) / 1000) / spent.messages) * 1000,
      ...{ p50: percentile(latencies, 50), p99: percentile(latencies, 99) },
      ...{ serverShare: spent.cpu / spent.elapsed, generatorShare: spent.ownCpu / spent.elapsed },
      othersShare: (spent.allCpu - spent.cpu - spent.ownCpu) / spent.elapsed,
    };
  }

  /** Until the server has done all that follows. */
  async #play(options: Omit<ConstructorParameters<typeof Load>[0], 'tally'>): Promise<Load> {
    const load = new Load({ ...options, tally: this.#tally });
    await load.play();
    this.#calls += load.calls.length;
    this.#unsettled = await this.#running.settle(this.#calls);
    return load;
  }

  #gauge(): Gauge {
    const { user, system } = process.cpuUsage();
    return {
      ...{ cpu: this.#running.server.cpu(), ownCpu: (user + system) / 1000, allCpu: cpuOfAll() },
      ...{ messages: this.#tally.messages, elapsed: performance.now() },
    };
  }
}

function nothing(): void {}

/** How far everything is; times in milliseconds. */
type Gauge = Readonly<Record<'cpu' | 'ownCpu' | 'allCpu' | 'messages' | 'elapsed', number>>;

function differenceOf(before: Gauge, after: Gauge): Gauge {
  return {
    cpu: after.cpu - before.cpu,
    ownCpu: after.ownCpu - before.ownCpu,
    allCpu: after.allCpu - before.allCpu,
    messages: after.messages - before.messages,
    elapsed: after.elapsed - before.elapsed,
  };
}
