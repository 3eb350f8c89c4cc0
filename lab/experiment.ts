import { Closing } from './closing.ts';
import type { Line } from './faults/fault.ts';
import { type Browsers, Laboratory, ORDINARY } from './laboratory.ts';
import { playRound, type Round } from './round.ts';

export interface ExperimentOptions {
  readonly browsers: Browsers;
  readonly rounds: number;
  readonly signal: AbortSignal;
  readonly onRound?: (round: Round, number: number) => void;
}

/** The result of one line of the table. */
export interface Experience {
  readonly name: string;
  /** Ann's browser and Ben's, as on the command line. */
  readonly browsers: string;
  /** Both with their versions. */
  readonly versions: readonly string[];
  readonly rounds: readonly Round[];
}

/** Plays a line's rounds in a laboratory of its own, and leaves nothing behind, however it ends. */
export async function experience(line: Line, options: ExperimentOptions): Promise<Experience> {
  const { browsers, signal } = options;
  const closing = new Closing();
  const close = (): void => void closing.close().catch(() => undefined);
  signal.addEventListener('abort', close);
  try {
    const lab = await Laboratory.open({ setting: { ...ORDINARY, ...line.setting }, browsers, closing, signal });
    const versions = await lab.both(async (client, person) => `${browsers[person]} ${await client.ask('version')}`);
    const rounds: Round[] = [];
    for (let number = 0; number < options.rounds; number += 1) {
      const round = await playRound(lab, line, number);
      options.onRound?.(round, number);
      rounds.push(round);
    }
    return { name: line.name, browsers: `${browsers.ann},${browsers.ben}`, versions, rounds };
  } finally {
    signal.removeEventListener('abort', close);
    await closing.close();
  }
}
