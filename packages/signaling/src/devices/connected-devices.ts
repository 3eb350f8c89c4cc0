import type { Device } from '../calls/device.ts';
import { MAX_DEVICES } from '../limits/limits.ts';
import type { PresenceEntry } from '../protocol/index.ts';
import type { ClientSocket } from './client-socket.ts';

/** Tells that a user's first device connected, or that their last one is gone. */
export type ReachabilityListener = (userId: string) => void;

/** The devices that are connected to this process, by user. */
export class ConnectedDevices {
  readonly #socketsOfUser = new Map<string, Map<string, ClientSocket>>();
  readonly #onReachability: ReachabilityListener;

  constructor(onReachability: ReachabilityListener) {
    this.#onReachability = onReachability;
  }

  /** Adds a device; says whether an older connection of the same device, which was lost without notice, had to be closed. */
  add(socket: ClientSocket): boolean {
    const { person, deviceId } = socket.data.device;
    const sockets = this.#socketsOfUser.get(person.userId) ?? new Map<string, ClientSocket>();
    const superseded = sockets.get(deviceId);
    sockets.delete(deviceId);
    this.#socketsOfUser.set(person.userId, sockets.set(deviceId, socket));
    superseded?.disconnect(true);
    if (sockets.size === 1 && superseded === undefined) this.#onReachability(person.userId);
    return superseded !== undefined;
  }

  /** Removes the device unless it is connected anew; says whether it is gone. */
  remove(socket: ClientSocket): boolean {
    const { person, deviceId } = socket.data.device;
    const sockets = this.#socketsOfUser.get(person.userId);
    if (sockets?.get(deviceId) !== socket) return false;
    sockets.delete(deviceId);
    if (sockets.size > 0) return true;
    this.#socketsOfUser.delete(person.userId);
    this.#onReachability(person.userId);
    return true;
  }

  socketsOf(userId: string): Iterable<ClientSocket> {
    return this.#socketsOfUser.get(userId)?.values() ?? [];
  }

  socketOf(userId: string, deviceId: string): ClientSocket | undefined {
    return this.#socketsOfUser.get(userId)?.get(deviceId);
  }

  /** How many devices are connected. */
  get count(): number {
    let count = 0;
    for (const sockets of this.#socketsOfUser.values()) count += sockets.size;
    return count;
  }

  /** Whether the user may have this device, too. One that is back takes its own place. */
  hasRoomFor(device: Device): boolean {
    return this.isConnected(device) || (this.#socketsOfUser.get(device.person.userId)?.size ?? 0) < MAX_DEVICES;
  }

  /** Whether the device is connected, be it by a newer connection than the one it was made for. */
  isConnected({ person, deviceId }: Device): boolean {
    return this.socketOf(person.userId, deviceId) !== undefined;
  }

  /** Whether the user can be rung, and what their latest connected device says of them. */
  presenceOf(userId: string): PresenceEntry {
    const latest = [...this.socketsOf(userId)].at(-1)?.data.device.person;
    return { ...(latest ?? nobody(userId)), reachable: latest !== undefined };
  }
}

/** What is said of somebody who isn't there, or whom the asker may not see. */
export function nobody(userId: string): PresenceEntry {
  return { userId, name: null, picture: null, reachable: false };
}
