import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';

import type { Logger } from 'pino';

import type { Callee } from './calls/decide-among.ts';
import { MemoryDeadlines } from './calls/deadlines.ts';
import { MemoryMailbox } from './calls/mailbox.ts';
import { MemoryCallRegistry } from './calls/memory-call-registry.ts';
import { Switchboard, type SwitchboardParts } from './calls/switchboard.ts';
import { type Clock, systemClock } from './clock.ts';
import type { SocketServer } from './devices/client-socket.ts';
import { ConnectedDevices, nobody } from './devices/connected-devices.ts';
import { PresenceWatch } from './devices/presence-watch.ts';
import { SocketAnnouncer } from './devices/socket-announcer.ts';
import { connectDevices } from './handlers/connect-devices.ts';
import { announcePresence } from './handlers/presence.ts';
import { connectRevocations } from './handlers/revoke.ts';
import type { CallHistory } from './history/call-history.ts';
import { openHistory } from './history/open-history.ts';
import { attach } from './http/attach.ts';
import { router } from './http/router.ts';
import { iceServersFrom } from './ice-servers/ice-servers.ts';
import { authenticator } from './identity/authenticate.ts';
import { originCheck } from './identity/origin.ts';
import { Revocations } from './identity/revocations.ts';
import { addressReader } from './limits/address.ts';
import { Limits, type Rates } from './limits/limits.ts';
import { closeSlowReaders, type EngineConnection } from './limits/slow-readers.ts';
import { UnwantedRings } from './limits/unwanted-rings.ts';
import { type Log, logFrom } from './observability/log.ts';
import { Metrics } from './observability/metrics.ts';
import { RefusedHandshakes } from './observability/refused-handshakes.ts';
import { type HostRules, NO_RULES } from './rules/host-rules.ts';
import { HttpRules } from './rules/http-rules.ts';
import { parseSettings, type Settings, type SettingsInput } from './settings.ts';
import { createSocketServer } from './socket-server.ts';

/** How the signaling server works. Either `authSecret` or `openIdentity: true` is needed. */
export interface SignalingOptions extends SettingsInput {
  /** Who may see whether somebody is there, and who may ring whom; default: everybody may. Instead of `rulesUrl`. */
  readonly canSee?: HostRules['canSee'] | undefined;
  readonly authorizeCall?: HostRules['authorizeCall'] | undefined;
  /** How much users and addresses may ask for, where that is not the usual. */
  readonly rates?: Partial<Rates> | undefined;
  /** A pino logger, or `'silent'`; default: JSON lines on standard output. */
  readonly logger?: Logger | 'silent' | undefined;
  /** Where the time comes from; for tests. */
  readonly clock?: Clock | undefined;
}

/** A running signaling server. */
export interface SignalingServer {
  /** Disconnects everybody, stops all timers and leaves the host's server as it was, running. Can be called again. */
  close(): Promise<void>;
  /**
   * Withdraws all tokens that the user has now: their devices are disconnected, their calls end as `not-permitted`, and only tokens
   * issued after this second are taken. Holds here at once; written into the database, where other processes hear of it within
   * seconds, and later ones as they start. Resolves when it is written, or cannot be soon: then it is as soon as it can be.
   */
  revoke(userId: string): Promise<void>;
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
  const sockets = createSocketServer(parts);
  const disconnectAll = connectDevices(sockets, parts);
  const stopClosing = closeSlowReaders(() => Object.values(clientsOf(sockets)), parts.clock);
  const revoke = connectRevocations(parts);
  const detach = attach(httpServer, router(sockets.engine, { ...parts, revoke }));
  const close = async (): Promise<void> => {
    detach();
    stopClosing();
    disconnectAll();
    parts.switchboard.stop();
    await sockets.close();
    await parts.revocations.close();
    await parts.closeHistory();
  };
  let closed: Promise<void> | undefined;
  return { close: () => (closed ??= close()), revoke };
}

/** Engine.IO's connections by id, which its types do not tell of. */
function clientsOf({ engine }: SocketServer): Readonly<Record<string, EngineConnection>> {
  return (engine as unknown as { clients: Record<string, EngineConnection> }).clients;
}

/** Everything that the server is made of, put together from checked settings. */
function assemble(settings: Settings, { logger, clock = systemClock, ...options }: SignalingOptions) {
  const log = logFrom(logger);
  const rules = rulesFrom(settings, options, log);
  const watch = new PresenceWatch();
  const devices: ConnectedDevices = new ConnectedDevices((userId) =>
    announcePresence({ devices, watch }, announcer, userId),
  );
  const iceServersFor = iceServersFrom(settings, clock);
  const ice = { iceServersFor, iceSeconds: settings.turnUrls.length > 0 ? settings.turnTtlSeconds : null };
  const announcer = new SocketAnnouncer({ devices, ...ice, graceSeconds: settings.graceSeconds, clock });
  const kept = openHistory(settings, clock, log);
  const { history } = kept;
  const metrics = new Metrics({
    connections: () => devices.count,
    historyWaiting: () => history.waiting,
    historyLost: () => history.lost,
  });
  const revocations = new Revocations({ store: kept.revocations, clock, log });
  const parts = { log, clock, devices, ...ice, announcer, rules, history, metrics, revocations, watch };
  const calls = { registry: new MemoryCallRegistry(), mailbox: new MemoryMailbox() };
  return {
    ...settings,
    ...parts,
    ...calls,
    closeHistory: () => kept.close(),
    switchboard: new Switchboard(switchboardParts(settings, { ...parts, ...calls })),
    limits: new Limits(options.rates),
    refusedHandshakes: new RefusedHandshakes(parts),
    addressOf: addressReader(settings.trustProxy),
    authenticate: authenticator(settings, clock, revocations),
    originAllowed: originCheck(settings.allowedOrigins),
  };
}

function rulesFrom(
  { rulesUrl, rulesSecret = '' }: Settings,
  own: Pick<SignalingOptions, keyof HostRules>,
  log: Log,
): HostRules {
  if (rulesUrl !== undefined) return new HttpRules({ url: rulesUrl, secret: rulesSecret, log });
  return { canSee: own.canSee ?? NO_RULES.canSee, authorizeCall: own.authorizeCall ?? NO_RULES.authorizeCall };
}

type CallParts = Pick<
  SwitchboardParts,
  'registry' | 'mailbox' | 'announcer' | 'clock' | 'log' | 'iceServersFor' | 'iceSeconds'
> & {
  readonly devices: ConnectedDevices;
  readonly rules: HostRules;
  readonly history: CallHistory;
  readonly metrics: Metrics;
};

function switchboardParts({ ringTimeoutSeconds, graceSeconds }: Settings, parts: CallParts): SwitchboardParts {
  const { clock, log, devices, rules, history, metrics } = parts;
  const unwanted = new UnwantedRings();
  return {
    ...parts,
    ringTimeoutMs: ringTimeoutSeconds * 1000,
    graceMs: graceSeconds * 1000,
    note: (before, record) => {
      metrics.callChanged(before, record);
      unwanted.note(record).catch((error: unknown) => log.error({ err: error }, 'counting a ring failed'));
      return history.note(record);
    },
    deadlines: (onDue) => new MemoryDeadlines(clock, onDue),
    isConnected: (device) => devices.isConnected(device),
    calleeFor: (callerId, userId) => findCallee({ devices, rules, unwanted }, callerId, userId),
  };
}

interface CalleeParts {
  readonly unwanted: UnwantedRings;
  readonly devices: ConnectedDevices;
  readonly rules: HostRules;
}

/** Somebody whom the caller may not see, or who has had enough of them, is nobody to them, and can't be reached. */
async function findCallee(
  { devices, rules, unwanted }: CalleeParts,
  callerId: string,
  userId: string,
): Promise<Callee> {
  // All is asked of everybody: how long it takes is to say nothing either.
  const [visible, authorized, isEnough] = await Promise.all([
    rules.canSee(callerId, userId),
    rules.authorizeCall(callerId, userId),
    unwanted.isEnough(callerId, userId),
  ]);
  const seen = visible && !isEnough;
  const { reachable, ...person } = seen ? devices.presenceOf(userId) : nobody(userId);
  return { person, reachable, forbidden: seen && !authorized };
}
