/**
 * Looks at both packages as a host gets them: packs them, lays them out in a folder of their own with nothing but the
 * dependencies they declare, imports them in plain Node, compiles a host's code against them, and starts the server.
 * Nothing is downloaded; the packages have to be built.
 */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { findLeaks } from './lib/declarations.mjs';
import { fromRoot } from './lib/paths.mjs';

const folders = { 'call-window-signaling': 'signaling', 'call-window': 'widget' };
const published = /** @type {(keyof typeof folders)[]} */ (Object.keys(folders));
const consumer = mkdtempSync(join(tmpdir(), 'call-window-consumer-'));
const modules = join(consumer, 'node_modules');

/** @param {keyof typeof folders} name */
const sourceFolder = (name) => fromRoot('packages', folders[name]);

/** @param {string} file @param {string} content */
function write(file, content) {
  const path = join(consumer, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** @param {string[]} args for Node, in the consumer's folder */
const node = (...args) => execFileSync(process.execPath, args, { cwd: consumer, encoding: 'utf8', stdio: 'pipe' });

/**
 * Links a package that the workspace has installed, where `from` finds it, into a `node_modules` folder.
 *
 * @param {string} name
 * @param {string} from
 * @param {string} into
 */
function link(name, from, into) {
  const own = join(from, 'node_modules', name);
  const path = join(into, name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(existsSync(own) ? own : fromRoot('node_modules', name), path, 'junction');
}

/**
 * Copies the files that `npm publish` would send, and gives them the dependencies that they declare.
 *
 * @param {keyof typeof folders} name
 */
function layOut(name) {
  const from = sourceFolder(name);
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
    cwd: from,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [{ files }] = Object.values(JSON.parse(packed));
  for (const { path } of files) cpSync(join(from, path), join(modules, name, path));
  const { dependencies } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(dependencies)) link(dependency, from, join(modules, name, 'node_modules'));
  return /** @type {{ path: string }[]} */ (files).map(({ path }) => path);
}

function layOutBoth() {
  write('package.json', JSON.stringify({ name: 'host', private: true, type: 'module' }));
  link('@types/node', fromRoot(), modules);
  return published.map(layOut);
}

/** @type {Record<string, () => void | Promise<void>>} */
const checks = {
  'the packages hold what they export and no sources or tests'() {
    const [signaling, widget] = layOutBoth();
    for (const path of [
      'dist/index.js',
      'dist/index.d.ts',
      'dist/main.js',
      'bin/call-window-signaling.js',
      'public/call-window.js',
    ])
      ok(signaling.includes(path), `call-window-signaling lacks ${path}`);
    for (const files of [signaling, widget])
      for (const path of ['LICENSE', 'README.md']) ok(files.includes(path), `a package lacks ${path}`);
    for (const path of ['dist/index.js', 'dist/index.d.ts', 'dist/define.js', 'dist/script/call-window.js'])
      ok(widget.includes(path), `call-window lacks ${path}`);
    equal(
      [...signaling, ...widget].find((path) => /^(src|test)\//.test(path)),
      undefined,
    );
  },

  'the widget’s types lead to none of the wire protocol'() {
    const entries = ['index', 'define'].map((name) => join(sourceFolder('call-window'), 'dist', `${name}.d.ts`));
    deepEqual(findLeaks(entries, 'call-window-signaling'), []);
  },

  'a server without window imports the widget'() {
    const printed = node('--input-type=module', '-e', hostPrintsWidget);
    match(printed, /^undefined function\n$/);
  },

  'a server imports the signaling library and its protocol'() {
    const printed = node('--input-type=module', '-e', hostPrintsSignaling);
    match(printed, /^function number\n$/);
  },

  'a host compiles against the widget alone, by either way of module resolution'() {
    rmSync(join(modules, 'call-window-signaling'), { recursive: true });
    try {
      compile('widget', hostUsesWidget, ['ES2022', 'DOM'], []);
    } finally {
      layOut('call-window-signaling');
    }
  },

  'a host compiles against the signaling library, by either way of module resolution'() {
    compile('server', hostUsesSignaling, ['ES2022'], ['node']);
  },

  async 'the server that the package installs serves the script and its chunks'() {
    const port = await freePort();
    const server = spawn(process.execPath, ['node_modules/call-window-signaling/bin/call-window-signaling.js'], {
      cwd: consumer,
      env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: 'sqlite::memory:' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    try {
      await expectScript(`http://127.0.0.1:${port}`);
    } finally {
      server.kill();
    }
  },
};

const hostPrintsWidget = `
  const { CallWindow } = await import('call-window');
  console.log(typeof window, typeof CallWindow);`;

const hostPrintsSignaling = `
  const { createSignalingServer } = await import('call-window-signaling');
  const { PROTOCOL_VERSION } = await import('call-window-signaling/protocol');
  console.log(typeof createSignalingServer, typeof PROTOCOL_VERSION);`;

const hostUsesWidget = `
  import { CallWindow } from 'call-window';
  import 'call-window/define';

  const element = document.createElement('call-window');
  const same: CallWindow = element;
  same.setMuted(true);
  element.getToken = async () => 'token';
  element.addEventListener('call-ended', ({ detail }) => {
    const seconds: number = detail.durationSeconds;
    const reason: string = detail.reason;
    console.log(seconds, reason, detail.call.id);
  });
  const call = await element.startCall({ to: 'ben', kind: 'video' });
  // @ts-expect-error There is no such kind: were the types missing, everything would be allowed.
  await element.startCall({ kind: 'smell' });
  console.log(call.id);
`;

const hostUsesSignaling = `
  import { createSignalingServer } from 'call-window-signaling';
  import { PROTOCOL_VERSION } from 'call-window-signaling/protocol';
  import { createServer } from 'node:http';

  createSignalingServer(createServer(), { openIdentity: true });
  const version: number = PROTOCOL_VERSION;
  // @ts-expect-error It needs a server: were the types missing, everything would be allowed.
  createSignalingServer('server', version);
`;

/**
 * @param {string} name
 * @param {string} code
 * @param {string[]} lib
 * @param {string[]} types
 */
function compile(name, code, lib, types) {
  write(`${name}/host.ts`, code);
  for (const [module, moduleResolution] of [
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'Bundler'],
  ]) {
    const compilerOptions = { module, moduleResolution, lib, types, target: 'ES2022', strict: true, noEmit: true };
    write(`${name}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ['host.ts'] }));
    node(fromRoot('node_modules', 'typescript', 'bin', 'tsc'), '-p', name);
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** @param {string} url @param {number} [attempts] */
async function fetchWhenUp(url, attempts = 100) {
  try {
    return await fetch(url);
  } catch (error) {
    if (attempts === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return fetchWhenUp(url, attempts - 1);
  }
}

/** @param {string} origin */
async function expectScript(origin) {
  const entry = await fetchWhenUp(`${origin}/call-window.js`);
  equal(entry.status, 200);
  equal(entry.headers.get('access-control-allow-origin'), '*');
  match(entry.headers.get('content-type') ?? '', /^text\/javascript/);
  match(entry.headers.get('content-encoding') ?? '', /^(br|gzip)$/);
  const chunks = (await entry.text()).match(/\.\/call-window\/chunks\/[\w.-]+\.js/g) ?? [];
  for (const chunk of chunks) equal((await fetch(new URL(chunk, entry.url))).status, 200, chunk);
}

/** @param {unknown} error with what a child process printed, where there was one */
function describe(error) {
  const { message, stdout, stderr } = /** @type {Error & { stdout?: string, stderr?: string }} */ (error);
  return [message, stdout, stderr].filter(Boolean).join('\n');
}

try {
  for (const [sentence, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`✔ ${sentence}`);
    } catch (error) {
      console.error(`✖ ${sentence}\n${describe(error)}`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(consumer, { recursive: true, force: true });
}
