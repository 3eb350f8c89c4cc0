import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** The last lines of a program are kept, to be told when it ends although it should not. */
const KEPT_LINES = 40;

const SAYS_WITHIN_MILLISECONDS = 30_000;

/** A program that goes on until it is ended, and what it says line by line. */
export class Running {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<unknown>;
  readonly #said: string[] = [];
  readonly #listeners = new Set<(line: string) => void>();

  private constructor(child: ChildProcessByStdio<Writable, Readable, Readable>) {
    this.#child = child;
    // Not before all that it said was heard.
    this.#ended = once(child, 'close').catch((error: unknown) => void this.#said.push(String(error)));
    // A program that ended cannot be told anything any more.
    child.stdin.on('error', () => undefined);
    for (const output of [child.stdout, child.stderr])
      createInterface({ input: output }).on('line', (line) => this.#hear(line));
  }

  /** In a process group of its own: Ctrl-C in the terminal is the laboratory's to answer, in good order. */
  static start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
    return new Running(
      spawn(command, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } }),
    );
  }

  onLine(listener: (line: string) => void): void {
    this.#listeners.add(listener);
  }

  write(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  closeInput(): void {
    this.#child.stdin.end();
  }

  /** Resolves with the first line that matches, said before or from now on. Throws when the program does not say it. */
  async says(pattern: RegExp): Promise<string> {
    const line = Promise.withResolvers<string>();
    const listen = (text: string): void => void (pattern.test(text) && line.resolve(text));
    const fail = (): void => {
      const command = this.#child.spawnargs.join(' ');
      line.reject(new Error(`${command} did not say ${pattern}, but:\n${this.#said.join('\n')}`));
    };
    this.#said.forEach(listen);
    this.#listeners.add(listen);
    void this.#ended.then(fail);
    const deadline = setTimeout(fail, SAYS_WITHIN_MILLISECONDS);
    return line.promise.finally(() => {
      clearTimeout(deadline);
      this.#listeners.delete(listen);
    });
  }

  /** Resolves when it has ended, by itself or not. */
  get ended(): Promise<unknown> {
    return this.#ended;
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    await this.#ended;
  }

  #hear(line: string): void {
    this.#said.push(line);
    if (this.#said.length > KEPT_LINES) this.#said.shift();
    for (const listener of this.#listeners) listener(line);
  }
}
