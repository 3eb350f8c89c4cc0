/**
 * The server as its command runs it, but with limits that nobody reaches, so that everything gets to what lies behind them. Beside
 * that it says how many bytes it keeps, once what is garbage is gone.
 */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { pino } from 'pino';

import { createSignalingServer } from '../../src/index.ts';
import { RATES, type Rates } from '../../src/limits/limits.ts';
import { settingsFromEnv } from '../../src/settings-from-env.ts';

const rates = Object.fromEntries(
  Object.keys(RATES).map((name) => [name, { points: 1_000_000_000, duration: 60 }]),
) as Rates;

for (const event of ['unhandledRejection', 'uncaughtException'] as const)
  process.on(event, (error: unknown) => console.error(event, error));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const tell: RequestListener = ({ url }, response) => {
  if (url !== '/kept') return void response.writeHead(404).end('Not found.\n');
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  response.end(String(heapUsed + external));
};

const { port, host, settings } = settingsFromEnv(process.env);
const httpServer = createServer(tell);
createSignalingServer(httpServer, { ...settings, rates, logger: pino({ level: 'warn' }, pino.destination(2)) });
httpServer.listen(port, host, () => {
  console.log(`listens on http://${host}:${(httpServer.address() as AddressInfo).port}`);
});
