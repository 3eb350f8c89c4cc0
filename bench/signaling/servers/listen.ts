import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Says where the server listens, and ends the process when it is told to. */
export function announce(server: Server): void {
  console.log(`listens on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  process.once('SIGTERM', () => process.exit(0));
}

/** Listens on a free port of this machine. */
export function listen(server: Server): void {
  server.listen(0, '127.0.0.1', () => announce(server));
}
