import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../packages/demo/server.js', import.meta.url));

/** The demo in a process of its own, which can be killed and started again on the same port. */
export class DemoProcess implements AsyncDisposable {
  readonly url: string;
  readonly #port: string;
  #process: ChildProcess;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.url = url;
    this.#port = new URL(url).port;
  }

  static async start(): Promise<DemoProcess> {
    const child = launch('0');
    return new DemoProcess(child, await urlOf(child));
  }

  /** As `kill -9`: it says goodbye to nobody. */
  async kill(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }

  async restart(): Promise<void> {
    this.#process = launch(this.#port);
    await urlOf(this.#process);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await this.kill();
  }
}

function launch(port: string): ChildProcess {
  return spawn(process.execPath, [SERVER], {
    env: { ...process.env, PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function urlOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const text of child.stdout!) {
    said += String(text);
    const url = /http:\/\/localhost:\d+/.exec(said);
    if (url) {
      // Whoever stops reading stops the writer.
      child.stdout!.resume();
      return url[0];
    }
  }
  throw new Error('the demo did not start');
}
