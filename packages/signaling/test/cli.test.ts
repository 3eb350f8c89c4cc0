import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Client } from './support/client.ts';
import { ask } from './support/http.ts';
import { type Environment, listening, spawnProgram } from './support/standalone.ts';
import { SECRET } from './support/tokens.ts';

const BIN = fileURLToPath(new URL('../bin/call-window-signaling.js', import.meta.url));

/** Runs the program to its end. */
async function run(env: Environment, args?: readonly string[], script?: string) {
  const program = spawnProgram(env, args, script);
  const exited = once(program, 'exit');
  const [stdout, stderr] = await Promise.all([text(program.stdout), text(program.stderr)]);
  const [code] = (await exited) as [number | null];
  return { code, stdout, stderr };
}

describe('the standalone server', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`serves until ${signal}, then lets everybody go and exits with 0`, async () => {
      const program = spawnProgram({ PORT: '0' });
      const exited = once(program, 'exit');
      const url = await listening(program);
      const ann = await Client.connect(url, 'ann');
      const gone = new Promise((resolve) => ann.socket.once('disconnect', resolve));
      assert.equal((await ask(`${url}/healthz`)).status, 200);
      assert.equal((await ask(`${url}/anything`)).status, 404);
      program.kill(signal);
      await gone;
      assert.deepEqual(await exited, [0, null]);
    });
  }

  it('warns while identity is open', async () => {
    const program = spawnProgram({ PORT: '0' });
    const warned = text(program.stderr);
    await listening(program);
    program.kill('SIGTERM');
    assert.match(await warned, /identity is open.*AUTH_SECRET/);
  });

  it('refuses to let anybody be anybody for others than this machine', async () => {
    const { code, stderr } = await run({ PORT: '0', HOST: '0.0.0.0' });
    assert.equal(code, 1);
    assert.match(stderr, /^AUTH_SECRET is missing.*0\.0\.0\.0/);
    assert.doesNotMatch(stderr, /\n\s+at /, 'no stack trace');
  });

  it('listens for others with a secret, without a warning', async () => {
    const program = spawnProgram({ PORT: '0', AUTH_SECRET: SECRET });
    const warned = text(program.stderr);
    assert.match(await listening(program), /^http:\/\/0\.0\.0\.0:/);
    program.kill('SIGTERM');
    assert.equal(await warned, '');
  });

  it('logs what fails on standard error, without secrets and addresses', async () => {
    const databaseUrl = 'postgres://calls:pass-of-the-database@127.0.0.1:1/history';
    const program = spawnProgram({ PORT: '0', AUTH_SECRET: SECRET, DATABASE_URL: databaseUrl });
    const logged = text(program.stderr);
    const url = await listening(program);
    assert.equal((await ask(`${url}/readyz`)).status, 503);
    program.kill('SIGTERM');
    const log = await logged;
    assert.match(log, /"code":"ECONNREFUSED".*"msg":"history is out of reach"/);
    assert.doesNotMatch(log, /pass-of|127\.0\.0\.1/);
  });

  it('says which setting is wrong', async () => {
    const { code, stderr } = await run({ GRACE_SECONDS: 'soon' });
    assert.deepEqual([code, stderr], [1, 'GRACE_SECONDS must be a whole number of seconds from 1 to 600\n']);
  });

  it('says when its port is in use', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await run({ PORT: String(port) });
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is in use`));
    other.close();
  });

  it('explains itself', async () => {
    const { code, stdout } = await run({}, ['--help']);
    assert.equal(code, 0);
    for (const name of ['PORT', 'AUTH_SECRET', 'ALLOWED_ORIGINS', 'TURN_URLS', 'GRACE_SECONDS'])
      assert.match(stdout, new RegExp(name));
    assert.equal((await run({}, ['--port'])).code, 1);
  });

  it('says how to build it when it has not been built', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'call-window-bin-'));
    await mkdir(join(directory, 'bin'));
    const script = join(directory, 'bin/call-window-signaling.mjs');
    await copyFile(BIN, script);
    const { code, stderr } = await run({}, [], script);
    assert.equal(code, 1);
    assert.match(stderr, /npm run build/);
    await rm(directory, { recursive: true });
  });
});
