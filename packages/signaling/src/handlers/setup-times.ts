import QuickLRU from 'quick-lru';

import { type CallRecord, isJoinedDevice, isLive, participantOf, phaseOf } from '../calls/call-record.ts';
import type { CallRegistry } from '../calls/call-registry.ts';
import type { Device } from '../calls/device.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Refusal } from '../protocol/index.ts';
import { grant, refuse, refuseUnknownCall } from '../refuse.ts';
import type { RequestHandlers } from './answer-requests.ts';

/** Of so many devices at least it is known that they have told; many times as many as connect at once. */
const MAX_TOLD = 100_000;

export interface SetupTimesParts {
  readonly registry: Pick<CallRegistry, 'get'>;
  readonly metrics: Pick<Metrics, 'connected'>;
}

/** Counts how long it took until media flowed: each device in an answered call says so once. */
export function setupTimesHandlers({ registry, metrics }: SetupTimesParts): Pick<RequestHandlers, 'call:connected'> {
  const told = new QuickLRU<string, true>({ maxSize: MAX_TOLD });
  return {
    'call:connected': async (device, { callId, setupMs }) => {
      const record = await registry.get(callId);
      const objection = record === undefined ? refuseUnknownCall() : objectionTo(record, device);
      if (objection !== null) return objection;
      const key = `${callId} ${device.person.userId} ${device.deviceId}`;
      if (told.has(key)) return refuse('not-permitted', 'This device has told its time.');
      told.set(key, true);
      metrics.connected(setupMs);
      return grant({});
    },
  };
}

/** The same as for signals: a stranger learns nothing. */
function objectionTo(record: CallRecord, { person: { userId }, deviceId }: Device): Refusal | null {
  const teller = participantOf(record, userId);
  if (!isLive(record) || teller === undefined || teller.standing === 'left') return refuseUnknownCall();
  if (!isJoinedDevice(teller, deviceId)) return refuse('not-permitted', 'This device is not in the call.');
  return phaseOf(record) === 'active' ? null : refuse('not-permitted', 'The call has not been answered.');
}
