import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { refusedConnection } from './support/client.ts';
import { startServer } from './support/start-server.ts';

const APP = 'https://app.example.com';

interface Case {
  readonly sentence: string;
  readonly allowedOrigins: string[];
  readonly origin: string;
}

const ALLOWED: readonly Case[] = [
  { sentence: 'a listed origin', allowedOrigins: [APP], origin: APP },
  { sentence: 'any origin when all are allowed', allowedOrigins: ['*'], origin: 'https://evil.example' },
  { sentence: 'a page without an origin when all are allowed', allowedOrigins: ['*'], origin: 'null' },
];

const REFUSED: readonly Case[] = [
  { sentence: 'another host', allowedOrigins: [], origin: 'http://evil.example' },
  { sentence: 'another port of this host', allowedOrigins: [], origin: 'http://127.0.0.1:1' },
  { sentence: 'a page without an origin', allowedOrigins: [], origin: 'null' },
  { sentence: 'a page without an origin despite a list', allowedOrigins: [APP], origin: 'null' },
  { sentence: 'a host that begins like a listed one', allowedOrigins: [APP], origin: `${APP}.evil.example` },
  { sentence: 'a host under a listed one', allowedOrigins: [APP], origin: 'https://x.app.example.com' },
  { sentence: 'a listed host without TLS', allowedOrigins: [APP], origin: 'http://app.example.com' },
  { sentence: 'something that is no origin', allowedOrigins: [], origin: 'evil' },
];

describe('the server lets in', () => {
  for (const { sentence, allowedOrigins, origin } of ALLOWED) {
    it(sentence, async () => {
      await using server = await startServer({ allowedOrigins });
      for (const transport of ['websocket', 'polling']) {
        await server.connect('ann', { headers: { Origin: origin }, transports: [transport] });
      }
    });
  }

  it('its own origin', async () => {
    await using server = await startServer();
    await server.connect('ann', { headers: { Origin: server.url } });
  });

  it('its own origin behind a proxy that ends TLS', async () => {
    await using server = await startServer();
    await server.connect('ann', { headers: { Origin: 'https://calls.localhost', Host: 'calls.localhost:443' } });
  });

  it('programs, which send no origin', async () => {
    await using server = await startServer({ allowedOrigins: [APP] });
    await server.connect('ann');
  });
});

describe('the server keeps out', () => {
  for (const { sentence, allowedOrigins, origin } of REFUSED) {
    it(sentence, async () => {
      await using server = await startServer({ allowedOrigins });
      for (const transport of ['websocket', 'polling']) {
        const refusal = await refusedConnection(server.url, {
          auth: { userId: 'ann' },
          headers: { Origin: origin },
          transports: [transport],
        });
        assert.match(refusal.message, /websocket error|xhr poll error/);
      }
    });
  }

  it('its own origin once a list without it is given', async () => {
    await using server = await startServer({ allowedOrigins: [APP] });
    await refusedConnection(server.url, { auth: { userId: 'ann' }, headers: { Origin: server.url } });
  });
});
