import type { Switchboard } from '../calls/switchboard.ts';
import type { ConnectedDevices } from '../devices/connected-devices.ts';
import type { Revocations } from '../identity/revocations.ts';
import type { Log } from '../observability/log.ts';

export interface RevokeParts {
  readonly revocations: Revocations;
  readonly devices: ConnectedDevices;
  readonly switchboard: Switchboard;
  readonly log: Log;
}

/** Has revocations of other processes take their effect here; the returned function withdraws a user's tokens everywhere. */
export function connectRevocations(parts: RevokeParts): (userId: string) => Promise<void> {
  const { revocations, log } = parts;
  revocations.listen((userId) => {
    withdraw(parts, userId).catch((error: unknown) => log.error({ err: error }, 'withdrawing tokens failed'));
  });
  return async (userId) => {
    await Promise.all([revocations.revoke(userId), withdraw(parts, userId)]);
  };
}

/** Disconnects the user's devices whose tokens were withdrawn, and ends what they were in. Those with newer tokens stay. */
async function withdraw({ revocations, devices, switchboard }: RevokeParts, userId: string): Promise<void> {
  const trusted = new Set<string>();
  for (const socket of [...devices.socketsOf(userId)]) {
    const { device, issuedAt } = socket.data;
    if (revocations.covers(userId, issuedAt)) socket.disconnect(true);
    else trusted.add(device.deviceId);
  }
  await switchboard.expel(userId, (deviceId) => (deviceId === null ? trusted.size > 0 : trusted.has(deviceId)));
}
