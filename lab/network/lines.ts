import { fileURLToPath } from 'node:url';

import type { Closing } from '../closing.ts';
import { PLACES, type PersonName, SERVER } from './addresses.ts';
import type { Namespace } from './namespace.ts';

const FORWARDER = fileURLToPath(new URL('./slow-forwarder.ts', import.meta.url));
const PORT = 7100;

export interface Delay {
  readonly milliseconds: number;
  /** A packet takes up to so many milliseconds more. */
  readonly jitter: number;
}

/**
 * What can be wrong with the line between a site and the rest of the world. It is done in the middle, where no packet is
 * tracked or mapped, so that neither routers nor clients can tell it from a bad line.
 */
export class Lines {
  readonly #wan: Namespace;
  readonly #closing: Closing;

  constructor(wan: Namespace, closing: Closing) {
    this.#wan = wan;
    this.#closing = closing;
  }

  /** Nothing comes through, in either direction. */
  async cut(person: PersonName): Promise<void> {
    await this.#drop(person, '', '');
  }

  /** Only signaling comes through: page and WebSocket. */
  async cutMedia(person: PersonName): Promise<void> {
    await this.#drop(person, `! -d ${SERVER}`, `! -s ${SERVER}`);
  }

  async blockUdp(person: PersonName): Promise<void> {
    await this.#drop(person, '-p udp', '-p udp');
  }

  /** A firewall that knows the web only. */
  async allowOnlyHttps(person: PersonName): Promise<void> {
    for (const protocol of ['udp', 'icmp']) await this.#drop(person, `-p ${protocol}`, `-p ${protocol}`);
    await this.#drop(person, '-p tcp ! --dport 443', '-p tcp ! --sport 443');
  }

  /** Loses that part of the packets in each direction, at random. */
  async lose(person: PersonName, part: number): Promise<void> {
    const some = `-m statistic --mode random --probability ${part}`;
    await this.#drop(person, some, some);
  }

  /** No more than so many kilobits in a second in each direction, with a queue of half a second. */
  async throttle(person: PersonName, kilobits: number, router: Namespace): Promise<void> {
    const queue = `tbf rate ${kilobits}kbit burst 3000 latency 500ms`.split(' ');
    await this.#wan.run('tc', 'qdisc', 'replace', 'dev', person, 'root', ...queue);
    await router.run('tc', 'qdisc', 'replace', 'dev', 'wan', 'root', ...queue);
  }

  /** Takes back whatever was dropped on any line. */
  async mend(): Promise<void> {
    await this.#wan.iptables('-F FORWARD');
  }

  async unthrottle(person: PersonName, router: Namespace): Promise<void> {
    await this.#wan.run('tc', 'qdisc', 'delete', 'dev', person, 'root');
    await router.run('tc', 'qdisc', 'delete', 'dev', 'wan', 'root');
  }

  /**
   * Sends every packet from and to that site on a detour through a program that holds it back: `tc netem`, made for this,
   * is missing in many kernels. socat ties a tunnel device to the program.
   */
  async delay(person: PersonName, { milliseconds, jitter }: Delay): Promise<void> {
    const forwarder = this.#wan.start(process.execPath, [FORWARDER, `${PORT}`, `${milliseconds}`, `${jitter}`]);
    await this.#closing.after(() => forwarder.end('SIGKILL'));
    await forwarder.says(/^ready$/);
    const tunnel = this.#wan.start('socat', [
      '-d',
      '-d',
      'TUN,tun-name=slow,iff-up,iff-no-pi',
      `UDP4:127.0.0.1:${PORT}`,
    ]);
    await this.#closing.after(() => tunnel.end('SIGKILL'));
    await tunnel.says(/starting data transfer loop/);
    await this.#wan.ip('route add default dev slow table 100');
    await this.#wan.ip(`rule add iif ${person} lookup 100`);
    const { publicBlock, openLan } = PLACES[person];
    for (const line of ['server', ...Object.keys(PLACES).filter((name) => name !== person)])
      for (const block of [publicBlock, openLan.block])
        await this.#wan.ip(`rule add iif ${line} to ${block} lookup 100`);
  }

  async #drop(person: PersonName, outbound: string, inbound: string): Promise<void> {
    await this.#wan.iptables(`-A FORWARD -i ${person} ${outbound} -j DROP`);
    await this.#wan.iptables(`-A FORWARD -o ${person} ${inbound} -j DROP`);
  }
}
