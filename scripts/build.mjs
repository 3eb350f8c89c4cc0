/**
 * Builds all packages: JavaScript by rollup, type declarations by the TypeScript compiler.
 * Dependencies have to be installed; `scripts/start.mjs` and `scripts/test.mjs` see to that.
 */
import { existsSync, rmSync, statSync } from 'node:fs';
import process from 'node:process';
import { forgetBuild, markBuilt, readInputs } from './lib/build-stamp.mjs';
import { deleteUnreachable, pointToJavaScript } from './lib/declarations.mjs';
import { fromRootName, listFiles } from './lib/files.mjs';
import { fromRoot, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const DAY = 24 * 60 * 60 * 1000;
/** How long a page that loaded the entry of an earlier build finds that build's chunks. */
const KEEP_CHUNKS = 30 * DAY;

const signalingDist = fromRoot('packages', 'signaling', 'dist');
const widgetDist = fromRoot('packages', 'widget', 'dist');
const publicFolder = fromRoot('packages', 'signaling', 'public');
const widgetEntries = ['index', 'define'].map((name) => `${widgetDist}/${name}.d.ts`);

function clean() {
  for (const folder of [signalingDist, widgetDist]) rmSync(folder, { recursive: true, force: true });
  for (const file of listFiles(publicFolder)) {
    const isRecentChunk = fromRootName(file).includes('/chunks/') && Date.now() - statSync(file).mtimeMs < KEEP_CHUNKS;
    if (!isRecentChunk) rmSync(file);
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function mustRun(command, args) {
  const code = await run(command, args, { cwd: root });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed.`);
}

async function declareTypes() {
  await mustRun('tsc', ['-p', 'packages/signaling/tsconfig.build.json']);
  pointToJavaScript(signalingDist);
  // After the signaling package: the widget's declarations are checked against those of the protocol.
  await mustRun('tsc', ['-p', 'packages/widget/tsconfig.build.json']);
  pointToJavaScript(widgetDist);
  deleteUnreachable(widgetDist, widgetEntries);
}

async function build() {
  if (!existsSync(fromRoot('node_modules'))) throw new Error('Run npm ci first.');
  const stamp = readInputs();
  forgetBuild();
  clean();
  const results = await Promise.allSettled([mustRun('rollup', ['-c']), declareTypes()]);
  const failures = results.filter((result) => result.status === 'rejected');
  if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason.message).join('\n'));
  markBuilt(stamp);
}

try {
  await build();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
