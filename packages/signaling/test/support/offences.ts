/**
 * What somebody may do to a server so that it has much to keep or much to do. Each resolves when it is over, with the moment at which
 * the server had closed its last connection, on the clock of `performance`.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

import { WebSocket } from 'ws';

import { PROTOCOL_VERSION, SOCKET_PATH } from '../../src/protocol/index.ts';
import { Client } from './client.ts';
import { envelope } from './signals.ts';

/** Another address of this machine than that of the honest. */
const OTHER_ADDRESS = '127.0.0.2';

/** Whether it was told goodbye or cut off. */
function closed(connection: WebSocket | Socket): Promise<number> {
  connection.on('error', () => undefined);
  return new Promise((resolve) => connection.once('close', () => resolve(performance.now())));
}

async function lastOf(moments: readonly Promise<number>[]): Promise<number> {
  return Math.max(...(await Promise.all(moments)));
}

/** A connection below the words of Socket.io, of nobody or of a user. */
async function rawSocket(url: string, userId?: string): Promise<WebSocket> {
  const raw = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`, {
    localAddress: OTHER_ADDRESS,
  });
  raw.on('error', () => undefined);
  await once(raw, 'message');
  if (userId === undefined) return raw;
  raw.send(`40${JSON.stringify({ protocol: PROTOCOL_VERSION, userId })}`);
  await once(raw, 'message');
  return raw;
}

const BURST = 500;

/** Sends as fast as it is taken, for as long as the connection is open. */
export async function flood(url: string, send: (raw: WebSocket, sent: () => void) => void): Promise<number> {
  const raw = await rawSocket(url, 'eve');
  return sendUntilClosed(raw, (sent) => send(raw, sent));
}

async function sendUntilClosed(raw: WebSocket, send: (sent: () => void) => void): Promise<number> {
  const end = closed(raw);
  while (raw.readyState === WebSocket.OPEN) {
    for (let count = 1; count < BURST; count += 1) send(() => undefined);
    await Promise.race([end, new Promise<void>(send)]);
    // The others of this process, and what the server says, have their turn.
    await setImmediate();
  }
  return end;
}

/** One message, in as many pieces as it has bytes, from each of many connections. */
export function crumble(url: string): Promise<number> {
  const crumbleOne = async (): Promise<number> => {
    const raw = await rawSocket(url);
    return sendUntilClosed(raw, (sent) => raw.send('4', { fin: false }, sent));
  };
  return lastOf(Array.from({ length: 20 }, crumbleOne));
}

/** What is small on its way and large where it is kept, in the handshakes of many, and in what they ask for. */
export function nest(url: string): Promise<number> {
  const brackets = '['.repeat(32_000) + ']'.repeat(32_000);
  const nestOne = async (number: number): Promise<number> => {
    const isStranger = number % 2 === 0;
    const raw = await rawSocket(url, isStranger ? undefined : `eve-${number}`);
    const end = closed(raw);
    const handshake = `40{"protocol":${PROTOCOL_VERSION},"userId":"eve-${number}","more":${brackets}}`;
    raw.send(isStranger ? handshake : `421["call:accept",${brackets}]`);
    return end;
  };
  return lastOf(Array.from({ length: 100 }, (_, number) => nestOne(number)));
}

const MUCH = 100_000_000;
const LARGE_OFFER = { type: 'offer', sdp: 'x'.repeat(32_000) } as const;

/** Has two users in a call, of whom one is sent 100 MB. `prepare`: what the other does about it. */
export async function sendMuch(url: string, prepare: (receiver: Client) => void): Promise<number> {
  const [mallory, eve] = [await Client.connect(url, 'mallory'), await Client.connect(url, 'eve')];
  const { call } = await mallory.invite('eve');
  await eve.granted('call:accept', { callId: call.id });
  prepare(eve);
  const gone = mallory
    .notice('call:changed', (changed) => changed.call.participants[1]?.standing === 'away')
    .then(() => performance.now());
  for (let sequence = 0; sequence * LARGE_OFFER.sdp.length < MUCH; sequence += 1)
    await mallory.granted('call:signal', envelope(call.id, 'eve', LARGE_OFFER, sequence));
  await gone;
  // Whoever reads nothing does not read either that it is closed.
  webSocketOf(eve)?.terminate();
  for (const { socket } of [mallory, eve]) socket.disconnect();
  return gone;
}

/** Takes nothing any more from its connection, and leaves it open. */
export function stopReading(client: Client): void {
  webSocketOf(client)?.pause();
}

function webSocketOf({ socket }: Client): WebSocket | null {
  return (socket.io.engine.transport as unknown as { ws: WebSocket | null }).ws;
}

/** 2,000 connections that do not say what they want: not who they are, nothing at all, or not all of their request. */
export async function keepSilent(url: string): Promise<number> {
  const ends: Promise<number>[] = [];
  for (let count = 0; count < 300; count += 1) ends.push(closed(await rawSocket(url)));
  for (let count = 0; count < 1_700; count += 1) {
    const socket = mute(url, count % 2 === 0 ? '' : HALF);
    const end = closed(socket);
    ends.push(end);
    await Promise.race([once(socket, 'connect'), end]);
  }
  return lastOf(ends);
}

const HALF = 'GET / HTTP/1.1\r\nHost: example\r\nX-Half: ';

/** Opens a connection, says this and nothing more. */
function mute(url: string, text: string): Socket {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), localAddress: OTHER_ADDRESS });
  socket.write(text);
  return socket.resume();
}
