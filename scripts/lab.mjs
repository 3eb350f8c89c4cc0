/**
 * The laboratory: real calls between real browsers, in networks of their own where things go wrong by script.
 *
 *     npm run lab                                  everything, five times each: about 40 minutes
 *     npm run lab -- blackout-20 nat- --rounds 2   these lines of its table only
 *     npm run lab -- --list                        what there is
 *
 * Needs root on Linux. Installs what is missing where it can (Debian), and builds first if a source has changed.
 */
import process from 'node:process';
import { isBuilt } from './lib/build-stamp.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { whyNoLab } from './lib/lab-machine.mjs';
import { fromRoot, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

/** @param {string[]} args */
async function lab(args) {
  await ensureInstalled();
  const firefox = args.some((arg) => arg.includes('firefox'));
  const obstacle = await whyNoLab(firefox ? { 'firefox-esr': 'firefox-esr' } : {});
  if (obstacle) throw new Error(`The laboratory does not run here: ${obstacle}.`);
  const env = { ...process.env, CHROMIUM_PATH: await ensureChromium() };
  if (!isBuilt() && (await run(process.execPath, [fromRoot('scripts', 'build.mjs')], { cwd: root })) !== 0) return 1;
  const types = process.features.typescript ? [] : ['--experimental-strip-types'];
  return run(process.execPath, [...types, '--conditions=call-window-source', 'lab/main.ts', ...args], {
    cwd: root,
    env,
  });
}

try {
  process.exitCode = await lab(process.argv.slice(2));
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
