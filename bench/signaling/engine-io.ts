/**
 * Socket.io's packets over a WebSocket, as text (https://socket.io/docs/v4/engine-io-protocol and …/socket-io-protocol, versions 4 and
 * 5). By hand, so that the generator costs less than what it measures.
 */
export type Packet =
  | { readonly type: 'opened' | 'ping' | 'connected' | 'disconnected' }
  | { readonly type: 'refused'; readonly reason: unknown }
  /** `id`: under which it wants to be acknowledged. */
  | { readonly type: 'event'; readonly id: number | null; readonly name: string; readonly payload: unknown }
  | { readonly type: 'acknowledgement'; readonly id: number; readonly reply: unknown };

export const PONG = '3';

const EVENT = '42';
const ACKNOWLEDGEMENT = '43';

/** @throws {Error} for a packet that no server sends to these clients */
export function parsePacket(text: string): Packet {
  if (text.startsWith(EVENT)) return parseEvent(text);
  if (text.startsWith(ACKNOWLEDGEMENT)) return parseAcknowledgement(text);
  if (text === '2') return { type: 'ping' };
  if (text.startsWith('0')) return { type: 'opened' };
  if (text.startsWith('40')) return { type: 'connected' };
  if (text.startsWith('44')) return { type: 'refused', reason: JSON.parse(text.slice(2)) };
  if (text === '1' || text === '41') return { type: 'disconnected' };
  throw new Error(`Unknown packet: ${text.slice(0, 40)}`);
}

function parseEvent(text: string): Packet {
  const { id, values } = parseBody(text);
  const [name, payload] = values;
  return { type: 'event', id, name: String(name), payload };
}

function parseAcknowledgement(text: string): Packet {
  const { id, values } = parseBody(text);
  return { type: 'acknowledgement', id: id ?? -1, reply: values[0] };
}

function parseBody(text: string): { id: number | null; values: readonly unknown[] } {
  const start = text.indexOf('[');
  const id = start > EVENT.length ? Number(text.slice(EVENT.length, start)) : null;
  return { id, values: JSON.parse(text.slice(start)) as unknown[] };
}

export function connectPacket(auth: object): string {
  return `40${JSON.stringify(auth)}`;
}

/** @param id under which it is to be acknowledged; none unless given */
export function eventPacket(name: string, payload: object, id: number | '' = ''): string {
  return `${EVENT}${id}["${name}",${JSON.stringify(payload)}]`;
}

export function acknowledgementPacket(id: number): string {
  return `${ACKNOWLEDGEMENT}${id}[]`;
}
