import type { Switchboard } from '../calls/switchboard.ts';
import type { Device } from '../calls/device.ts';
import type { Clock } from '../clock.ts';
import type { ClientSocket, SocketServer } from '../devices/client-socket.ts';
import { Expiry } from '../identity/expiry.ts';
import type { Limits } from '../limits/limits.ts';
import type { Log } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { grant } from '../refuse.ts';
import { answerRequests, type RequestHandlers } from './answer-requests.ts';
import { callHandlers, callSequels } from './calls.ts';
import { identityHandlers, type IdentityParts } from './identity.ts';
import { presenceHandlers, type PresenceParts } from './presence.ts';
import { relayHandlers, type RelayParts } from './relay.ts';
import { setupTimesHandlers } from './setup-times.ts';

export interface ConnectParts extends RelayParts, PresenceParts, IdentityParts {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly switchboard: Switchboard;
  readonly log: Log;
}

/** Serves every device that connects, until the returned function disconnects them all. */
export function connectDevices(sockets: SocketServer, parts: ConnectParts): () => void {
  const handlers: RequestHandlers = {
    ...callHandlers(parts.switchboard),
    ...relayHandlers(parts),
    ...presenceHandlers(parts),
    ...identityHandlers(parts),
    ...setupTimesHandlers(parts),
    'connection:check': async () => grant({}),
  };
  const sequels = callSequels(parts.switchboard);
  const { limits, metrics } = parts;
  const state = { closing: false };
  sockets.on('connection', (socket) => {
    // There was room when each of them was admitted, and they were all admitted at once.
    if (!parts.devices.hasRoomFor(socket.data.device)) return void socket.disconnect(true);
    const expiry = watchExpiry(socket, parts.clock);
    answerRequests(socket, { handlers, sequels, limits, metrics }, parts.log);
    // A server that goes away says nothing about its devices: their calls go on without it.
    socket.on('disconnect', () => {
      expiry.stop();
      if (!state.closing) disconnect(parts, socket);
    });
    connect(parts, socket);
  });
  return () => {
    state.closing = true;
    sockets.disconnectSockets(true);
  };
}

/** Whoever brings no other token in time is disconnected, and may come back with one. */
function watchExpiry(socket: ClientSocket, clock: Clock): Expiry {
  const expiry = new Expiry(clock, {
    expiring: () => socket.emit('identity:expiring', {}),
    expired: () => socket.disconnect(true),
  });
  socket.data.expiry = expiry;
  expiry.until(socket.data.expiresAt);
  return expiry;
}

function connect({ devices, switchboard, log }: ConnectParts, socket: ClientSocket): void {
  const { device } = socket.data;
  const isBack = devices.add(socket);
  welcome(switchboard, device, isBack).catch((error: unknown) => log.error({ err: error }, 'greeting failed'));
}

/** A device that is back has lost what was on its way: whether it is still in its call is for it to say, by resuming it. */
async function welcome(switchboard: Switchboard, device: Device, isBack: boolean): Promise<void> {
  if (isBack) await switchboard.deviceGone(device);
  await switchboard.greet(device);
}

function disconnect({ devices, watch, switchboard, log }: ConnectParts, socket: ClientSocket): void {
  const { device } = socket.data;
  watch.forget(device);
  if (!devices.remove(socket)) return;
  switchboard.deviceGone(device).catch((error: unknown) => log.error({ err: error }, 'noting a lost device failed'));
}
