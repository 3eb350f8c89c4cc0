/** The Firefox that some tests drive: where it is, how a bare machine gets one. Without it these tests are left out. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { installFromDebian } from './debian.mjs';

const names = ['firefox-esr', 'firefox'];
const fixedPlaces = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} path of a Firefox; `FIREFOX_PATH` goes before whatever the machine has
 */
export function findFirefox(env = process.env) {
  if (env.FIREFOX_PATH) return env.FIREFOX_PATH;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...fixedPlaces];
  return candidates.find((candidate) => existsSync(candidate));
}

/**
 * Finds a Firefox, or installs Debian's where that can be done without asking anybody.
 *
 * @returns {Promise<string>} its path; throws with instructions where there is none
 */
export async function ensureFirefox() {
  const found = findFirefox() ?? ((await installFromDebian(['firefox-esr'])) ? findFirefox() : undefined);
  if (found && existsSync(found)) return found;
  throw new Error(
    found
      ? `FIREFOX_PATH names ${found}, which does not exist.`
      : 'There is no Firefox: the tests between Firefox and Chromium are left out. Install it (Debian: `sudo apt-get install ' +
          'firefox-esr`; macOS: `brew install --cask firefox`), or let FIREFOX_PATH name its executable, to have them run.',
  );
}
