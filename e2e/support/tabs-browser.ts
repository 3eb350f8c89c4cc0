import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/**
 * A Chromium whose tabs can really be hidden: playwright keeps every page focused and visible. Spoken to by the Chrome
 * DevTools Protocol itself.
 */
export class TabsBrowser implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #count = 0;

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    });
  }

  static async launch(flags: readonly string[]): Promise<TabsBrowser> {
    const profile = await mkdtemp(join(tmpdir(), 'call-window-tabs-'));
    const args = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...flags, 'about:blank'];
    const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const address = await addressOf(child);
    const socket = new WebSocket(address);
    await once(socket, 'open');
    return new TabsBrowser(child, profile, socket);
  }

  /** Sends a command of the protocol; its answer's `result`. */
  async send<Result>(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    this.#count += 1;
    const id = this.#count;
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await answer;
    this.#waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as Result;
  }

  /** Opens a tab in the foreground; the one that was there before is hidden. */
  async open(url: string, script = ''): Promise<Tab> {
    const { targetId } = await this.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    await this.send('Page.enable', {}, sessionId);
    await this.send('Page.addScriptToEvaluateOnNewDocument', { source: script }, sessionId);
    await this.send('Page.navigate', { url }, sessionId);
    return new Tab(this, targetId, sessionId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    const gone = once(this.#process, 'exit');
    this.#process.kill();
    await gone;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export class Tab {
  readonly #browser: TabsBrowser;
  readonly #targetId: string;
  readonly #sessionId: string;

  constructor(browser: TabsBrowser, targetId: string, sessionId: string) {
    this.#browser = browser;
    this.#targetId = targetId;
    this.#sessionId = sessionId;
  }

  show(): Promise<unknown> {
    return this.#browser.send('Target.activateTarget', { targetId: this.#targetId });
  }

  /** Its process is gone at once; that is all the answer there is. */
  crash(): void {
    this.#browser.send('Page.crash', {}, this.#sessionId).catch(() => undefined);
  }

  reload(): Promise<unknown> {
    return this.#browser.send('Page.reload', {}, this.#sessionId);
  }

  /** The expression's value in the page, as soon as it is a truthy one; without user activation. */
  async eventually<Value>(expression: string): Promise<Value> {
    const poll = `const value = ${expression}; if (value) resolve(value); else setTimeout(look, 50);`;
    return this.evaluate(`new Promise((resolve) => { const look = () => { ${poll} }; look(); })`);
  }

  async evaluate<Value>(expression: string): Promise<Value> {
    const params = { expression, awaitPromise: true, returnByValue: true, userGesture: false };
    const { result, exceptionDetails } = await this.#browser.send<{
      result: { value: Value };
      exceptionDetails?: { exception?: { description?: string } };
    }>('Runtime.evaluate', params, this.#sessionId);
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description}`);
    return result.value;
  }
}

/** Chromium says on its error output where it listens. */
function addressOf({ stderr }: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  // Read to its end: whatever else Chromium says must not fill the pipe.
  stderr?.on('data', (chunk: unknown) => {
    said += String(chunk);
    const found = /ws:\/\/\S+/.exec(said);
    if (found) resolve(found[0]);
  });
  stderr?.on('end', () => reject(new Error(`Chromium does not listen: ${said}`)));
  return promise;
}
