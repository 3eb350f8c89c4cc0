import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import type { Closing } from '../closing.ts';
import { SERVER } from '../network/addresses.ts';
import type { Namespace } from '../network/namespace.ts';
import type { Running } from '../network/running.ts';
import type { Certificate } from './certificate.ts';
import { STUN_URLS, TURN_URLS } from './turn-server.ts';

const PORT = 3000;
const DEMO = fileURLToPath(new URL('../../packages/demo/server.js', import.meta.url));
const PROXY = fileURLToPath(new URL('./tls-proxy.ts', import.meta.url));

export interface DemoOptions extends Certificate {
  readonly turnSecret: string;
}

/** The demo as `npm start` runs it, behind a proxy that ends TLS. */
export class DemoServer {
  readonly url = `https://${SERVER}`;
  readonly #namespace: Namespace;
  readonly #proxy: Running;
  readonly #env: NodeJS.ProcessEnv;
  #server: Running | undefined;

  private constructor(namespace: Namespace, { certificate, key, turnSecret }: DemoOptions) {
    this.#namespace = namespace;
    this.#proxy = namespace.start(process.execPath, [PROXY, certificate, key, SERVER, `${PORT}`]);
    this.#env = {
      PORT: `${PORT}`,
      HOST: '127.0.0.1',
      ALLOWED_ORIGINS: this.url,
      // The same after a restart: tokens of before stay good, as with any server that is set up to last.
      AUTH_SECRET: randomBytes(32).toString('base64url'),
      TURN_SECRET: turnSecret,
      TURN_URLS,
      STUN_URLS,
    };
  }

  static async start(namespace: Namespace, options: DemoOptions, closing: Closing): Promise<DemoServer> {
    const demo = new DemoServer(namespace, options);
    await closing.after(() => demo.#end());
    await Promise.all([demo.#proxy.says(/^ready$/), demo.start()]);
    return demo;
  }

  /** Resolves once it listens. */
  async start(): Promise<void> {
    this.#server = this.#namespace.start(process.execPath, [DEMO], this.#env);
    await this.#server.says(/is running/);
  }

  /** `kill -9`: no goodbye, nothing written down. */
  async kill(): Promise<void> {
    await this.#server?.end('SIGKILL');
  }

  async #end(): Promise<void> {
    await Promise.all([this.kill(), this.#proxy.end('SIGKILL')]);
  }
}
