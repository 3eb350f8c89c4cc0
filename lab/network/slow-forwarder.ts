/**
 * Sends every datagram back to where it came from, later: `slow-forwarder.ts PORT MILLISECONDS JITTER`. What comes are IP
 * packets on a detour. They keep their order, as on a line: jitter is a queue that grows and shrinks.
 */
import { createSocket } from 'node:dgram';

const [port = 0, milliseconds = 0, jitter = 0] = process.argv.slice(2).map(Number);
const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 });
/** Each direction has a queue of its own; a packet's own addresses tell them apart. */
const lastDue = new Map<string, number>();

socket.on('message', (packet, { port: backTo, address }) => {
  // IPv4 (RFC 791 §3.1): the destination lies behind the source.
  const destination = packet.subarray(16, 20).toString('hex');
  const due = Math.max(lastDue.get(destination) ?? 0, performance.now() + milliseconds + Math.random() * jitter);
  lastDue.set(destination, due);
  setTimeout(() => socket.send(packet, backTo, address), due - performance.now());
});
socket.bind(port, '127.0.0.1', () => console.log('ready'));
