import type { ConnectedDevices } from '../devices/connected-devices.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import { grant, refuse } from '../refuse.ts';
import type { RequestHandlers } from './answer-requests.ts';

export interface IdentityParts {
  readonly devices: ConnectedDevices;
  readonly authenticate: Authenticate;
}

/** Lets a connection go on with another token of its user. */
export function identityHandlers({ devices, authenticate }: IdentityParts): Pick<RequestHandlers, 'identity:refresh'> {
  return {
    'identity:refresh': async ({ person: { userId }, deviceId }, { token }) => {
      const socket = devices.socketOf(userId, deviceId);
      if (socket === undefined) return refuse('unauthenticated', 'The connection is gone.');
      const reply = await authenticate(socket.request, { token, userId });
      if (!reply.ok) return reply;
      socket.data.issuedAt = reply.grant.issuedAt;
      socket.data.expiry?.until(reply.grant.expiresAt);
      return grant({});
    },
  };
}
