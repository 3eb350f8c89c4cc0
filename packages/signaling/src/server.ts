import { createServer, type Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';

import type { Logger } from 'pino';

import type { Callee } from './calls/decide-among.ts';
import { MemoryDeadlines } from './calls/deadlines.ts';
import { MemoryMailbox } from './calls/mailbox.ts';
import { MemoryCallRegistry } from './calls/memory-call-registry.ts';
import { Switchboard, type SwitchboardParts } from './calls/switchboard.ts';
import { type Clock, systemClock } from './clock.ts';
import { ConnectedDevices, nobody } from './devices/connected-devices.ts';
import { PresenceWatch } from './devices/presence-watch.ts';
import { SocketAnnouncer } from './devices/socket-announcer.ts';
import { connectDevices } from './handlers/connect-devices.ts';
import { announcePresence, type CanSee } from './handlers/presence.ts';
import { attach } from './http/attach.ts';
import { router } from './http/router.ts';
import { iceServersFrom } from './ice-servers/ice-servers.ts';
import { authenticator } from './identity/authenticate.ts';
import { originCheck } from './identity/origin.ts';
import { logFrom } from './observability/log.ts';
import { parseSettings, type Settings, type SettingsInput } from './settings.ts';
import { createSocketServer } from './socket-server.ts';

/** How the signaling server works. Either `authSecret` or `openIdentity: true` is needed. */
export interface SignalingOptions extends SettingsInput {
  /** Who may see whether somebody is there, and ring them; default: everybody may. */
  readonly canSee?: CanSee | undefined;
  /** A pino logger, or `'silent'`; default: JSON lines on standard output. */
  readonly logger?: Logger | 'silent' | undefined;
  /** Where the time comes from; for tests. */
  readonly clock?: Clock | undefined;
}

/** A running signaling server. */
export interface SignalingServer {
  /** Disconnects everybody, stops all timers and leaves the host's server as it was, running. Can be called again. */
  close(): Promise<void>;
}

/**
 * Adds signaling, the widget's script and the HTTP API to a server that the host already has, and leaves all requests
 * to other paths to the host's own listeners. Doesn't listen.
 * @throws {SettingsError} when a setting is missing or wrong.
 */
export function createSignalingServer(
  httpServer: HttpServer | HttpsServer,
  options: SignalingOptions,
): SignalingServer {
  const parts = assemble(parseSettings(options), options);
  // Socket.io closes the server that it is attached to. This one never listens; it only hands requests on.
  const inner = createServer();
  const sockets = createSocketServer(inner, parts);
  const disconnectAll = connectDevices(sockets, parts);
  const detach = attach(httpServer, router(inner, parts));
  const close = async (): Promise<void> => {
    detach();
    disconnectAll();
    parts.switchboard.stop();
    await sockets.close();
  };
  let closed: Promise<void> | undefined;
  return { close: () => (closed ??= close()) };
}

/** Everything that the server is made of, put together from checked settings. */
function assemble(settings: Settings, { canSee = () => true, logger, clock = systemClock }: SignalingOptions) {
  const watch = new PresenceWatch();
  const devices: ConnectedDevices = new ConnectedDevices((userId) =>
    announcePresence({ devices, watch }, announcer, userId),
  );
  const iceServersFor = iceServersFrom(settings, clock);
  const announcer = new SocketAnnouncer({ devices, iceServersFor, graceSeconds: settings.graceSeconds, clock });
  const calls = {
    registry: new MemoryCallRegistry(),
    mailbox: new MemoryMailbox(),
    announcer,
    clock,
    log: logFrom(logger),
  };
  const switchboardParts: SwitchboardParts = {
    ...calls,
    iceServersFor,
    ringTimeoutMs: settings.ringTimeoutSeconds * 1000,
    graceMs: settings.graceSeconds * 1000,
    deadlines: (onDue) => new MemoryDeadlines(clock, onDue),
    isConnected: (device) => devices.isConnected(device),
    calleeFor: (callerId, userId) => findCallee({ devices, canSee }, callerId, userId),
  };
  return {
    ...settings,
    ...calls,
    devices,
    watch,
    canSee,
    iceServersFor,
    switchboard: new Switchboard(switchboardParts),
    authenticate: authenticator(settings, clock),
    originAllowed: originCheck(settings.allowedOrigins),
  };
}

interface CalleeParts {
  readonly devices: ConnectedDevices;
  readonly canSee: CanSee;
}

/** Somebody whom the caller may not see is nobody to them, and can't be reached. */
async function findCallee({ devices, canSee }: CalleeParts, callerId: string, userId: string): Promise<Callee> {
  const seen = await canSee(callerId, userId);
  const { reachable, ...person } = seen ? devices.presenceOf(userId) : nobody(userId);
  return { person, reachable };
}
