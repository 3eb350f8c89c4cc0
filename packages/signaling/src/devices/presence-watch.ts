import type { Device } from '../calls/device.ts';

/** Which devices want to know of which users. */
export class PresenceWatch {
  readonly #watchersOfUser = new Map<string, Set<Device>>();
  readonly #usersOfWatcher = new Map<Device, readonly string[]>();

  /** Replaces what the device watches. */
  watch(watcher: Device, userIds: readonly string[]): void {
    this.forget(watcher);
    this.#usersOfWatcher.set(watcher, userIds);
    for (const userId of userIds) {
      this.#watchersOfUser.set(userId, (this.#watchersOfUser.get(userId) ?? new Set()).add(watcher));
    }
  }

  /** Ends all watching of a device that is gone. */
  forget(watcher: Device): void {
    for (const userId of this.#usersOfWatcher.get(watcher) ?? []) {
      const watchers = this.#watchersOfUser.get(userId);
      watchers?.delete(watcher);
      if (watchers?.size === 0) this.#watchersOfUser.delete(userId);
    }
    this.#usersOfWatcher.delete(watcher);
  }

  watchersOf(userId: string): Iterable<Device> {
    return this.#watchersOfUser.get(userId) ?? [];
  }
}
