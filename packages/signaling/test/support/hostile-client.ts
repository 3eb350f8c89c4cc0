/** Carries what a hostile client sends, and keeps count of what is answered. */
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';

import { WebSocket } from 'ws';

import {
  type CallGrant,
  type CallView,
  type Notice,
  PROTOCOL_VERSION,
  type Reply,
  SOCKET_PATH,
} from '../../src/protocol/index.ts';
import type { EventInput } from './hostile-events.ts';
import type { HttpInput } from './hostile-http.ts';

/** Stand for the call that a client has heard of last, and for the other one in it. */
export const LATEST_CALL = '00000000-0000-4000-8000-000000000000';
export const LATEST_PEER = 'whoever-that-is';

/** What came back for an event. */
export type Answered = (input: EventInput, reply: Reply<unknown>) => void;

/** A user's connection that stays, and acknowledges what it is told, as far as the server can see. */
export class HostileClient {
  readonly #userId: string;
  readonly #raw: WebSocket;
  readonly #asked = new Map<number, EventInput>();
  readonly #onAnswer: Answered;
  readonly #gone: Promise<unknown>;
  #next = 0;
  #settled: (() => void) | null = null;
  #latest = { id: LATEST_CALL, peer: LATEST_PEER };
  /** Answers to what was never asked, or was answered already. */
  surplus = 0;

  private constructor(userId: string, raw: WebSocket, onAnswer: Answered) {
    this.#userId = userId;
    this.#raw = raw;
    this.#onAnswer = onAnswer;
    this.#gone = once(raw, 'close');
    raw.on('message', (data) => this.#receive(String(data)));
  }

  static async connect(url: string, userId: string, token: string, onAnswer: Answered): Promise<HostileClient> {
    const raw = await openSocket(url);
    raw.send(`40${JSON.stringify({ protocol: PROTOCOL_VERSION, token })}`);
    const [reply] = (await once(raw, 'message')) as [unknown];
    if (!String(reply).startsWith('40')) throw new Error(String(reply));
    return new HostileClient(userId, raw, onAnswer);
  }

  get isOpen(): boolean {
    return this.#raw.readyState === WebSocket.OPEN;
  }

  send(input: EventInput): void {
    const id = input.asks ? this.#next++ : null;
    if (id !== null) this.#asked.set(id, input);
    const text = JSON.stringify([input.name, ...input.values]);
    const { id: call, peer } = this.#latest;
    this.#raw.send(`42${id ?? ''}${text.replaceAll(LATEST_CALL, call).replaceAll(LATEST_PEER, peer)}`);
  }

  /** Resolves when everything that was asked so far is answered; false if the connection is gone before. */
  async settled(): Promise<boolean> {
    if (this.#asked.size === 0 || !this.isOpen) return this.isOpen;
    const answered = new Promise<void>((resolve) => (this.#settled = resolve));
    await Promise.race([answered, this.#gone]);
    return this.isOpen;
  }

  close(): void {
    this.#raw.terminate();
  }

  #receive(text: string): void {
    if (text === '2') return this.#raw.send('3');
    const [, type, id, json = ''] = /^4([23])(\d*)(.*)$/s.exec(text) ?? [];
    if (type === '3') this.#receiveAnswer(Number(id), JSON.parse(json) as [Reply<unknown>]);
    if (type !== '2') return;
    if (id !== '') this.#raw.send(`43${id}[]`);
    const [name, notice] = JSON.parse(json) as [string, unknown];
    if (name === 'call:ring') this.#remember((notice as Notice<'call:ring'>).call);
  }

  #remember({ id, participants }: CallView): void {
    const peer = participants.find(({ userId }) => userId !== this.#userId)?.userId ?? LATEST_PEER;
    this.#latest = { id, peer };
  }

  #receiveAnswer(id: number, [reply]: [Reply<unknown>]): void {
    const input = this.#asked.get(id);
    if (input === undefined) this.surplus += 1;
    else this.#onAnswer(input, reply);
    this.#asked.delete(id);
    if (reply.ok && input?.name === 'call:invite') this.#remember((reply.grant as CallGrant).call);
    if (this.#asked.size === 0) this.#settled?.();
  }
}

async function openSocket(url: string): Promise<WebSocket> {
  const raw = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`);
  raw.on('error', () => undefined);
  await once(raw, 'message');
  return raw;
}

/** Sends messages over a connection that they may close, one after the other; says how many were sent while it was open. */
export async function sendFrames(
  url: string,
  token: string | null,
  messages: readonly (string | Uint8Array)[],
): Promise<number> {
  const raw = await openSocket(url);
  if (token !== null) raw.send(`40${JSON.stringify({ protocol: PROTOCOL_VERSION, token })}`);
  const end = new Promise((resolve) => raw.once('close', resolve));
  let sent = 0;
  for (const message of messages) {
    // Whoever answers the ping has read what came before it.
    const read = Promise.race([once(raw, 'pong'), end]);
    raw.send(message);
    sent += 1;
    raw.ping();
    await read;
    if (raw.readyState !== WebSocket.OPEN) break;
  }
  raw.terminate();
  await end;
  return sent;
}

/** Brings a handshake, and waits for what the server thinks of it. */
export async function sendHandshake(url: string, auth: unknown): Promise<void> {
  const raw = await openSocket(url);
  const heard = new Promise((resolve) => raw.once('message', resolve).once('close', resolve));
  raw.send(`40${JSON.stringify(auth)}`);
  await heard;
  raw.terminate();
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Of what Node would send after a request's end, as if it were the next. */
function lengthOf({ method, body }: HttpInput): Record<string, number> {
  return method === 'GET' || method === 'HEAD' ? {} : { 'Content-Length': Buffer.byteLength(body) };
}

/** Sends one request and resolves with its status; 0 where the server hung up. */
export function sendHttp(url: string, input: HttpInput): Promise<number> {
  const { hostname, port } = new URL(url);
  const { method, path, body } = input;
  const headers = { ...input.headers, ...lengthOf(input) };
  return new Promise((resolve) => {
    const sent = request({ hostname, port, agent, method, path, headers }, (response) => {
      response.resume();
      response.once('close', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', () => resolve(0));
    sent.end('Content-Length' in headers ? body : undefined);
  });
}

/** Writes bytes to where HTTP is expected, says no more, and waits for the server to hang up. */
export function sendBytes(url: string, text: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve());
    socket.resume().end(text, 'latin1');
  });
}
