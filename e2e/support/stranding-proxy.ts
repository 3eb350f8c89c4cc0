import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to the server on which connections can be stranded: they stay open, and nothing comes through any more. */
export class StrandingProxy implements AsyncDisposable {
  readonly url: string;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
    server.on('connection', (near) => this.#join(near, connect(port, 'localhost')));
  }

  static async to(url: string): Promise<StrandingProxy> {
    const server = createServer();
    server.listen(0, 'localhost');
    await once(server, 'listening');
    return new StrandingProxy(server, Number(new URL(url).port));
  }

  /** What was connected until now, as after a change of address; whatever connects later gets through. */
  strand(): void {
    for (const socket of this.#open) {
      socket.unpipe();
      socket.pause();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }
}
