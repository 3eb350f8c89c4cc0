import type { Announcer } from '../calls/announcer.ts';
import type { Device } from '../calls/device.ts';
import { type ConnectedDevices, nobody } from '../devices/connected-devices.ts';
import type { PresenceWatch } from '../devices/presence-watch.ts';
import { grant } from '../refuse.ts';
import type { HostRules } from '../rules/host-rules.ts';
import type { RequestHandlers } from './answer-requests.ts';

export interface PresenceParts {
  readonly devices: ConnectedDevices;
  readonly watch: PresenceWatch;
  readonly rules: Pick<HostRules, 'canSee'>;
}

/** Answers who is there. Somebody who may not be seen looks like somebody who isn't there, and is never watched. */
export function presenceHandlers({ devices, watch, rules }: PresenceParts): Pick<RequestHandlers, 'presence:watch'> {
  return {
    'presence:watch': async (device, { users }) => {
      const userIds = [...new Set(users)];
      const seen = await Promise.all(userIds.map(async (userId) => rules.canSee(device.person.userId, userId)));
      const visible = new Set(userIds.filter((_userId, index) => seen[index]));
      if (isCurrent(devices, device)) watch.watch(device, [...visible]);
      return grant({
        presence: userIds.map((userId) => (visible.has(userId) ? devices.presenceOf(userId) : nobody(userId))),
      });
    },
  };
}

/** A device that went while the host's rule was asked has stopped watching already. */
function isCurrent(devices: ConnectedDevices, device: Device): boolean {
  return devices.socketOf(device.person.userId, device.deviceId)?.data.device === device;
}

/** Tells everybody who watches the user whether they are there now. */
export function announcePresence(
  parts: Pick<PresenceParts, 'devices' | 'watch'>,
  announcer: Announcer,
  userId: string,
): void {
  const presence = parts.devices.presenceOf(userId);
  for (const { person, deviceId } of parts.watch.watchersOf(userId)) {
    announcer.presenceChanged({ presence }, person.userId, deviceId);
  }
}
