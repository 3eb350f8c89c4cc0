import type { Clock } from '../clock.ts';

/** How often it is looked. */
const LOOK_MS = 1_000;

/** What may wait for one connection, in bytes: more than a whole call has to say. */
export const MAX_WAITING_BYTES = 1_048_576;

/** A connection as Engine.IO has it. */
export interface EngineConnection {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  /** Of a WebSocket transport: what `ws` has not got rid of yet. */
  readonly transport: { readonly socket?: { readonly bufferedAmount?: number } };
  close(discard?: boolean): void;
}

/** Closes connections whose other end does not take what is sent to it: Socket.io would keep all of it. Returns what ends that. */
export function closeSlowReaders(connections: () => Iterable<EngineConnection>, clock: Clock): () => void {
  let stop = (): void => undefined;
  const look = (): void => {
    for (const connection of connections()) if (waitingBytes(connection) > MAX_WAITING_BYTES) connection.close(true);
    stop = clock.after(LOOK_MS, look);
  };
  stop = clock.after(LOOK_MS, look);
  return () => stop();
}

function waitingBytes({ writeBuffer, transport }: EngineConnection): number {
  const packets = writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0);
  return packets + (transport.socket?.bufferedAmount ?? 0);
}
