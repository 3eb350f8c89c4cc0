import type { Closing } from '../closing.ts';
import { readPacket } from './capture.ts';
import type { Namespace } from './namespace.ts';
import type { Running } from './running.ts';

export interface Datagram {
  /** When it passed, in milliseconds since 1970. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
  /** What it carries, without the headers of UDP and IP. */
  readonly bytes: number;
}

/** Every datagram that passes one interface of a namespace, from the moment this is made. */
export class Traffic {
  readonly #tcpdump: Running;
  readonly #datagrams: Datagram[] = [];

  private constructor(tcpdump: Running) {
    this.#tcpdump = tcpdump;
    tcpdump.onLine((line) => {
      const datagram = readDatagram(line);
      if (datagram) this.#datagrams.push(datagram);
    });
  }

  static async start(namespace: Namespace, device: string, closing: Closing): Promise<Traffic> {
    const tcpdump = namespace.start('tcpdump', ['-nn', '-tt', '-q', '-l', '-B', '16384', '-i', device, 'udp']);
    await closing.after(() => tcpdump.end('SIGINT'));
    const traffic = new Traffic(tcpdump);
    await tcpdump.says(/listening on/);
    return traffic;
  }

  /** Stops it. */
  async finish(): Promise<readonly Datagram[]> {
    await this.#tcpdump.end('SIGINT');
    return this.#datagrams;
  }
}

/** A line of `tcpdump -nn -tt -q`: `1780000000.123456 IP 10.1.0.2.40000 > 203.0.113.2.443: UDP, length 28`; undefined for others. */
export function readDatagram(line: string): Datagram | undefined {
  const [, at, packet = ''] = /^(\d+\.\d+) (.*)$/.exec(line) ?? [];
  const ends = readPacket(packet);
  const [, bytes] = /: UDP, length (\d+)$/.exec(packet) ?? [];
  if (!ends || at === undefined || bytes === undefined) return undefined;
  return { at: Number(at) * 1000, from: ends.from, to: ends.to, bytes: Number(bytes) };
}
