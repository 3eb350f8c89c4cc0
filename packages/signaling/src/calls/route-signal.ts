import type { LinkSignal, Refusal } from '../protocol/index.ts';
import { refuse, refuseUnknownCall } from '../refuse.ts';
import { type CallRecord, type Participant, isAsked, isJoinedDevice, isLive, participantOf } from './call-record.ts';

/**
 * Where a signal goes: to the joined device, along with the ring to every device, or to wait for the receiver's return. Wherever
 * it goes, it is kept until it is received.
 */
export type Route =
  | { readonly ok: true; readonly to: 'device'; readonly deviceId: string }
  | { readonly ok: true; readonly to: 'ring' }
  | { readonly ok: true; readonly to: 'mailbox' };

/** A signal that a device wants to have relayed. */
export interface SignalRequest {
  readonly userId: string;
  readonly deviceId: string;
  readonly to: string;
  readonly type: LinkSignal['type'];
}

/** Decides where a signal may go, if anywhere. Pure. */
export function routeSignal(record: CallRecord, request: SignalRequest): Route | Refusal {
  const sender = participantOf(record, request.userId);
  const receiver = participantOf(record, request.to);
  if (!isLive(record) || sender === undefined || sender.standing === 'left') return refuseUnknownCall();
  if (!isJoinedDevice(sender, request.deviceId)) return refuse('not-permitted', 'This device is not in the call.');
  if (receiver === undefined || receiver === sender || receiver.standing === 'left') return refuseUnknownCall();
  return isAsked(receiver) ? routeWithRing(record, request) : routeToPresent(receiver);
}

/** Only what the caller's link needs to be ready at the answer travels with the ring. */
function routeWithRing(record: CallRecord, { userId, type }: SignalRequest): Route | Refusal {
  const travels = userId === record.callerId && (type === 'offer' || type === 'candidate');
  return travels ? { ok: true, to: 'ring' } : refuse('not-permitted', 'The receiver has not answered yet.');
}

function routeToPresent({ standing, deviceId }: Participant): Route {
  return standing === 'joined' && deviceId !== null
    ? { ok: true, to: 'device', deviceId }
    : { ok: true, to: 'mailbox' };
}
