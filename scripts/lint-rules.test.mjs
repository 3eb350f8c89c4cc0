/** Each rule of the house is shown to bite, and to leave the allowed neighbour alone. */
import { ESLint } from 'eslint';
import { deepEqual, match } from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import tseslint from 'typescript-eslint';
import { fromRoot, root } from './lib/paths.mjs';

const signaling = 'packages/signaling/src';
const widget = 'packages/widget/src';

/** @type {ESLint} */
let eslint;

before(() => {
  // The files below do not exist, so there are no types to be had for them.
  const untyped = { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked };
  const parserOptions = { projectService: false, project: false };
  eslint = new ESLint({
    cwd: root,
    overrideConfig: [untyped, { files: ['**/*.ts'], languageOptions: { parserOptions } }],
  });
});

/** @param {string} file @param {string} code */
async function lint(file, code) {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: fromRoot(file) });
  return result?.messages ?? [];
}

/** @param {string} file @param {string} code @param {string} rule */
async function findings(file, code, rule) {
  const messages = await lint(file, code);
  deepEqual(
    messages.filter(({ fatal }) => fatal),
    [],
  );
  return messages.filter(({ ruleId }) => ruleId === rule);
}

/** @param {string} file @param {string} code @param {string} rule */
async function expectForbidden(file, code, rule) {
  deepEqual((await findings(file, code, rule)).length, 1, `${rule} should refuse in ${file}: ${code}`);
}

/** @param {string} file @param {string} code @param {string} rule */
async function expectAllowed(file, code, rule) {
  deepEqual(await findings(file, code, rule), [], `${rule} should allow in ${file}: ${code}`);
}

describe('layers', () => {
  const rule = 'call-window/layers';
  const protocol = 'call-window-signaling/protocol';

  /** @type {[file: string, code: string][]} */
  const forbidden = [
    [`${signaling}/protocol/requests.ts`, "import { createServer } from 'node:http';"],
    [`${signaling}/protocol/requests.ts`, "import { refuse } from '../refuse.ts';"],
    [`${signaling}/calls/call-record.ts`, "import { io } from 'socket.io-client';"],
    [`${signaling}/server.ts`, "import { CallWindow } from 'call-window';"],
    [`${widget}/call/transition.ts`, "import { html } from 'lit';"],
    [`${widget}/call/transition.ts`, "import type { Socket } from 'socket.io-client';"],
    [`${widget}/call/transition.ts`, "import { localMedia } from '../adapters/local-media.ts';"],
    [`${widget}/call/transition.ts`, `import { Invite } from '${protocol}';`],
    [`${widget}/call/transition.ts`, `import { endReasonFor, Invite } from '${protocol}';`],
    [`${widget}/call/transition.ts`, `import * as protocol from '${protocol}';`],
    [`${widget}/call/transition.ts`, `export * from '${protocol}';`],
    [`${widget}/call/transition.ts`, "export { localMedia } from '../adapters/local-media.ts';"],
    [`${widget}/call/transition.ts`, "export const load = () => import('../adapters/local-media.ts');"],
    [`${widget}/call/transition.ts`, "export type Peer = import('simple-peer').Instance;"],
    [`${widget}/adapters/local-media.ts`, "import { ring } from './ring-tone.ts';"],
    [`${widget}/adapters/local-media.ts`, "import type { Ring } from './ring-tone.ts';"],
    [`${widget}/adapters/local-media.ts`, "import { io } from 'socket.io-client';"],
    [`${widget}/adapters/local-media.ts`, "import Peer from 'simple-peer/simplepeer.min.js';"],
    [`${widget}/adapters/local-media.ts`, "import { transition } from '../call/transition.ts';"],
    [`${widget}/adapters/socket-signaling.ts`, "import Peer from 'simple-peer';"],
    [`${widget}/adapters/simple-peer-link.ts`, "import { io } from 'socket.io-client';"],
    [`${widget}/controllers/elapsed.ts`, "import { CallStage } from '../elements/call-stage.ts';"],
    [`${widget}/elements/call-stage.ts`, "import { CallSession } from '../call/call-session.ts';"],
    [`${widget}/elements/call-stage.ts`, "import { localMedia } from '../adapters/local-media.ts';"],
    [`${widget}/elements/call-stage.ts`, "import type { Link } from '../adapters/simple-peer-link.ts';"],
    [`${widget}/elements/call-stage.ts`, "import '../call/call-session.ts';"],
    [`${widget}/elements/call-stage.ts`, "import { Phone } from 'lucide';"],
    [`${widget}/strings/en.ts`, "import { html } from 'lit';"],
    [`${widget}/call-window.ts`, "import { io } from 'socket.io-client';"],
    [`${widget}/define.ts`, "import Peer from 'simple-peer';"],
    ['packages/demo/server.js', "import { CallWindow } from '../widget/src/index.ts';"],
    ['packages/demo/public/chat.js', "import '../../widget/src/define.ts';"],
  ];
  for (const [file, code] of forbidden) it(`refuses in ${file}: ${code}`, () => expectForbidden(file, code, rule));

  /** @type {[file: string, code: string][]} */
  const allowed = [
    [`${signaling}/protocol/requests.ts`, "import * as v from 'valibot';"],
    [`${signaling}/server.ts`, "import { Invite } from './protocol/requests.ts';"],
    [`${widget}/call/transition.ts`, "import { ring } from './answering.ts';"],
    [`${widget}/call/transition.ts`, `import type { Invite } from '${protocol}';`],
    [`${widget}/call/transition.ts`, `import { endReasonFor, type Invite } from '${protocol}';`],
    [`${widget}/adapters/local-media.ts`, "import type { MediaPort } from '../call/ports.ts';"],
    [`${widget}/adapters/local-media.ts`, "import { CallError } from '../call/call-error.ts';"],
    [`${widget}/adapters/socket-signaling.ts`, "import { io } from 'socket.io-client';"],
    [`${widget}/adapters/simple-peer-link.ts`, "import Peer from 'simple-peer/simplepeer.min.js';"],
    [`${widget}/controllers/elapsed.ts`, "import { isInCall } from '../call/call-state.ts';"],
    [`${widget}/elements/call-stage.ts`, "import type { CallState } from '../call/call-state.ts';"],
    [`${widget}/elements/call-stage.ts`, "import './participant-tile.ts';"],
    [`${widget}/elements/call-stage.ts`, "import { repeat } from 'lit/directives/repeat.js';"],
    [`${widget}/call-window.ts`, "import { localMedia } from './adapters/local-media.ts';"],
    ['packages/demo/server.js', "import { createSignalingServer } from 'call-window-signaling';"],
    ['packages/widget/test/call/transition.test.ts', "import { io } from 'socket.io-client';"],
  ];
  for (const [file, code] of allowed) it(`allows in ${file}: ${code}`, () => expectAllowed(file, code, rule));

  it('says what is wrong and why', async () => {
    const [finding] = await findings(
      `${widget}/elements/a.ts`,
      "import { transition } from '../call/transition.ts';",
      rule,
    );
    match(
      finding?.message ?? '',
      /may not import packages\/widget\/src\/call\/transition\.ts \(except its types\)\. Elements show/,
    );
  });
});

describe('devices', () => {
  const code = 'export const open = () => navigator.mediaDevices.getUserMedia({ audio: true });';
  const rule = 'no-restricted-properties';

  it('are opened by local-media.ts', () => expectAllowed(`${widget}/adapters/local-media.ts`, code, rule));
  it('are not opened by another adapter', () => expectForbidden(`${widget}/adapters/ring-tone.ts`, code, rule));
  it('are not opened by an element', () => expectForbidden(`${widget}/elements/call-stage.ts`, code, rule));
  it('are not opened by way of destructuring', () =>
    expectForbidden(`${widget}/elements/a.ts`, 'export const { getDisplayMedia } = navigator.mediaDevices;', rule));
});

describe('what reaches beyond the page', () => {
  const properties = 'no-restricted-properties';
  const globals = 'no-restricted-globals';

  /** @type {[door: string, code: string, rule: string][]} */
  const doors = [
    ['attention.ts', "export const show = () => new Notification('Ann');", globals],
    ['attention.ts', "export const show = () => new window.Notification('Ann');", globals],
    ['attention.ts', "document.title = 'Ann is calling';", properties],
    ['ring-turn.ts', "export const take = () => navigator.locks.request('ring', () => undefined);", properties],
    ['ring-turn.ts', 'export const { locks } = navigator;', properties],
    ['silenced-rings.ts', "export const channel = new BroadcastChannel('ring');", globals],
  ];
  for (const [door, code, rule] of doors) {
    it(`is allowed in ${door}: ${code}`, () => expectAllowed(`${widget}/adapters/${door}`, code, rule));
    for (const file of ['adapters/ring-tone.ts', 'adapters/local-media.ts', 'elements/call-stage.ts', 'ringing.ts'])
      it(`is refused in ${file}: ${code}`, () => expectForbidden(`${widget}/${file}`, code, rule));
  }

  it('is refused in the call, too, as is the rest of the browser', async () => {
    const file = `${widget}/call/transition.ts`;
    await expectForbidden(file, "export const channel = new BroadcastChannel('ring');", globals);
    await expectForbidden(file, "export const show = () => new Notification('Ann');", globals);
    await expectForbidden(file, "export const load = () => fetch('/');", globals);
    await expectForbidden(`${signaling}/protocol/requests.ts`, "export const load = () => fetch('/');", globals);
  });

  it('is refused at another door', async () => {
    await expectForbidden(`${widget}/adapters/attention.ts`, 'export const { locks } = navigator;', properties);
    await expectForbidden(`${widget}/adapters/ring-turn.ts`, "document.title = 'Ann';", properties);
    const open = 'export const open = () => navigator.mediaDevices.getUserMedia({ audio: true });';
    await expectForbidden(`${widget}/adapters/silenced-rings.ts`, open, properties);
  });
});

describe('language', () => {
  const file = `${widget}/call/transition.ts`;
  const lines = (/** @type {number} */ count) =>
    Array.from({ length: count }, (_, index) => `  use(${index});`).join('\n');

  it('has no any', () => expectForbidden(file, 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'));
  it('has no enum', () => expectForbidden(file, 'export enum Kind { Video }', 'no-restricted-syntax'));
  it('has no default export', () => expectForbidden(file, 'export default 1;', 'no-restricted-syntax'));
  it('keeps the browser out of the call', () =>
    expectForbidden(file, 'export const title = document.title;', 'no-restricted-globals'));
  it('keeps the console for warnings', () =>
    expectForbidden(`${widget}/call-window.ts`, "console.error('no');", 'no-console'));
  it('has short functions', () =>
    expectForbidden(file, `export function long(): void {\n${lines(40)}\n}`, 'max-lines-per-function'));
  it('has short files', () => expectForbidden(file, lines(301), 'max-lines'));
  it('does not count comments as lines', () =>
    expectAllowed(file, `${'// why\n'.repeat(200)}${lines(300)}`, 'max-lines'));
});
