import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Closing } from '../closing.ts';
import { TURN_SERVER } from '../network/addresses.ts';
import type { Namespace } from '../network/namespace.ts';
import type { Running } from '../network/running.ts';
import type { Certificate } from './certificate.ts';

export const STUN_URLS = `stun:${TURN_SERVER}:3478`;
export const TURN_URLS = [
  `turn:${TURN_SERVER}:3478?transport=udp`,
  `turn:${TURN_SERVER}:3478?transport=tcp`,
  `turns:${TURN_SERVER}:443?transport=tcp`,
].join(' ');

export interface TurnOptions {
  readonly folder: string;
  readonly certificate: Certificate;
  readonly secret: string;
}

/** coturn, with passwords that the signaling server makes and that expire. */
export class TurnServer {
  readonly #namespace: Namespace;
  readonly #settings: string;
  #server: Running | undefined;

  private constructor(namespace: Namespace, settings: string) {
    this.#namespace = namespace;
    this.#settings = settings;
  }

  static async start(namespace: Namespace, options: TurnOptions, closing: Closing): Promise<TurnServer> {
    const settings = join(options.folder, 'turnserver.conf');
    await writeFile(settings, `${await shippedSettings()}${settingsFor(options)}`, { mode: 0o600 });
    const turn = new TurnServer(namespace, settings);
    await closing.after(() => turn.kill());
    await turn.start();
    return turn;
  }

  /** Resolves once it listens: this is what it says next. */
  async start(): Promise<void> {
    this.#server = this.#namespace.start('turnserver', ['-c', this.#settings]);
    await this.#server.says(/Total General servers/);
  }

  async kill(): Promise<void> {
    await this.#server?.end('SIGKILL');
  }
}

const SHIPPED = fileURLToPath(new URL('../../packages/signaling/coturn/turnserver.conf', import.meta.url));

/** What hosts are told to run it with, without what is theirs to fill in. Of a setting that is there twice, the last one counts. */
export function shippedSettings(): Promise<string> {
  return readFile(SHIPPED, 'utf8');
}

function settingsFor({ folder, certificate, secret }: TurnOptions): string {
  return `
listening-ip=${TURN_SERVER}
relay-ip=${TURN_SERVER}
listening-port=3478
tls-listening-port=443
min-port=49152
max-port=50151
realm=lab.invalid
static-auth-secret=${secret}
cert=${certificate.certificate}
pkey=${certificate.key}
userdb=${join(folder, 'turn.db')}
pidfile=${join(folder, 'turnserver.pid')}
log-file=stdout
simple-log
no-dtls
`;
}
