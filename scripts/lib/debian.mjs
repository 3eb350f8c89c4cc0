/** What a bare machine can install by itself. */
import { existsSync } from 'node:fs';
import process from 'node:process';
import { run } from './run.mjs';

/**
 * Installs a package where that can be done without asking anybody: on Debian, as root.
 *
 * @param {string} name
 * @returns {Promise<boolean>} whether it was installed
 */
export async function installFromDebian(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing ${name} (apt-get install ${name})…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    (await run('apt-get', ['update', '-qq'], { env })) === 0 &&
    (await run('apt-get', ['install', '-y', '-qq', name], { env })) === 0
  );
}
