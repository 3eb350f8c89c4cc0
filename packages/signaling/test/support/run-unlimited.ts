/** The server as its command runs it, but with limits that nobody reaches, so that everything gets to what lies behind them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { pino } from 'pino';

import { createSignalingServer } from '../../src/index.ts';
import { RATES, type Rates } from '../../src/limits/limits.ts';
import { settingsFromEnv } from '../../src/settings-from-env.ts';

const rates = Object.fromEntries(
  Object.keys(RATES).map((name) => [name, { points: 1_000_000_000, duration: 60 }]),
) as Rates;

for (const event of ['unhandledRejection', 'uncaughtException'] as const)
  process.on(event, (error: unknown) => console.error(event, error));

const { port, host, settings } = settingsFromEnv(process.env);
const httpServer = createServer((_request, response) => response.writeHead(404).end('Not found.\n'));
createSignalingServer(httpServer, { ...settings, rates, logger: pino({ level: 'warn' }, pino.destination(2)) });
httpServer.listen(port, host, () => {
  console.log(`listens on http://${host}:${(httpServer.address() as AddressInfo).port}`);
});
