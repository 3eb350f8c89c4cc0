import type { Closing } from '../closing.ts';
import type { Namespace } from './namespace.ts';
import type { Running } from './running.ts';

export interface Packet {
  readonly from: string;
  readonly to: string;
  /** Where the protocol has ports. */
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** The name that it asks the address of. */
  readonly asksFor: string | undefined;
}

/** The packets that pass one interface of a namespace, from the moment this is made. */
export class Capture {
  readonly #tcpdump: Running;
  readonly #packets = new Map<string, Packet>();

  private constructor(tcpdump: Running) {
    this.#tcpdump = tcpdump;
    tcpdump.onLine((line) => {
      const packet = readPacket(line);
      if (packet) this.#packets.set(JSON.stringify(packet), packet);
    });
  }

  static async start(namespace: Namespace, device: string, closing: Closing): Promise<Capture> {
    const tcpdump = namespace.start('tcpdump', ['-nn', '-t', '-l', '-B', '8192', '-i', device, 'ip or ip6']);
    await closing.after(() => tcpdump.end('SIGINT'));
    const capture = new Capture(tcpdump);
    await tcpdump.says(/listening on/);
    return capture;
  }

  /** Stops it. One packet for all that look the same. */
  async finish(): Promise<readonly Packet[]> {
    await this.#tcpdump.end('SIGINT');
    return [...this.#packets.values()];
  }
}

/** A line of `tcpdump -nn -t`: `IP 10.1.0.2.40000 > 203.0.113.2.443: Flags [S], …`; undefined for what is no packet. */
export function readPacket(line: string): Packet | undefined {
  const [, from, to] = /^IP6? (\S+) > (\S+): /.exec(line) ?? [];
  const [, asksFor] = / \w+\? (\S+)\. \(\d+\)$/.exec(line) ?? [];
  if (!from || !to) return undefined;
  const [source, target] = [readEnd(from), readEnd(to)];
  return { from: source.address, to: target.address, fromPort: source.port, toPort: target.port, asksFor };
}

function readEnd(text: string): { address: string; port: number | undefined } {
  // The port follows an IPv4 address as a fifth number, an IPv6 address after the only dot.
  const [, address = text, port] = /^((?:\d+\.){3}\d+|[\da-f:]*:[\da-f:]*)\.(\d+)$/.exec(text) ?? [];
  return { address, port: port === undefined ? undefined : Number(port) };
}
