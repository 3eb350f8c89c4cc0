import type { Clock } from '../clock.ts';

/** How often it is looked. */
const LOOK_MS = 1_000;

/** What may wait for one connection, in bytes: more than a whole call has to say. */
const MAX_WAITING_BYTES = 1_048_576;

/** What may wait for one between two looks, in bytes: twice what a device gets at once that comes back to a call. */
const MOST_WAITING_BYTES = 4 * MAX_WAITING_BYTES;

/** After how many bytes that is counted: to count takes the longer, the more waits. */
const STEP_BYTES = 262_144;

/** A connection as Engine.IO has it. */
export interface EngineConnection {
  readonly writeBuffer: readonly Packet[];
  /** Of a WebSocket transport: what `ws` has not got rid of yet. */
  readonly transport: { readonly socket?: { readonly bufferedAmount?: number } };
  on(event: 'packetCreate', listener: (packet: Packet) => void): unknown;
  close(discard?: boolean): void;
}

interface Packet {
  readonly data?: unknown;
}

/** Closes connections whose other end does not take what is sent to it: Socket.io would keep all of it. Returns what ends that. */
export function closeSlowReaders(connections: () => Iterable<EngineConnection>, clock: Clock): () => void {
  let stop = (): void => undefined;
  const look = (): void => {
    for (const connection of connections()) closeBeyond(connection, MAX_WAITING_BYTES);
    stop = clock.after(LOOK_MS, look);
  };
  stop = clock.after(LOOK_MS, look);
  return () => stop();
}

/** Closes the connection at once when much more waits for it: a sender can make that much in less than the time between two looks. */
export function boundWaiting(connection: EngineConnection): void {
  let uncounted = 0;
  connection.on('packetCreate', (packet) => {
    uncounted += lengthOf(packet);
    if (uncounted < STEP_BYTES) return;
    uncounted = 0;
    // Whoever is sending to it right now does not expect it to go meanwhile.
    queueMicrotask(() => closeBeyond(connection, MOST_WAITING_BYTES));
  });
}

function closeBeyond(connection: EngineConnection, bytes: number): void {
  if (waitingBytes(connection) > bytes) connection.close(true);
}

function waitingBytes({ writeBuffer, transport }: EngineConnection): number {
  const packets = writeBuffer.reduce((sum, packet) => sum + lengthOf(packet), 0);
  return packets + (transport.socket?.bufferedAmount ?? 0);
}

function lengthOf({ data }: Packet): number {
  return typeof data === 'string' ? data.length : 0;
}
