import type { Numbers, Occurrence, Path, Sample } from '../page/witness.ts';

/** What the laboratory asks of the program that sits in a client's namespace and drives its browser: one JSON line each. */
export interface Commands {
  /** Opens the page in a new window of its own, and resolves when the peer can be rung. */
  enter(options: { url: string; relayOnly: boolean }): void;
  call(): void;
  /** Resolves with the time of the click. */
  accept(): number;
  hangUp(): void;
  inState(options: { state: string; seconds: number }): void;
  /** Resolves once it is known, at the latest after so many seconds: then the call is stuck. */
  outcome(options: { since: number; seconds: number }): Outcome;
  /** Resolves once the page is connected to its server, with whether it was in time. */
  hasServer(options: { seconds: number }): boolean;
  testimony(): Testimony;
  /** All that the page has heard over its WebSockets. */
  heard(): readonly string[];
  version(): string;
  leave(): void;
}

export type Outcome = 'going-on' | 'ended' | 'stuck';

export interface Testimony {
  readonly samples: readonly Sample[];
  readonly occurrences: readonly Occurrence[];
  readonly paths: readonly Path[];
  readonly numbers: readonly Numbers[];
}

export type CommandName = keyof Commands;
export type Parameter<Name extends CommandName> = Parameters<Commands[Name]>[0];
export type Result<Name extends CommandName> = ReturnType<Commands[Name]>;

export interface Order {
  readonly id: number;
  readonly name: CommandName;
  readonly parameter: unknown;
}

export type Answer = { readonly id: number } & ({ readonly result: unknown } | { readonly error: string });
