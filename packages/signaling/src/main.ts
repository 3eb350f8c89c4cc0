import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { pino } from 'pino';

import { limitConnections } from './limits/limit-connections.ts';
import { createSignalingServer, type SignalingServer } from './server.ts';
import { SettingsError } from './settings.ts';
import { settingsFromEnv, type StandaloneSettings } from './settings-from-env.ts';
import { MAX_SILENCE_MS } from './socket-server.ts';
import { USAGE } from './usage.ts';

/** Runs the standalone server until it is told to stop. `args`: the command line without program and script. */
export function main(args: readonly string[]): void {
  if (args.includes('--help') || args.includes('-h')) return console.log(USAGE);
  if (args.length > 0)
    return fail(`Unknown argument ${args[0]}; the server is set up by environment variables, see --help.`);
  const standalone = readSettings();
  if (standalone !== undefined) run(standalone);
}

function readSettings(): StandaloneSettings | undefined {
  try {
    return settingsFromEnv(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    fail(error.message);
    return undefined;
  }
}

/** Standard error, several lines at a time: whoever reads them slowly holds up nobody's calls. */
const LOG = { dest: 2, sync: false, minLength: 4096, periodicFlush: 250 } as const;

/**
 * How long a request may take to come, its head and all of it, and how often that is looked after; in milliseconds. Node would wait
 * for minutes, with whoever says nothing at all, too.
 */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 1_000 } as const;

/** How long nothing may move on a connection whose answer is not over: longer than any of a call stands still. */
const STANDSTILL_MS = MAX_SILENCE_MS + 5_000;

function run({ host, port, settings }: StandaloneSettings): void {
  const httpServer = createServer(PATIENCE, (_request, response) => response.writeHead(404).end('Not found.\n'));
  httpServer.setTimeout(STANDSTILL_MS);
  if (settings.trustProxy === 0) limitConnections(httpServer);
  const signaling = createSignalingServer(httpServer, { ...settings, logger: pino(pino.destination(LOG)) });
  httpServer.on('error', (error: NodeJS.ErrnoException) => fail(describeListenError(error, host, port)));
  httpServer.listen(port, host, () => announce(httpServer, settings.openIdentity ? [OPEN_IDENTITY_WARNING] : []));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void drain(httpServer, signaling));
}

const OPEN_IDENTITY_WARNING =
  'Warning: identity is open, anybody on this machine can be anybody. Set AUTH_SECRET before others use this server.';

function announce(httpServer: Server, warnings: readonly string[]): void {
  const { address, family, port } = httpServer.address() as AddressInfo;
  console.log(`call-window-signaling listens on http://${family === 'IPv6' ? `[${address}]` : address}:${port}`);
  for (const warning of warnings) console.error(warning);
}

function describeListenError(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} of ${host} is in use by another program; set PORT to a free one.`;
  if (error.code === 'EACCES') return `Port ${port} may not be used without special rights; set PORT to 1024 or more.`;
  return `Can't listen on port ${port} of ${host}: ${error.message}`;
}

/** Lets go of everybody and exits with 0. */
async function drain(httpServer: Server, signaling: SignalingServer): Promise<void> {
  await signaling.close();
  httpServer.close(() => process.exit(0));
  httpServer.closeAllConnections();
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
