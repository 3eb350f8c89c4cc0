import type { Notice } from '../protocol/index.ts';
import type { CallRecord } from './call-record.ts';

/** Tells people's devices what happened. Names users and devices, never sockets: they may be connected elsewhere. */
export interface Announcer {
  /** Rings every connected device of the user. */
  ring(record: CallRecord, userId: string): void;
  /** Rings a device that connected while its user was being rung. */
  ringDevice(record: CallRecord, userId: string, deviceId: string): void;
  /** Shows the call's new version to every connected device of the users. */
  callChanged(record: CallRecord, userIds: readonly string[]): void;
  /** Says whether any device of the user was there to be sent it. */
  signal(notice: Notice<'call:signal'>, userId: string): boolean;
  /** The same for one device. `received` is called when that says that it has it. */
  signalDevice(notice: Notice<'call:signal'>, userId: string, deviceId: string, received: () => void): boolean;
  presenceChanged(notice: Notice<'presence:changed'>, userId: string, deviceId: string): void;
}
