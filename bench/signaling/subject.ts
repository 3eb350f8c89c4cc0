import type { Connect } from './clients/client.ts';
import type { Cores } from './machine.ts';
import type { ServerProcess } from './server-process.ts';

/** One of the servers that are compared. */
export interface Subject {
  readonly name: string;
  start(place: Place): Promise<Running>;
}

/** Where and how servers are started. */
export interface Place {
  readonly cores: Cores;
  /** For what they write. */
  readonly folder: string;
  /** What Node is started with besides. */
  readonly flags: readonly string[];
}

export interface Running {
  readonly server: ServerProcess;
  readonly connect: Connect;
  /** Waits until the server has done all that follows from so many calls; says how much is left that takes too long. */
  settle(calls: number): Promise<number>;
  stop(): Promise<void>;
}
