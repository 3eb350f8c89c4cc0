import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('./run-cli.ts', import.meta.url));

export type Environment = Readonly<Record<string, string>>;

/** Starts the standalone server as a process of its own, with these settings and no others. Its history is not kept. */
export function spawnProgram(
  env: Environment,
  args: readonly string[] = [],
  script = CLI,
): ChildProcessWithoutNullStreams {
  const own = { PATH: process.env['PATH'] ?? '', DATABASE_URL: 'sqlite::memory:' };
  return spawn(process.execPath, ['--conditions=call-window-source', '--no-warnings', script, ...args], {
    env: { ...own, ...env },
  });
}

export interface Program {
  readonly process: ChildProcessWithoutNullStreams;
  readonly url: string;
  /** All that it has logged so far. */
  logged(): string;
}

/** Starts it on a free port, and waits until it listens. */
export async function startProgram(env: Environment, script?: string): Promise<Program> {
  const program = spawnProgram({ PORT: '0', ...env }, [], script);
  let log = '';
  // Read, so that it never waits for its log to be.
  program.stderr.on('data', (chunk) => (log += String(chunk)));
  return { process: program, url: await listening(program), logged: () => log };
}

/** Waits until the program says where it listens. */
export async function listening(program: ChildProcessWithoutNullStreams): Promise<string> {
  let said = '';
  for await (const chunk of program.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    const url = /listens on (\S+)/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`it never listened: ${said}`);
}

/** Ends it as a crash would. */
export async function kill({ process: program }: Program): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exited = once(program, 'exit');
  program.kill('SIGKILL');
  await exited;
}
