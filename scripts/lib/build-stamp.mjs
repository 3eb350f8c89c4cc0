/** Whether what is built belongs to the sources as they are now. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { hashContents } from './files.mjs';
import { fromRoot } from './paths.mjs';

const stampFile = fromRoot('.tools', 'build-stamp');

const inputs = [
  'package-lock.json',
  'rollup.config.mjs',
  'tsconfig.base.json',
  'scripts/build.mjs',
  'scripts/rollup',
  ...['signaling', 'widget'].flatMap((name) =>
    ['package.json', 'src', 'tsconfig.json', 'tsconfig.build.json'].map((path) => `packages/${name}/${path}`),
  ),
];

const outputs = [
  'packages/signaling/dist/main.js',
  'packages/signaling/dist/index.d.ts',
  'packages/signaling/public/call-window.js',
  'packages/widget/dist/index.js',
  'packages/widget/dist/index.d.ts',
  'packages/widget/dist/script/call-window.js',
];

/** True when nothing has to be built. */
export function isBuilt() {
  if (!existsSync(stampFile) || !outputs.every((path) => existsSync(fromRoot(path)))) return false;
  return readFileSync(stampFile, 'utf8') === hashContents(inputs);
}

/** @returns {string} what the build that starts now will be stamped with: a file changed meanwhile makes it stale */
export const readInputs = () => hashContents(inputs);

/** @param {string} stamp from {@link readInputs} */
export function markBuilt(stamp) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** A build that fails half way must not pass for the one before it. */
export const forgetBuild = () => rmSync(stampFile, { force: true });
