import type { Switchboard } from '../calls/switchboard.ts';
import { cleanText } from '../identity/person-details.ts';
import { refuse } from '../refuse.ts';
import type { RequestHandlers } from './answer-requests.ts';

type CallRequest =
  'call:invite' | 'call:ringing' | 'call:accept' | 'call:decline' | 'call:cancel' | 'call:leave' | 'call:resume';

/** Answers what people do with calls. */
export function callHandlers(switchboard: Switchboard): Pick<RequestHandlers, CallRequest> {
  return {
    'call:invite': inviteHandler(switchboard),
    'call:accept': (device, { callId }) => switchboard.accept(device, callId),
    'call:resume': (device, { callId }) => switchboard.resume(device, callId),
    'call:ringing': ({ person: { userId } }, { callId }) => switchboard.act(callId, { type: 'ringing-shown', userId }),
    'call:decline': ({ person: { userId } }, { callId, message }) =>
      switchboard.act(callId, { type: 'decline', userId, message: cleanText(message) }),
    'call:cancel': ({ person: { userId }, deviceId }, { callId }) =>
      switchboard.act(callId, { type: 'cancel', userId, deviceId }),
    'call:leave': ({ person: { userId }, deviceId }, { callId, reason, by }) =>
      switchboard.act(callId, { type: 'leave', userId, deviceId, reason, ...(by !== undefined && { by }) }),
  };
}

function inviteHandler(switchboard: Switchboard): RequestHandlers['call:invite'] {
  return async (device, invitation) => {
    if (invitation.to.includes(device.person.userId)) return refuse('invalid-request', 'Nobody can invite themselves.');
    if (new Set(invitation.to).size < invitation.to.length) return refuse('invalid-request', 'A user is named twice.');
    return switchboard.invite(device, invitation);
  };
}
