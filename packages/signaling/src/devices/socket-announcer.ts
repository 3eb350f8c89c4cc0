import type { Announcer } from '../calls/announcer.ts';
import { type CallRecord, viewOf } from '../calls/call-record.ts';
import type { Clock } from '../clock.ts';
import type { IceServersFor } from '../ice-servers/ice-servers.ts';
import type { Notice } from '../protocol/index.ts';
import type { ClientSocket } from './client-socket.ts';
import type { ConnectedDevices } from './connected-devices.ts';

interface AnnouncerParts {
  readonly devices: ConnectedDevices;
  readonly iceServersFor: IceServersFor;
  /** For how many seconds they may be used; null: for ever. */
  readonly iceSeconds: number | null;
  readonly graceSeconds: number;
  readonly clock: Clock;
}

/** The most signals that a device may be sent before it says that it has received one: more than can be on their way. */
export const MAX_SIGNALS_WAITING = 1_000;

/** What is told to all devices of a user waits for the one that will answer, whether or not others have received it. */
function ignore(): void {}

/** Announces to the devices that are connected to this process. */
export class SocketAnnouncer implements Announcer {
  readonly #parts: AnnouncerParts;

  constructor(parts: AnnouncerParts) {
    this.#parts = parts;
  }

  ring(record: CallRecord, userId: string): void {
    for (const socket of this.#parts.devices.socketsOf(userId)) this.#ring(record, socket);
  }

  ringDevice(record: CallRecord, userId: string, deviceId: string): void {
    const socket = this.#parts.devices.socketOf(userId, deviceId);
    if (socket !== undefined) this.#ring(record, socket);
  }

  callChanged(record: CallRecord, userIds: readonly string[]): void {
    const now = this.#parts.clock.now();
    for (const userId of userIds)
      for (const socket of this.#parts.devices.socketsOf(userId))
        socket.emit('call:changed', { call: viewOf(record, userId, socket.data.device.deviceId), now });
  }

  signal(notice: Notice<'call:signal'>, userId: string): boolean {
    const sockets = [...this.#parts.devices.socketsOf(userId)];
    for (const socket of sockets) emitSignal(socket, notice, ignore);
    return sockets.length > 0;
  }

  signalDevice(notice: Notice<'call:signal'>, userId: string, deviceId: string, received: () => void): boolean {
    const socket = this.#parts.devices.socketOf(userId, deviceId);
    if (socket !== undefined) emitSignal(socket, notice, received);
    return socket !== undefined;
  }

  presenceChanged(notice: Notice<'presence:changed'>, userId: string, deviceId: string): void {
    this.#parts.devices.socketOf(userId, deviceId)?.emit('presence:changed', notice);
  }

  #ring(record: CallRecord, socket: ClientSocket): void {
    const { iceServersFor, iceSeconds, graceSeconds, clock } = this.#parts;
    const { person, deviceId } = socket.data.device;
    const call = viewOf(record, person.userId, deviceId);
    const iceServers = [...iceServersFor(person.userId)];
    socket.emit('call:ring', { call, iceServers, iceSeconds, graceSeconds, now: clock.now() });
  }
}

/** Each signal is remembered until it is received: whoever receives none has the connection closed before that is much. */
function emitSignal(socket: ClientSocket, notice: Notice<'call:signal'>, received: () => void): void {
  const { data } = socket;
  const waiting = data.signalsWaiting ?? 0;
  if (waiting >= MAX_SIGNALS_WAITING) return void socket.disconnect(true);
  data.signalsWaiting = waiting + 1;
  socket.emit('call:signal', notice, () => {
    data.signalsWaiting = (data.signalsWaiting ?? 1) - 1;
    received();
  });
}
