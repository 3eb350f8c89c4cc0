/** Packages of the system, where they can be installed without asking anybody: on Debian, as root. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { run } from './run.mjs';

/**
 * @param {string[]} packages
 * @returns {Promise<boolean>} whether they were installed
 */
export async function installFromDebian(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing ${packages.join(', ')} (apt-get install)…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    (await run('apt-get', ['update', '-qq'], { env })) === 0 &&
    (await run('apt-get', ['install', '-y', '-qq', ...packages], { env })) === 0
  );
}
