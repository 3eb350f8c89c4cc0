import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { SignJWT } from 'jose';

import { connectToProduct, ORIGIN } from './clients/product.ts';
import { COLLECTING, ServerProcess } from './server-process.ts';
import type { Place, Running, Subject } from './subject.ts';

const COMMAND = fileURLToPath(new URL('../../packages/signaling/bin/call-window-signaling.js', import.meta.url));
const RECEIVER = fileURLToPath(new URL('./servers/webhook-receiver.ts', import.meta.url));

/** More often than Prometheus asks unless told otherwise. */
const SCRAPE_MS = 5_000;

/** `call.started` and `call.ended`. */
const WEBHOOKS_PER_CALL = 2;

/** How long what follows from calls may take after the last one, in milliseconds. */
const PATIENCE_MS = 60_000;

const secret = (): string => randomBytes(48).toString('base64');

/** What was built, started by its command with everything on, and with the limits that it always has. */
export const product: Subject = {
  name: 'call-window',
  async start(place) {
    const receiver = await ServerProcess.start({ ...place, script: RECEIVER, core: place.cores.generator, flags: [] });
    const secrets = { auth: secret(), metrics: randomBytes(24).toString('hex') };
    const server = await startCommand(place, receiver.url, secrets);
    const scraping = setInterval(() => void scrape(server.url, secrets.metrics), SCRAPE_MS);
    const running: Running = {
      server,
      connect: connectToProduct(server.url, (userId) => tokenFor(userId, secrets.auth)),
      settle: (calls) => allTold(receiver, calls * WEBHOOKS_PER_CALL),
      async stop() {
        clearInterval(scraping);
        await server.stop();
        await receiver.stop();
      },
    };
    return running;
  },
};

function startCommand(
  { cores, folder, flags }: Place,
  receiverUrl: string,
  secrets: { readonly auth: string; readonly metrics: string },
): Promise<ServerProcess> {
  const env = {
    ...{ HOST: '127.0.0.1', PORT: '0' },
    ...{ AUTH_SECRET: secrets.auth, ALLOWED_ORIGINS: ORIGIN, ADMIN_TOKEN: secret() },
    METRICS_TOKEN: secrets.metrics,
    DATABASE_URL: `sqlite:${join(folder, 'calls.db')}`,
    ...{ WEBHOOK_URL: `${receiverUrl}/calls`, WEBHOOK_SECRET: secret() },
    ...{ TURN_URLS: 'turn:turn.example.com:3478 turns:turn.example.com:5349?transport=tcp', TURN_SECRET: secret() },
    STUN_URLS: 'stun:turn.example.com:3478',
  };
  return ServerProcess.start({ script: COMMAND, core: cores.server, folder, env, flags: [...COLLECTING, ...flags] });
}

/** As hosts make them. */
function tokenFor(userId: string, authSecret: string): Promise<string> {
  return new SignJWT({ name: `Somebody named ${userId}`, picture: `https://app.example.com/${userId}.jpg` })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(authSecret));
}

async function scrape(url: string, token: string): Promise<void> {
  const response = await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${token}` } });
  await response.text();
}

/** Waits until the host has been told as often as that; says how much of it is missing. */
async function allTold(receiver: ServerProcess, expected: number): Promise<number> {
  const until = performance.now() + PATIENCE_MS;
  let told = await receiver.ask();
  while (told < expected && performance.now() < until) {
    await setTimeout(100);
    told = await receiver.ask();
  }
  return Math.max(0, expected - told);
}
