import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { cpuOf, pinned } from './machine.ts';

const COLLECT = fileURLToPath(new URL('./servers/collect.ts', import.meta.url));

/** A program that serves. */
export interface Program {
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  /** The core that it has to itself. */
  readonly core: number | undefined;
  /** Where its log goes. */
  readonly folder: string;
}

/** A server in a process of its own. */
export class ServerProcess {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.#ended = once(process, 'exit');
    this.url = url;
  }

  static async start({ script, env = {}, flags = [], core, folder }: Program): Promise<ServerProcess> {
    const node = [process.execPath, ...typeFlags(), '--no-warnings', ...flags, script];
    const [command = '', ...args] = pinned(core, node);
    // A file, as services have: lines are written as they come, and nobody has to read them.
    const log = openSync(join(folder, 'server.log'), 'a');
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', log, 'ipc'],
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    closeSync(log);
    return new ServerProcess(child, await listening(child));
  }

  /** Milliseconds of CPU so far. */
  cpu(): number {
    return cpuOf(this.#process.pid ?? 0);
  }

  /**
   * Asks the process, which answers with one number.
   * @throws {Error} when it has ended
   */
  async ask(): Promise<number> {
    this.#process.send('?');
    const answered = once(this.#process, 'message') as Promise<[number]>;
    const answer = await Promise.race([answered, this.#ended.then(() => null)]);
    if (answer === null) throw new Error('The server has ended.');
    return answer[0];
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    await this.#ended;
  }
}

/** Node before 22.18 takes TypeScript only when it is told to. */
function typeFlags(): readonly string[] {
  return process.features.typescript ? [] : ['--experimental-strip-types'];
}

/** What lets a server say what memory it has when there is no garbage. */
export const COLLECTING = ['--expose-gc', '--import', COLLECT];

async function listening({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of (stdout as Readable).iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    const url = /listens on (\S+)/.exec(said)?.[1];
    if (url === undefined) continue;
    stdout?.resume();
    return url;
  }
  throw new Error(`The server never listened; it said: ${said}`);
}
