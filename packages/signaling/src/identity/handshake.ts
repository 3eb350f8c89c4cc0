import type { IncomingMessage } from 'node:http';

import * as v from 'valibot';

import type { Device } from '../calls/device.ts';
import { ClientMadeId, PROTOCOL_VERSION, type Refusal, type Reply, UserId } from '../protocol/index.ts';
import { grant, refuse } from '../refuse.ts';
import type { Authenticate, Identified } from './authenticate.ts';

// A name or picture that is no text costs nobody the connection: it is left out.
const Text = v.fallback(v.optional(v.string()), undefined);

const Handshake = v.object({
  userId: v.optional(UserId),
  token: v.optional(v.string()),
  deviceId: v.optional(ClientMadeId),
  name: Text,
  picture: Text,
});

/** A device, and since and until when its user is who they say. */
export interface Admitted extends Pick<Identified, 'issuedAt' | 'expiresAt'> {
  readonly device: Device;
}

/** Finds out which device of whom connects with the handshake's `auth`, or why it may not. */
export async function receiveHandshake(
  authenticate: Authenticate,
  request: IncomingMessage,
  auth: Readonly<Record<string, unknown>>,
): Promise<Reply<Admitted>> {
  if (auth['protocol'] !== PROTOCOL_VERSION) return refuseProtocol(auth['protocol']);
  const parsed = v.safeParse(Handshake, auth);
  if (!parsed.success)
    return refuse('invalid-request', `The handshake is malformed: ${v.getDotPath(parsed.issues[0]) ?? 'auth'}.`);
  const reply = await authenticate(request, parsed.output);
  if (!reply.ok) return reply;
  const { person, ...holds } = reply.grant;
  return grant({ device: { person, deviceId: parsed.output.deviceId ?? crypto.randomUUID() }, ...holds });
}

function refuseProtocol(version: unknown): Refusal {
  const spoken = typeof version === 'number' ? `version ${version}` : 'no version';
  return refuse(
    'unsupported-protocol',
    `This server speaks version ${PROTOCOL_VERSION} of the protocol, the widget ${spoken}: load the widget from this server.`,
  );
}
