/** Dependencies: are they there, and are they the ones that the lockfile names? Uses nothing but Node. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fromRoot, root } from './paths.mjs';
import { run } from './run.mjs';

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, peer?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readLockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Compares what the lockfile wants with npm's own record of what it installed. Dates would lie: a checkout and an
 * install each touch the files in an order of their own.
 *
 * @param {Record<string, LockedPackage> | undefined} wanted packages of `package-lock.json`
 * @param {Record<string, LockedPackage> | undefined} present packages of `node_modules/.package-lock.json`
 */
export function isInstalled(wanted, present) {
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    // A platform's binaries are optional: only those for this machine are present.
    if (!present[path]) return optional === true;
    return present[path].version === version;
  });
}

/** Runs `npm ci` unless everything is in place. Throws when that fails. */
export async function ensureInstalled() {
  const wanted = readLockedPackages(fromRoot('package-lock.json'));
  if (isInstalled(wanted, readLockedPackages(fromRoot('node_modules', '.package-lock.json')))) return;
  console.log('Installing the dependencies (npm ci)…');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, env: process.env });
  if (code !== 0) throw new Error('npm ci failed.');
}
