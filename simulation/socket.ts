import type { Device } from '../packages/signaling/src/calls/device.ts';
import type { Notice, NoticeName, Reply, RequestName } from '../packages/signaling/src/protocol/index.ts';
import { CallError, SignalingRefusal } from '../packages/widget/src/call/call-error.ts';
import type { Clock } from '../packages/widget/src/call/ports.ts';
import type { Connection, SimulatedServer } from './server.ts';
import type { Wire } from './wire.ts';

/** As the real adapter has it. */
const REQUEST_MS = 8_000;

export interface SocketListener {
  statusChanged(status: 'connected' | 'disconnected'): void;
  noticed<Name extends NoticeName>(name: Name, notice: Notice<Name>): void;
}

export interface SocketParts {
  readonly device: Device;
  readonly server: SimulatedServer;
  readonly wire: Wire;
  readonly clock: Clock;
}

/** One device's connection to the server, over the wire. */
export class Socket {
  readonly #parts: SocketParts;
  readonly #listener: SocketListener;
  #connection: Connection | null = null;
  #buffered: (() => void)[] = [];
  #isOpen = true;

  constructor(parts: SocketParts, listener: SocketListener) {
    this.#parts = parts;
    this.#listener = listener;
  }

  get device(): Device {
    return this.#parts.device;
  }

  get isConnected(): boolean {
    return this.#connection !== null;
  }

  connect(): void {
    if (this.#connection) return;
    const { device, server } = this.#parts;
    const connection: Connection = {
      device,
      notify: (name, notice, received) => this.#deliver(connection, name, notice, received),
    };
    this.#connection = connection;
    server.connect(connection);
    this.#listener.statusChanged('connected');
    for (const send of this.#buffered.splice(0)) send();
  }

  /** What is on its way is lost; the server notices in its own time. */
  disconnect(): void {
    const { device, wire, server } = this.#parts;
    const connection = this.#connection;
    if (!connection) return;
    this.#connection = null;
    wire.loseAll(device.deviceId);
    if (this.#isOpen) this.#listener.statusChanged('disconnected');
    const arrive = (): void => server.disconnect(connection);
    wire.send({ from: '', to: 'server', what: `${device.deviceId} is gone`, arrive });
  }

  /** The page is gone; nobody is there to hear of it. */
  close(): void {
    this.#isOpen = false;
    this.disconnect();
    this.#buffered = [];
  }

  /** Buffered without a connection, as Socket.io does; given up after eight seconds. */
  ask(name: RequestName, payload: object): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    const giveUp = (): void => answer.reject(new CallError('signaling-unreachable'));
    const forget = this.#parts.clock.after(REQUEST_MS, giveUp);
    const send = (): void =>
      this.#send(name, payload, (reply) => {
        forget();
        if (reply.ok) answer.resolve(reply.grant);
        else answer.reject(new SignalingRefusal('invalid-request', reply.code, reply.message));
      });
    if (this.#connection) send();
    else this.#buffered.push(send);
    return answer.promise;
  }

  #send(name: RequestName, payload: object, settle: (reply: Reply<unknown>) => void): void {
    const { wire, server, device } = this.#parts;
    const connection = this.#connection;
    if (!connection) return;
    const reply = (answer: Reply<unknown>): void => {
      const arrive = (): void => {
        if (this.#connection === connection) settle(answer);
      };
      if (this.#connection === connection)
        wire.send({ from: 'server', to: device.deviceId, what: `reply to ${name}`, arrive });
      if (answer.ok) server.follow(device, name, payload);
    };
    const arrive = (): void => void server.handle(device, name, payload).then(reply);
    wire.send({ from: device.deviceId, to: 'server', what: name, arrive });
  }

  #deliver<Name extends NoticeName>(
    connection: Connection,
    name: Name,
    notice: Notice<Name>,
    received?: () => void,
  ): void {
    const arrive = (): void => {
      if (this.#connection !== connection) return;
      this.#listener.noticed(name, notice);
      if (received) this.#acknowledge(name, received);
    };
    this.#parts.wire.send({ from: 'server', to: this.#parts.device.deviceId, what: name, arrive });
  }

  #acknowledge(name: NoticeName, received: () => void): void {
    const { wire, device } = this.#parts;
    wire.send({ from: device.deviceId, to: 'server', what: `receipt of ${name}`, arrive: received });
  }
}
