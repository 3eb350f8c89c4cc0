import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';

import { post } from '../src/webhooks/post.ts';

const PATIENCE_MS = 10_000;

/** A host of which one thing is known: what it does with requests. */
async function startHost(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/calls`,
    server,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const message = { headers: { 'X-Name': 'ann' }, body: '{"ü":1}', milliseconds: PATIENCE_MS };
const nobody = new AbortController().signal;

describe('what is posted', () => {
  it('arrives as it was sent', async () => {
    const { promise: arrived, resolve } = Promise.withResolvers<string[]>();
    using host = await startHost((request, response) => {
      void text(request).then((body) => resolve([request.method!, String(request.headers['x-name']), body]));
      response.writeHead(202).end();
    });
    assert.equal(await post({ ...message, url: host.url, signal: nobody }), 202);
    assert.deepEqual(await arrived, ['POST', 'ann', '{"ü":1}']);
  });

  it('says who sends it, where the address does', async () => {
    const { promise: arrived, resolve } = Promise.withResolvers<string | undefined>();
    using host = await startHost((request, response) => {
      resolve(request.headers.authorization);
      response.end();
    });
    await post({ ...message, url: host.url.replace('//', '//ann:secret@'), signal: nobody });
    assert.equal(await arrived, `Basic ${btoa('ann:secret')}`);
  });

  it('is not sent on to where an answer points', async () => {
    using host = await startHost((_request, response) => response.writeHead(307, { Location: '/other' }).end());
    assert.equal(await post({ ...message, url: host.url, signal: nobody }), 307);
  });

  it('is given up when there is no answer in time', async () => {
    using host = await startHost(() => undefined);
    await assert.rejects(post({ ...message, url: host.url, signal: nobody, milliseconds: 50 }), { code: 'ETIMEDOUT' });
  });

  it('is given up when there is nobody', async () => {
    await assert.rejects(post({ ...message, url: 'http://127.0.0.1:1/', signal: nobody }), { code: 'ECONNREFUSED' });
  });

  it('is given up when it is to be', async () => {
    const stopping = new AbortController();
    using host = await startHost(() => stopping.abort());
    await assert.rejects(post({ ...message, url: host.url, signal: stopping.signal }), { name: 'AbortError' });
  });

  it('is read no longer than that, whatever comes back', async () => {
    using host = await startHost((_request, response) => response.writeHead(200).write('and so on'));
    const answered = once(host.server, 'connection');
    assert.equal(await post({ ...message, url: host.url, signal: nobody, milliseconds: 50 }), 200);
    const [connection] = (await answered) as [Socket];
    if (!connection.destroyed) await once(connection, 'close', { signal: AbortSignal.timeout(PATIENCE_MS) });
  });
});
