/** The browser that the tests drive: where it is, how it is started, how a bare machine gets one. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { installFromDebian } from './debian.mjs';

/** What makes calls testable on a machine without camera, microphone, speaker, graphics card or user. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream=fps=30',
  '--use-fake-ui-for-media-stream',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--allow-loopback-in-peer-connection',
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} path of a Chromium; `CHROMIUM_PATH` goes before whatever the machine has
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...fixedPlaces];
  return candidates.find((candidate) => existsSync(candidate));
}

/**
 * Finds a Chromium, or installs Debian's where that can be done without asking anybody.
 *
 * @returns {Promise<string>} its path; throws with instructions where there is none
 */
export async function ensureChromium() {
  const found = findChromium() ?? ((await installFromDebian(['chromium'])) ? findChromium() : undefined);
  if (found && existsSync(found)) return found;
  throw new Error(
    found
      ? `CHROMIUM_PATH names ${found}, which does not exist.`
      : 'The tests need Chromium. Install it (Debian, Ubuntu: `sudo apt-get install chromium`; macOS: `brew install ' +
          '--cask chromium`), or let CHROMIUM_PATH name the executable of a Chromium or Chrome, and start them again.',
  );
}
