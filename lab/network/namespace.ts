import { mkdir, rm, rmdir, writeFile } from 'node:fs/promises';

import type { Closing } from '../closing.ts';
import { Running } from './running.ts';
import { system, words } from './system.ts';

/** One network of its own (`man 8 ip-netns`): nothing in it touches the host's interfaces, routes or firewall. */
export class Namespace {
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  /** One that is there already. */
  static called(name: string): Namespace {
    return new Namespace(name);
  }

  static async make(name: string, closing: Closing): Promise<Namespace> {
    const namespace = new Namespace(name);
    await system('ip', 'netns', 'add', name);
    await closing.after(() => namespace.remove());
    await namespace.ip('link set dev lo up');
    // What these networks say of themselves over IPv6 would be noise in every capture.
    await namespace.set('net.ipv6.conf.all.disable_ipv6=1', 'net.ipv6.conf.default.disable_ipv6=1');
    return namespace;
  }

  /** `ip` with these words, in here. */
  ip(command: string): Promise<string> {
    return system('ip', '-n', this.name, ...words(command));
  }

  iptables(command: string): Promise<string> {
    return this.run('iptables', '-w', ...words(command));
  }

  set(...settings: string[]): Promise<string> {
    return this.run('sysctl', '-qw', ...settings);
  }

  run(...command: string[]): Promise<string> {
    return system('ip', 'netns', 'exec', this.name, ...command);
  }

  start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
    return Running.start('ip', ['netns', 'exec', this.name, command, ...args], env);
  }

  /** Programs in here ask this address for names (`ip netns exec` mounts the file over `/etc/resolv.conf`). */
  async resolveAt(address: string): Promise<void> {
    await mkdir(this.#etc, { recursive: true });
    await writeFile(`${this.#etc}/resolv.conf`, `nameserver ${address}\noptions timeout:1 attempts:1\n`);
  }

  get #etc(): string {
    return `/etc/netns/${this.name}`;
  }

  /** Ends what still runs in here, and nothing else: the kernel lists it. */
  async remove(): Promise<void> {
    for (const id of words(await system('ip', 'netns', 'pids', this.name)).filter(Boolean)) endProcess(Number(id));
    await system('ip', 'netns', 'delete', this.name);
    await rm(this.#etc, { recursive: true, force: true });
    // The folder is ours only as long as it holds nobody else's.
    await rmdir('/etc/netns').catch(() => undefined);
  }
}

function endProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It ended by itself in this moment.
  }
}
