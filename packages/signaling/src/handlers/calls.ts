import type { Switchboard } from '../calls/switchboard.ts';
import { cleanText } from '../identity/person-details.ts';
import { refuse } from '../refuse.ts';
import type { RequestHandlers, Sequels } from './answer-requests.ts';

type CallRequest =
  | 'call:invite'
  | 'call:withdraw'
  | 'call:ringing'
  | 'call:accept'
  | 'call:decline'
  | 'call:cancel'
  | 'call:leave'
  | 'call:resume'
  | 'call:leaving';

/** Answers what people do with calls. */
export function callHandlers(switchboard: Switchboard): Pick<RequestHandlers, CallRequest> {
  return {
    'call:invite': inviteHandler(switchboard),
    'call:accept': (device, { callId }) => switchboard.accept(device, callId),
    'call:resume': (device, request) => switchboard.resume(device, request),
    'call:leaving': (device, { callId }) => switchboard.leavePage(device, callId),
    'call:ringing': (device, { callId }) => switchboard.showRinging(device, callId),
    'call:decline': (device, { callId, message }) => switchboard.decline(device, callId, cleanText(message)),
    'call:cancel': (device, { callId }) => switchboard.cancel(device, callId),
    'call:withdraw': (device, { requestId }) => switchboard.withdraw(device, requestId),
    'call:leave': (device, farewell) => switchboard.leave(device, farewell),
  };
}

/** What follows what people do with calls. */
export function callSequels(switchboard: Switchboard): Sequels {
  return { 'call:resume': (device, { callId }) => switchboard.deliverMail(device, callId) };
}

function inviteHandler(switchboard: Switchboard): RequestHandlers['call:invite'] {
  return async (device, invitation) => {
    if (invitation.to.includes(device.person.userId)) return refuse('invalid-request', 'Nobody can invite themselves.');
    if (new Set(invitation.to).size < invitation.to.length) return refuse('invalid-request', 'A user is named twice.');
    return switchboard.invite(device, invitation);
  };
}
