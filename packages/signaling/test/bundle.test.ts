import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { bundleServer } from '../src/http/bundle.ts';
import { ask, type HttpOptions } from './support/http.ts';
import { startServer } from './support/start-server.ts';

const SCRIPT = 'export const widget = "call-window";\n'.repeat(50);
const CHUNK = '/call-window/chunks/strings-Ab3_xY9z.js';

let directory: string;
const server = createServer((request, response) => serve(request, response));
let serve: ReturnType<typeof bundleServer>;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'call-window-bundle-'));
  serve = bundleServer(directory);
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

after(async () => {
  server.close();
  await rm(directory, { recursive: true });
});

const get = (path: string, options?: HttpOptions) =>
  ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, options);

async function build(): Promise<void> {
  await mkdir(join(directory, 'call-window/chunks'), { recursive: true });
  for (const path of ['/call-window.js', CHUNK]) {
    await writeFile(join(directory, path), SCRIPT);
    await writeFile(join(directory, `${path}.gz`), gzipSync(SCRIPT));
    await writeFile(join(directory, `${path}.br`), brotliCompressSync(SCRIPT));
  }
}

describe("the widget's script", () => {
  it('that has not been built says how to build it, and is there once it has', async () => {
    const { status, body, headers } = await get('/call-window.js');
    assert.equal(status, 404);
    assert.match(body, /npm run build/);
    assert.equal(headers['cache-control'], 'no-store');
    await build();
    assert.equal((await get('/call-window.js')).body, SCRIPT);
  });

  it('may be loaded by pages of every origin, as what it is', async () => {
    await build();
    for (const path of ['/call-window.js', CHUNK]) {
      const { headers } = await get(path, { headers: { Origin: 'https://app.example.com' } });
      assert.equal(headers['access-control-allow-origin'], '*');
      assert.match(headers['content-type'] ?? '', /^text\/javascript/);
    }
  });

  it('is asked for anew each time, its chunks never', async () => {
    await build();
    const cacheOf = async (path: string) => (await get(path)).headers['cache-control'];
    assert.equal(await cacheOf('/call-window.js?v=2'), 'no-cache');
    assert.equal(await cacheOf(CHUNK), 'public,max-age=31536000,immutable');
    assert.equal(await cacheOf('/call-window/chunks/none-Ab3_xY9z.js'), 'no-store');
  });

  it('is not sent again to whoever has it', async () => {
    await build();
    const { headers } = await get('/call-window.js');
    const again = await get('/call-window.js', { headers: { 'If-None-Match': headers.etag ?? 'none' } });
    assert.deepEqual([again.status, again.body, again.headers['access-control-allow-origin']], [304, '', '*']);
  });

  for (const [accepted, encoding] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ] as const) {
    it(`comes as ${encoding ?? 'plain text'} to whoever accepts ${accepted}`, async () => {
      await build();
      const { headers } = await get('/call-window.js', { headers: { 'Accept-Encoding': accepted } });
      assert.equal(headers['content-encoding'], encoding);
      assert.equal(headers.vary, 'Accept-Encoding');
    });
  }

  it('comes whole whatever part is asked for', async () => {
    await build();
    for (const range of ['bytes=5-2', 'bytes=9999999-', 'bytes=-5', 'lines=1-2']) {
      const { status, body } = await get('/call-window.js', { headers: { Range: range } });
      assert.deepEqual([status, body], [200, SCRIPT]);
    }
  });

  it('is the only thing to be had beside its chunks', async () => {
    await build();
    const paths = [
      '/call-window/../package.json',
      '/call-window/..%2f..%2fpackage.json',
      '/call-window/%00',
      '/call-window/%',
      '/call-window/chunks/',
    ];
    for (const path of paths) assert.equal((await get(path)).status, 404, path);
    assert.equal((await get('/call-window.js', { method: 'POST' })).status, 405);
  });

  it('is served by the signaling server itself', async () => {
    await using signaling = await startServer({ authSecret: 'a secret of the host, known to nobody else' });
    const { headers } = await ask(`${signaling.url}/call-window.js`);
    assert.equal(headers['access-control-allow-origin'], '*');
  });
});
