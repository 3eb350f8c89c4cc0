import { fileURLToPath } from 'node:url';

import type { Closing } from '../closing.ts';
import type { Namespace } from '../network/namespace.ts';
import type { Running } from '../network/running.ts';
import type { BrowserName } from './browsers.ts';
import type { Answer, CommandName, Parameter, Result } from './protocol.ts';

const DRIVER = fileURLToPath(new URL('./driver.ts', import.meta.url));

/** A browser in a namespace, from the laboratory's side. */
export class Client {
  readonly #driver: Running;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #count = 0;

  private constructor(driver: Running) {
    this.#driver = driver;
    driver.onLine((line) => this.#hear(line));
  }

  static async start(namespace: Namespace, browser: BrowserName, closing: Closing): Promise<Client> {
    const driver = namespace.start(process.execPath, ['--conditions=call-window-source', DRIVER, browser]);
    const client = new Client(driver);
    await closing.after(() => client.#end());
    await driver.says(/^ready$/);
    return client;
  }

  /** Throws what went wrong over there; and that the driver is gone, if it is. */
  async ask<Name extends CommandName>(name: Name, parameter?: Parameter<Name>): Promise<Result<Name>> {
    this.#count += 1;
    const id = this.#count;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#driver.write(JSON.stringify({ id, name, parameter }));
    const answer = await Promise.race([
      answered,
      this.#driver.ended.then(() => ({ id, error: 'its driver has ended' })),
    ]);
    this.#waiting.delete(id);
    if ('error' in answer) throw new Error(`${name}: ${answer.error}`);
    return answer.result as Result<Name>;
  }

  #hear(line: string): void {
    if (!line.startsWith('{')) return;
    const answer = JSON.parse(line) as Answer;
    this.#waiting.get(answer.id)?.(answer);
  }

  /** The end of its input tells the driver to close the browser. */
  async #end(): Promise<void> {
    this.#driver.closeInput();
    await this.#driver.ended;
  }
}
